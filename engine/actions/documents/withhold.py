"""The văn thư does not issue a signed document (không phát hành) and sends it back."""

from __future__ import annotations

from engine.actions.actor import Actor
from engine.actions.reasons import written
from engine.actions.step import judged_again
from engine.actions.strangers import hidden_from_strangers
from engine.actions.tasks.send_back import send_back_in
from engine.core.move import TaskRef
from engine.outside.outside import Outside
from engine.say import say


def withhold(outside: Outside, actor: Actor, ref: TaskRef, target: str, reason: str) -> None:
    """Put the dossier back on the step at path `target` with the reason.

    The signed version stays among the versions and counts no more; a number that was reserved is
    cancelled with the reason. Raises as `send_back.send_back`, and SigningRefused where the step
    is not the seal's; then nothing is stored.
    """
    why = written(reason, "reason", say("Chưa ghi lý do không phát hành."))

    def attempt() -> None:
        with outside.sessions.begin() as session:
            send_back_in(session, outside, actor, ref, target, why, at_seal=True)

    with hidden_from_strangers(outside, actor, ref.dossier_id):
        judged_again(attempt)
    outside.queue.nudge()
