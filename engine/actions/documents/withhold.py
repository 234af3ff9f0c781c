"""The văn thư does not issue a signed document (không phát hành) and sends it back."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.reasons import written
from engine.actions.step import judged_again
from engine.actions.strangers import hidden_from_strangers
from engine.actions.tasks.send_back import send_back_in
from engine.core.acts import Records
from engine.core.authority.register import Power
from engine.core.move import TaskRef
from engine.errors import NotFound, SigningRefused
from engine.outside.outside import Outside
from engine.say import say
from engine.store.load_open_task import OpenTask
from engine.store.numbers import cancel_number, number_of


def withhold(outside: Outside, actor: Actor, ref: TaskRef, target: str, reason: str) -> None:
    """Put the dossier back on the step at path `target` with the reason.

    The signed version stays among the versions and counts no more; a number that was reserved is
    cancelled with the reason. Raises as `send_back.send_back`, and SigningRefused where the step
    is not the seal's; then nothing is stored.
    """
    why = written(reason, "reason", say("Chưa ghi lý do không phát hành."))

    def attempt() -> None:
        with outside.sessions.begin() as session:

            def given_up(opened: OpenTask, falling: Records) -> tuple[tuple[int, str], ...]:
                return _cancelled(session, opened, falling, why)

            send_back_in(session, outside, actor, ref, target, why, given_up)

    with hidden_from_strangers(outside, actor, ref.dossier_id):
        judged_again(attempt)
    outside.queue.nudge()


def _cancelled(
    session: Session, opened: OpenTask, falling: Records, why: str
) -> tuple[tuple[int, str], ...]:
    """The numbers of the documents that fall back: each gap keeps its reason."""
    if opened.task.power != Power.SEAL:
        raise SigningRefused(say("Bước này không phải bước đóng dấu."), "not_a_sealing_step")
    reason = f"Không phát hành: {why}"  # kept in the register, so in Vietnamese
    gone = []
    for document in falling.documents:
        try:
            number = number_of(session, opened.dossier.id, document.id)
        except NotFound:
            continue
        cancel_number(session, number, reason, opened.now)
        gone.append((number.value, number.symbol))
    return tuple(gone)
