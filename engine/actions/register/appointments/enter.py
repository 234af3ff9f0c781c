"""A registrar enters that a person holds a seat (bổ nhiệm, phân công vị trí)."""

from __future__ import annotations

from uuid import UUID, uuid4

from engine.actions.actor import Actor
from engine.actions.register.appointments.follow import follow_begin
from engine.actions.register.appointments.told import AppointmentTold, columns_of
from engine.actions.register.office import changing
from engine.actions.register.wrong import LONGEST_REASON, REASON, Wrong
from engine.outside.outside import Outside
from engine.store.records import AppointmentRow
from engine.store.register_changes import enter


def appoint(outside: Outside, actor: Actor, told: AppointmentTold, reason: str = "") -> UUID:
    """Its id; open tasks of the seat are the person's from the first day. `reason` names the
    decision, where there is one.

    Raises NotYours; InvalidAnswers: a seat that is not there all the time, the same person twice
    on it, a second head on a head's seat, a term that runs backwards.
    """
    with changing(outside, actor) as change:
        wrong = Wrong()
        why = wrong.line(REASON, reason, None, LONGEST_REASON) or None
        columns = columns_of(change.session, told, wrong, None)
        row = AppointmentRow(id=uuid4(), **columns)
        follow_begin(outside, change, row, why)
        enter(change.session, row, change.by_id, change.now, why)
    outside.queue.nudge()
    return row.id
