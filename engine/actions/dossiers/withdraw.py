"""The desk takes a dossier back for the applicant (rút hồ sơ)."""

from __future__ import annotations

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
from engine.actions.supplements.receive import may_receive
from engine.core.acts import Withdrawn
from engine.outside.outside import Outside
from engine.store.load_standing import load_standing


def withdraw(outside: Outside, actor: Actor, dossier_id: UUID, reason: str) -> None:
    """End the dossier on the applicant's request, as long as no result is signed.

    NĐ 118/2025/NĐ-CP Art 21. Raises NotFound, NotYours (only the receiving desk), AlreadyDone
    (it has ended), ResultSigned, InvalidAnswers (no reason); then nothing is stored.
    """
    why = written(reason, "reason", "Chưa ghi lý do rút hồ sơ.")

    def attempt() -> None:
        with outside.sessions.begin() as session:
            dossier, around, now = load_standing(session, dossier_id, outside.clock.now())
            may_receive(actor, dossier, around, now)
            require_running(dossier)
            require_no_result(session, dossier)
            act = Withdrawn(
                actor_id=actor.person_id,
                reason=why,
                records=records_of_end(session, actor, dossier, "withdrawal", why, now),
            )
            take(session, dossier, act, around, now)

    with hidden_from_strangers(outside, actor, dossier_id):
        judged_again(attempt)
    outside.queue.nudge()
