"""An officer completes a task with a form, and the dossier moves on."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.judge import judge
from engine.actions.step import judged_again, take
from engine.actions.strangers import hidden_from_strangers
from engine.core.acts import Completed
from engine.core.authority.register import AUTHORITY_POWERS, Power
from engine.core.forms import clean
from engine.core.move import Move, TaskRef
from engine.core.procedure import attributes_of, declared
from engine.errors import SigningRefused
from engine.outside.outside import Outside
from engine.store.idempotency import seen
from engine.store.load_open_task import load_open_task

SIGNED_POWERS = AUTHORITY_POWERS | {Power.SEAL}
"""A task with one of these is done by a signature, never by a form alone."""


def complete(
    outside: Outside,
    actor: Actor,
    ref: TaskRef,
    answers: Mapping[str, object],
    idempotency_key: str | None = None,
) -> None:
    """Record the answers and move the dossier; the same key twice counts once.

    Raises NotFound, AlreadyDone (by whom, when), NotYours, InvalidAnswers (sentences by field),
    SigningRefused (the task wants a signature, not a form); then nothing is stored.
    """

    def attempt() -> None:
        with outside.autocommit() as session:
            if idempotency_key and seen(session, ref.dossier_id, actor.person_id, idempotency_key):
                return
            complete_in(session, outside, actor, ref, answers, idempotency_key)

    with hidden_from_strangers(outside, actor, ref.dossier_id):
        judged_again(attempt)
    outside.queue.nudge()


def complete_in(
    session: Session,
    outside: Outside,
    actor: Actor,
    ref: TaskRef,
    answers: Mapping[str, object],
    idempotency_key: str | None = None,
) -> Move:
    """The same inside a transaction that the caller opened and will commit."""
    dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
    mandate = judge(actor.person_id, task, dossier, around, now)
    if task.power is not None and Power(task.power) in SIGNED_POWERS:
        raise SigningRefused(
            "Bước này hoàn thành bằng chữ ký số; hãy mở trang ký.", "needs_signature"
        )
    element = dossier.bundle.compiled.elements[task.element]
    form_key = attributes_of(dossier.bundle.procedure, element).get("form")
    cleaned = clean(dossier.bundle.forms[form_key], answers) if form_key else {}
    act = Completed(
        actor_id=actor.person_id,
        task=task,
        mandate=mandate,
        form=form_key,
        answers=cleaned,
        facts=declared(dossier.bundle.procedure, cleaned),
        key=idempotency_key,
    )
    return take(session, dossier, act, around, now)
