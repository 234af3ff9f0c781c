"""What a report is asked for, and the dossiers that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Subquery, and_, case, exists, false, or_, select, true, union_all
from sqlalchemy.sql import ColumnElement

from engine.actions.dossiers.extension import APOLOGY
from engine.core.period import Period
from engine.core.timeliness import AFTER, BEFORE, ON
from engine.errors import NotFound
from engine.questions.reports.scope import Names, Scope
from engine.say import say
from engine.store.records import DossierRow, LedgerRow

UNIT, FIELD, PROCEDURE, OFFICER = "unit", "field", "procedure", "officer"
STEP, DOER = "step", "doer"
OF_DOSSIERS = (UNIT, FIELD, PROCEDURE, OFFICER)
OF_STEPS = (STEP, DOER)
NOBODY = "none"
"""Key of the line of dossiers that no officer answers for yet."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A period, how to group, and what to leave out; None leaves out nothing.

    `unit` resolves the dossier (of steps: does the step) and stands for itself alone; `officer`
    is the accountable one (of steps: who did it).
    """

    period: Period
    by: str = UNIT
    unit: UUID | None = None
    field: str | None = None
    procedure: str | None = None
    officer: UUID | None = None


def units_asked(asked: Asked, scope: Scope) -> list[UUID]:
    """Raises NotFound for a unit of which the person may see nothing."""
    if asked.unit is None:
        return list(scope.units)
    if asked.unit not in scope.units:
        raise NotFound(say("Không có đơn vị này trong phạm vi báo cáo của ông/bà."))
    return [asked.unit]


def procedures_asked(asked: Asked, names: Names) -> list[str] | None:
    """Slugs; None for all of them."""
    if asked.procedure is not None:
        in_field = asked.field is None or names.fields.get(asked.procedure) == asked.field
        return [asked.procedure] if in_field else []
    return None if asked.field is None else names.of_field(asked.field)


def dossiers(asked: Asked, scope: Scope, names: Names, at: datetime) -> Subquery:
    """One narrow row for each dossier that the period touches, as it stood `at`.

    Two branches, what is open and what has ended since, because each is a range of the one index
    that carries all these columns. Letters of apology are dossiers of the house and not counted.
    """
    d = DossierRow
    mine: list[ColumnElement[bool]] = [
        d.unit_id.in_(units_asked(asked, scope)),
        d.received_at <= at,
        d.procedure != APOLOGY,
    ]
    if (slugs := procedures_asked(asked, names)) is not None:
        mine.append(d.procedure.in_(slugs))
    if asked.officer is not None:
        mine.append(d.accountable_id == asked.officer)
    stands = exists().where(
        LedgerRow.dossier_id == d.id,
        LedgerRow.starts_at <= at,
        or_(LedgerRow.ends_at.is_(None), LedgerRow.ends_at > at),
    )

    def narrow(ended: ColumnElement[bool], paused: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
        return select(
            d.id,
            d.unit_id,
            d.procedure,
            d.accountable_id,
            d.received_at,
            d.finished_at,
            d.due_at,
            d.timeliness,
            d.status,
            paused.label("paused"),
        ).where(ended, *mine)

    later = case((d.finished_at > at, stands), else_=false())
    return union_all(
        narrow(d.finished_at.is_(None), stands),
        narrow(d.finished_at >= asked.period.begins, later),
    ).subquery("of_period")


def figures(of: Subquery, asked: Asked, at: datetime) -> dict[str, ColumnElement[bool]]:
    """Every number of the report by its name: the WHERE that counts it and lists what is behind.

    received + carried = resolved + stopped + open; resolved = before + on + after + no_term;
    open = in_time + overdue + paused.
    """
    c = of.c
    done = and_(c.finished_at.is_not(None), c.finished_at <= at)
    going = or_(c.finished_at.is_(None), c.finished_at > at)
    resolved = and_(done, c.status != "stopped")
    runs = and_(going, ~c.paused)
    late = and_(c.due_at.is_not(None), c.due_at < at)
    return {
        "all": true(),
        "received": c.received_at >= asked.period.begins,
        "carried": c.received_at < asked.period.begins,
        "resolved": resolved,
        BEFORE: and_(resolved, c.timeliness == BEFORE),
        ON: and_(resolved, c.timeliness == ON),
        AFTER: and_(resolved, c.timeliness == AFTER),
        "no_term": and_(resolved, c.timeliness.is_(None)),
        "stopped": and_(done, c.status == "stopped"),
        "open": going,
        "in_time": and_(runs, ~late),
        "overdue": and_(runs, late),
        "paused": and_(going, c.paused),
    }


FIGURES: Sequence[str] = (
    "all", "received", "carried", "resolved", BEFORE, ON, AFTER, "no_term", "stopped", "open",
    "in_time", "overdue", "paused",
)  # fmt: skip
