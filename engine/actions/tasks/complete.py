"""An officer completes a task with a form, and the dossier moves on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.documents.initials import initials, voided
from engine.actions.judge import judge
from engine.actions.step import judged_again, take
from engine.actions.strangers import hidden_from_strangers
from engine.actions.tasks.part import seat_in
from engine.core.acts import Completed, Records
from engine.core.authority.register import AUTHORITY_POWERS, Power
from engine.core.dossier import COUNCIL, Dossier, Task
from engine.core.forms import clean
from engine.core.move import HandedOver, Move, TaskRef
from engine.core.procedure import attributes_of, declared
from engine.errors import OtherAct, SigningRefused
from engine.outside.outside import Outside
from engine.say import say
from engine.store.idempotency import seen
from engine.store.load_open_task import OpenTask, load_open_task

SIGNED_POWERS = AUTHORITY_POWERS | {Power.SEAL}
"""A task with one of these is done by a signature, never by a form alone."""


def complete(
    outside: Outside,
    actor: Actor,
    ref: TaskRef,
    answers: Mapping[str, object],
    idempotency_key: str | None = None,
    *,
    assign_to: UUID | None = None,
    shown: Mapping[str, str] | None = None,
    handed: HandedOver | None = None,
) -> None:
    """Record the answers and move the dossier; the same key twice counts once.

    `assign_to` is the person who gets the step that `trinhky:assigns` names; without it the step
    goes into the pool. `shown` maps the key of each document that this step initials to the
    SHA-256 of the draft that was seen; `handed` says who took a result along.

    Raises NotFound, AlreadyDone (by whom, when), NotYours, InvalidAnswers (sentences by field),
    SigningRefused (the task wants a signature, or a draft was not seen as it is), OtherAct (it
    wants an opinion or a vote; nobody is chosen here), NotAsked (`assign_to` may not do the next
    step), SupplementLimit; then nothing is stored.
    """

    def attempt() -> None:
        with outside.autocommit() as session:
            if idempotency_key and seen(session, ref.dossier_id, actor.person_id, idempotency_key):
                return
            complete_in(
                session, outside, actor, ref, answers, idempotency_key,
                assign_to=assign_to, shown=shown, handed=handed,
                # What was put into somebody's hands is not taken back by a key.
                undo=outside.settings.undo_window if handed is None else timedelta(0),
            )  # fmt: skip

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
    *,
    assign_to: UUID | None = None,
    shown: Mapping[str, str] | None = None,
    handed: HandedOver | None = None,
    undo: timedelta = timedelta(0),
) -> Move:
    """The same inside a transaction that the caller opened and will commit; it stands at once
    unless `undo` says for how long it may be taken back."""
    opened = load_open_task(session, ref, outside.clock.now())
    dossier, task, around, now = opened
    mandate = judge(actor.person_id, task, dossier, around, now)
    attributes = _attributes(task, dossier)
    _require_a_form(task, attributes, assign_to)
    form_key = attributes.get("form")
    cleaned = clean(dossier.bundle.forms[form_key], answers) if form_key else {}
    act = Completed(
        actor_id=actor.person_id,
        task=task,
        mandate=mandate,
        form=form_key,
        answers=cleaned,
        facts=declared(dossier.bundle.procedure, cleaned),
        key=idempotency_key,
        assign_to=assign_to,
        records=replace(
            _initials(session, opened, actor, cleaned, shown),
            hand_overs=() if handed is None else (handed,),
        ),
    )
    return take(session, dossier, act, around, now, undo)


def _attributes(task: Task, dossier: Dossier) -> Mapping[str, str]:
    element = dossier.bundle.compiled.elements[task.element]
    return attributes_of(dossier.bundle.procedure, element)


def _require_a_form(task: Task, attributes: Mapping[str, str], assign_to: UUID | None) -> None:
    if task.parent_id is not None:
        votes = attributes.get("joint") == COUNCIL
        way = say("biểu quyết") if votes else say("ghi ý kiến")
        raise OtherAct(
            say("Phần việc này làm bằng cách %(way)s, không bằng biểu mẫu của bước.", way=way)
        )
    if task.power is not None and Power(task.power) in SIGNED_POWERS:
        raise SigningRefused(
            say("Bước này hoàn thành bằng chữ ký số; hãy mở trang ký."), "needs_signature"
        )
    if assign_to is not None and "assigns" not in attributes:
        raise OtherAct(
            say("Ở bước này không chọn người xử lý bước sau; hãy bỏ trống người được giao.")
        )


def _initials(
    session: Session,
    opened: OpenTask,
    actor: Actor,
    answers: Mapping[str, object],
    shown: Mapping[str, str] | None,
) -> Records:
    """What the step does to drafts: initials given here, and those that its new answers void."""
    dossier, task, around, now = opened
    if not any(document.initialler for document in dossier.bundle.procedure.documents):
        return Records()
    seat = seat_in(task, actor.person_id, around, now)
    return Records(
        opinions=initials(session, dossier, task, actor.person_id, seat, answers, shown),
        opinions_void=voided(session, dossier, task, answers),
    )
