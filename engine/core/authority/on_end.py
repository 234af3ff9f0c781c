"""What becomes of dossiers under way when an instrument ends.

An instrument says it itself (`Instrument.on_end`). Three rules, decided where its text is silent:

* `finish_started`: a dossier that was taken in while the instrument (and the line of it that
  grants) was in force is finished under it after it expired, was revoked or was superseded. When
  a dossier was taken in comes with the question (`Question.started_at`), so that the answer stays
  a pure one, and the mandate's interval is then open at its end. A suspension is no end but a
  stop: while it lasts nobody acts under the instrument, on started dossiers neither; these wait
  as under `freeze`.
* `return_to_delegator`, the default: where nobody at the delegate may act any more, the step is
  asked of those who may at the unit that delegated, in its form and under its seal.
* `freeze`: what nobody else may do stays where it is, with those who had it, and waits until the
  register says more. The legal clock runs on: no law stops it for a matter of the office's own,
  so that a late dossier is late, with an apology.

A grant inside a unit (ký thay, thừa lệnh, thừa ủy quyền) never took the power from the grantor,
who is asked all along; only a delegation to another body can leave nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.core.authority.force import force_of_grant
from engine.core.authority.register import (
    TO_ANOTHER_BODY,
    Grant,
    Instrument,
    InstrumentState,
    OnEnd,
    Period,
    Power,
    Question,
    Register,
)


@dataclass(frozen=True, slots=True)
class Ended:
    """The delegation to a unit that ended last, and the unit that had given it."""

    instrument: Instrument
    delegator_id: UUID
    on_end: OnEnd
    """`freeze` while an instrument that lets started dossiers be finished is suspended."""


def may_be_finished(register: Register, grant: Grant, question: Question) -> Period | None:
    """Since when a line of an ended instrument gives the power for this started dossier; None
    where it does not, or while the instrument is suspended."""
    instrument, started_at = register.instruments[grant.instrument_id], question.started_at
    if instrument.on_end != OnEnd.FINISH_STARTED or started_at is None:
        return None
    force = force_of_grant(register, grant, started_at)
    if force is None or _suspended(instrument, question.at):
        return None
    return Period(force.valid_from)


def ended_delegation(
    register: Register, power: Power, procedure: str, unit_id: UUID, at: datetime
) -> Ended | None:
    """The delegation of this power to the unit that ended last before `at`.

    Ask only where nobody of the unit may act. None where no delegation ever held there.
    """
    found: list[tuple[datetime, UUID, Ended]] = []
    for grant in register.grants:
        instrument = register.instruments.get(grant.instrument_id)
        giver = register.positions.get(grant.from_position_id)
        if instrument is None or giver is None or instrument.kind not in TO_ANOTHER_BODY:
            continue
        if power not in grant.powers or _receiver(register, grant) != unit_id:
            continue
        force = force_of_grant(register, grant)
        listed = grant.procedures is None or procedure in grant.procedures
        if listed and force is not None and force.valid_to is not None and force.valid_to <= at:
            ended = Ended(instrument, giver.unit_id, _on_end(instrument, at))
            found.append((force.valid_to, instrument.id, ended))
    return max(found, key=lambda each: each[:2])[2] if found else None


def _on_end(instrument: Instrument, at: datetime) -> OnEnd:
    on_end = OnEnd(instrument.on_end)
    stopped = on_end is OnEnd.FINISH_STARTED and _suspended(instrument, at)
    return OnEnd.FREEZE if stopped else on_end


def _suspended(instrument: Instrument, at: datetime) -> bool:
    return instrument.state is InstrumentState.SUSPENDED and at >= instrument.state_since


def _receiver(register: Register, grant: Grant) -> UUID | None:
    """The unit to which a grant leads."""
    if grant.to_unit_id is not None:
        return grant.to_unit_id
    seat = register.positions.get(grant.to_position_id) if grant.to_position_id else None
    return None if seat is None else seat.unit_id
