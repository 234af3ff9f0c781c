"""The applicant brings what was missing: the desk takes it in, and the clock goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.judge import holds
from engine.actions.papers import Upload, keep_papers
from engine.actions.step import judged_again, take
from engine.actions.strangers import hidden_from_strangers
from engine.actions.timers.fire import fire_due
from engine.core.acts import MessageDelivered, Records
from engine.core.authority.register import Power
from engine.core.dossier import Dossier, Surroundings
from engine.core.move import TaskRef
from engine.errors import InvalidAnswers, NotFound, NotYours
from engine.outside.outside import Outside
from engine.say import say
from engine.store.load_open_task import load_open_task

MESSAGE = "supplement_received"


def may_receive(actor: Actor, dossier: Dossier, around: Surroundings, now: datetime) -> None:
    """Only the receiving desk takes in what the applicant brings. Raises NotYours."""
    desk = [
        p.id
        for p in around.register.positions.values()
        if p.unit_id == dossier.receiving_unit_id and Power.RECEIVE in p.powers
    ]
    if not holds(around.register, actor.person_id, desk, now):
        raise NotYours(say("Chỉ bộ phận tiếp nhận được nhận giấy tờ bổ sung."), "not_asked")


def receive(outside: Outside, actor: Actor, ref: TaskRef, uploads: tuple[Upload, ...]) -> None:
    """Add the papers and deliver the message to the wait `ref`.

    Raises NotFound (no dossier waits here), AlreadyDone (the term ran out, or it was taken in
    already), NotYours (only the receiving desk), UploadRefused, InvalidAnswers (no paper at all).
    What came after the term is too late even if no worker has looked at the clock since.
    """
    require_some(uploads)

    def may(dossier: Dossier, around: Surroundings, now: datetime) -> None:
        may_receive(actor, dossier, around, now)

    # The term ends by the clock, not when the worker comes round to it.
    fire_due(outside, ref.dossier_id)
    with hidden_from_strangers(outside, actor, ref.dossier_id):
        take_in(outside, ref, uploads, may, actor_id=actor.person_id)
    outside.queue.nudge()


def require_some(uploads: tuple[Upload, ...]) -> None:
    """Raises InvalidAnswers."""
    if not uploads:
        said = say("Chưa có giấy tờ bổ sung nào; hãy chọn ít nhất một tệp.")
        raise InvalidAnswers({"papers": [said]})


def take_in(
    outside: Outside,
    ref: TaskRef,
    uploads: tuple[Upload, ...],
    may: Callable[[Dossier, Surroundings, datetime], None],
    *,
    actor_id: UUID | None,
    channel: str | None = None,
) -> None:
    """Keep the papers and deliver the message, for the desk (`actor_id`) or for the applicant
    (`channel` says how they came). `may` raises whatever hinders it; raises as `receive`."""
    with outside.sessions.begin() as session:
        dossier, _, around, now = load_open_task(session, ref, outside.clock.now())
        may(dossier, around, now)
    papers = keep_papers(outside, dossier.bundle, uploads)

    def attempt() -> None:
        with outside.sessions.begin() as session:
            dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
            element = dossier.bundle.compiled.elements[task.element]
            if element.message != MESSAGE:
                raise NotFound(say("Hồ sơ không chờ bổ sung ở bước này."))
            may(dossier, around, now)
            act = MessageDelivered(
                actor_id=actor_id,
                task=task,
                message=MESSAGE,
                channel=channel,
                records=Records(papers=papers),
            )
            take(session, dossier, act, around, now)

    judged_again(attempt)
