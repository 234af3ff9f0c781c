"""Who may decide a procedure in a unit, at a moment of one's choosing: every way, held or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.core.authority.register import Power
from engine.core.authority.ways import ways
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.register.answers import No, Yes, told
from engine.say import say
from engine.store.load_register import load_register
from engine.store.offices import unit_names
from engine.store.procedure_places import procedure_titles, units_deciding
from engine.store.time import read_time


@dataclass(frozen=True, slots=True)
class WhoMay:
    """`may` and `may_not` are the ways that hold at `at` and those that fail, each with its clause;
    `units` are all where the procedure is decided, by name."""

    procedure: str
    title: str
    at: datetime
    unit_id: UUID
    unit_name: str
    units: tuple[tuple[UUID, str], ...]
    may: tuple[Yes, ...]
    may_not: tuple[No, ...]


def who_may(
    outside: Outside,
    actor: Actor,
    procedure: str,
    at: datetime | None = None,
    unit_id: UUID | None = None,
) -> WhoMay:
    """For who keeps the register. `procedure` is a national code, or a slug where there is none;
    `at` left out is now; `unit_id` the first unit by name. Conditions are judged without a dossier:
    a grant that has one cannot be said to hold, and names it. Raises NotYours, NotFound.
    """
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        units = sorted(_units(session, procedure).items(), key=lambda each: each[1])
        if not units or unit_id not in (None, *(each for each, _ in units)):
            raise NotFound(
                say("Chưa có quy định, văn bản hay quy trình nào cho thủ tục này ở đơn vị này.")
            )
        unit = unit_id or units[0][0]
        epoch = read_time(session, outside.clock.now()).epoch
        register = load_register(session, procedure, {unit}, epoch)
        title = procedure_titles(session).get(procedure, procedure)
    found = ways(register, Power.DECIDE, procedure, unit, at or now, {})
    answers = [told(register, way) for way in found]
    return WhoMay(
        procedure=procedure,
        title=title,
        at=at or now,
        unit_id=unit,
        unit_name=dict(units)[unit],
        units=tuple(units),
        may=tuple(each for each in answers if isinstance(each, Yes)),
        may_not=tuple(each for each in answers if isinstance(each, No)),
    )


def _units(session: Session, procedure: str) -> dict[UUID, str]:
    return (
        unit_names(session, units_deciding(session, procedure)) if procedure.isprintable() else {}
    )
