"""A post that should never have been entered."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.appointments.follow import follow_end
from engine.actions.register.appointments.told import appointment_known
from engine.actions.register.keepers import require_a_keeper
from engine.actions.register.office import changing
from engine.actions.register.wrong import Wrong
from engine.outside.outside import Outside
from engine.store.register_changes import strike


def strike_appointment(outside: Outside, actor: Actor, appointment_id: UUID, reason: str) -> None:
    """It stays readable for the past, and what was signed under it stays signed. Raises NotYours,
    NotFound; InvalidAnswers without a reason."""
    with changing(outside, actor) as change:
        former, wrong = appointment_known(change.session, appointment_id), Wrong()
        why = wrong.reason(reason)
        wrong.refuse()
        follow_end(outside, change, former, change.now, why)
        strike(change.session, former, change.by_id, change.now, why)
        require_a_keeper(change.session, change.now)
    outside.queue.nudge()
