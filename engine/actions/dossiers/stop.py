"""The agency stops a dossier (dừng giải quyết)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.dossiers.standing_end import (
    records_of_end,
    require_no_result,
    require_running,
)
from engine.actions.reasons import written
from engine.actions.step import judged_again, take
from engine.actions.strangers import hidden_from_strangers
from engine.core.acts import Stopped
from engine.core.dossier import Dossier, Surroundings
from engine.core.seats import leads
from engine.errors import NotYours
from engine.outside.outside import Outside
from engine.store.load_standing import load_standing


def stop(outside: Outside, actor: Actor, dossier_id: UUID, reason: str) -> None:
    """End the dossier by the agency's own decision, as long as no result is signed.

    Raises NotFound, NotYours (only the accountable officer and the heads of the resolving
    agency), AlreadyDone (it has ended), ResultSigned, InvalidAnswers (no reason); then nothing is
    stored.
    """
    why = written(reason, "reason", "Chưa ghi lý do dừng giải quyết.")

    def attempt() -> None:
        with outside.sessions.begin() as session:
            dossier, around, now = load_standing(session, dossier_id, outside.clock.now())
            require_in_charge(actor, dossier, around, now)
            require_running(dossier)
            require_no_result(session, dossier)
            act = Stopped(
                actor_id=actor.person_id,
                reason=why,
                records=records_of_end(session, actor, dossier, "stop", why, now),
            )
            take(session, dossier, act, around, now)

    with hidden_from_strangers(outside, actor, dossier_id):
        judged_again(attempt)
    outside.queue.nudge()


def require_in_charge(actor: Actor, dossier: Dossier, around: Surroundings, now: datetime) -> None:
    """Only who is accountable, or leads the resolving agency. Raises NotYours."""
    if actor.person_id == dossier.accountable_id:
        return
    if not leads(around.register, actor.person_id, dossier.unit_id, now):
        raise NotYours(
            "Chỉ người chịu trách nhiệm về hồ sơ hoặc lãnh đạo cơ quan giải quyết được làm việc "
            "này.",
            "not_asked",
        )
