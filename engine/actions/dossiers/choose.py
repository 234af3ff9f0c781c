"""Which internal procedure a new dossier runs, and with which units (AUTHORITY.md §4.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from bpmn.values import Kind
from engine.core.authority.force import not_in_force
from engine.core.authority.may_act import why_nobody
from engine.core.authority.register import Power, Refusal
from engine.core.dossier import Bundle
from engine.core.performers import units_using
from engine.core.procedure import attributes_of
from engine.core.versions import choose
from engine.errors import InvalidAnswers, NotFound, NotYours
from engine.say import marked, say
from engine.store.bundles import load_bundle
from engine.store.load_register import load_instruments, load_register
from engine.store.offices import unit_names
from engine.store.time import OfficeTime
from engine.store.versions import versions_in_force

NOT_HERE = marked("Thủ tục này chưa có quy trình nội bộ đang áp dụng tại đơn vị.")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The internal procedure that a dossier pins, and every unit that takes part in it."""

    bundle: Bundle
    resolving_unit_id: UUID
    parties: dict[str, UUID]


def choose_version(
    session: Session,
    named: str,
    desk: UUID,
    time: OfficeTime,
    resolving_unit_id: UUID | None = None,
) -> Chosen:
    """The version that a dossier of this procedure (a slug or a national code) runs, taken in by
    this unit now.

    The delegated one while its delegation is in force, else the undelegated one. Raises NotFound
    (nothing of the procedure is taken in here), InvalidAnswers for `resolving_unit_id` (several
    units resolve it, and none of them was chosen), NotYours with the register's sentence (the
    delegation is not in force and nobody else resolves it; nobody may decide).
    """
    versions = versions_in_force(session, time.now, named)
    choice = choose(
        sorted(versions, key=lambda version: version.slug != named),
        desk,
        resting_on(session, time),
        resolving_unit_id,
    )
    if choice.refusal is not None:
        raise NotYours(choice.refusal.says, choice.refusal.clause)
    if not choice.versions:
        raise NotFound(say(NOT_HERE))
    if len(choice.versions) > 1:
        names = unit_names(session, (v.resolved_by(desk) for v in choice.versions)).values()
        said = say(
            "Thủ tục này do nhiều cơ quan giải quyết: %(names)s; hãy chọn một cơ quan.",
            names="; ".join(names),
        )
        raise InvalidAnswers({"resolving_unit_id": [said]})
    [version] = choice.versions
    chosen = Chosen(
        load_bundle(session, version.bundle_sha256),
        version.resolved_by(desk),
        version.parties_of(desk),
    )
    if refusal := _nobody_decides(session, chosen, time):
        raise NotYours(refusal.says, refusal.clause)
    return chosen


def first_step(bundle: Bundle) -> Mapping[str, str]:
    """The attributes of the first step in the diagram's order: at a desk it is filled in with the
    dossier's persons and papers."""
    first = next(e for e in bundle.compiled.elements.values() if e.kind is Kind.USER)
    return attributes_of(bundle.procedure, first)


def for_a_desk(bundle: Bundle) -> bool:
    """Whether a desk takes it in at all: the office's own procedures, such as the apology for
    being late, begin with another step than a reception."""
    return first_step(bundle).get("power") == Power.RECEIVE


def resting_on(session: Session, time: OfficeTime) -> Callable[[UUID], Refusal | None]:
    """Why the instrument of this id gives nothing now; None when it is in force."""

    def asked(instrument_id: UUID) -> Refusal | None:
        register = load_instruments(session, instrument_id, time.epoch)
        return not_in_force(register, register.instruments[instrument_id], time.now)

    return asked


def _nobody_decides(session: Session, chosen: Chosen, time: OfficeTime) -> Refusal | None:
    """Why nobody may decide, at the first unit where that is so."""
    procedure = chosen.bundle.procedure
    units = set(chosen.parties.values())
    register = load_register(session, procedure.code_or_slug, units, time.epoch)
    for _, unit in units_using(chosen.bundle, chosen.parties, {Power.DECIDE}):
        refusal = why_nobody(register, Power.DECIDE, procedure.code_or_slug, unit, time.now)
        if refusal is not None:
            return refusal
    return None
