"""A post ends on a day (thôi giữ chức vụ, miễn nhiệm)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.appointments.follow import follow_end
from engine.actions.register.appointments.told import appointment_known, told_of
from engine.actions.register.keepers import require_a_keeper
from engine.actions.register.office import changing
from engine.actions.register.wrong import TO, Wrong
from engine.outside.outside import Outside
from engine.say import say
from engine.store.register_changes import correct


def end_appointment(
    outside: Outside, actor: Actor, appointment_id: UUID, last: date | None, reason: str
) -> None:
    """`last` is its last day. Raises NotYours, also when nobody would keep the register any more,
    NotFound; InvalidAnswers without day or reason, and for a day before it began."""
    with changing(outside, actor) as change:
        former, wrong = appointment_known(change.session, appointment_id), Wrong()
        why = wrong.reason(reason)
        if last is None:
            wrong.add(TO, say("Hãy ghi ngày cuối cùng."))
        period = wrong.term(told_of(former).valid_from, last)
        wrong.refuse()
        assert period is not None
        follow_end(outside, change, former, period.valid_to, why)
        correct(
            change.session,
            former,
            change.by_id,
            change.now,
            kind="ended",
            reason=why,
            valid_to=period.valid_to,
        )
        require_a_keeper(change.session, change.now)
    outside.queue.nudge()
