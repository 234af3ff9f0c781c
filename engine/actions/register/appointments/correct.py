"""A registrar corrects what was entered of a post."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.appointments.follow import follow_end
from engine.actions.register.appointments.told import (
    AppointmentTold,
    appointment_known,
    columns_of,
)
from engine.actions.register.keepers import require_a_keeper
from engine.actions.register.office import changing
from engine.actions.register.wrong import Wrong
from engine.outside.outside import Outside
from engine.store.register_changes import correct


def correct_appointment(
    outside: Outside,
    actor: Actor,
    appointment_id: UUID,
    told: AppointmentTold,
    reason: str,
    seen: int | None,
) -> None:
    """A new row; `seen` is the row that the page showed. Raises NotYours, NotFound, AlreadyDone;
    InvalidAnswers as when it is entered, and without a reason."""
    with changing(outside, actor) as change:
        former, wrong = appointment_known(change.session, appointment_id), Wrong()
        why = wrong.reason(reason)
        columns = columns_of(change.session, told, wrong, appointment_id)
        stays = (columns["person_id"], columns["position_id"]) == (
            former.person_id,
            former.position_id,
        )
        ends = columns["valid_to"] if stays else change.now
        follow_end(outside, change, former, ends, why)
        correct(change.session, former, change.by_id, change.now, reason=why, seen=seen, **columns)
        require_a_keeper(change.session, change.now)
    outside.queue.nudge()
