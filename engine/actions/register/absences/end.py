"""An absence ends early, or is called off before it begins."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.absences.office import for_whom
from engine.actions.register.office import Change, changing
from engine.errors import AlreadyDone
from engine.outside.outside import Outside
from engine.say import say
from engine.store.passings import passing_of
from engine.store.records import AbsenceRow, InstrumentRow
from engine.store.register_changes import correct, current


def end_absence(outside: Outside, actor: Actor, absence_id: UUID) -> None:
    """From now on the person's work comes to them again; what went to the substitute stays there
    until it is done, or as long as they may do it. Raises NotYours, NotFound, AlreadyDone (it is
    over)."""
    with outside.sessions.begin() as session:
        person_id = current(session, AbsenceRow, absence_id).person_id
    with changing(outside, actor, for_whom(person_id)) as change:
        row = current(change.session, AbsenceRow, absence_id)
        if row.valid_to is not None and row.valid_to <= change.now:
            raise AlreadyDone(say("Lịch vắng mặt này đã kết thúc."))
        _end(change, row)
        if row.instrument_id is not None:
            _end(change, current(change.session, InstrumentRow, row.instrument_id))
        if (run := passing_of(change.session, absence_id)) is not None:
            run.until = change.now
    outside.queue.nudge()


def _end(change: Change, row: AbsenceRow | InstrumentRow) -> None:
    ends = max(change.now, row.valid_from)
    correct(change.session, row, change.by_id, change.now, kind="ended", valid_to=ends)
