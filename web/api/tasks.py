"""Tasks: what is asked, and everything that may be done with one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from engine.actions.papers import Upload
from engine.actions.supplements.receive import receive
from engine.actions.tasks.assign import assign
from engine.actions.tasks.claim import claim
from engine.actions.tasks.close_council import close_council
from engine.actions.tasks.complete import complete
from engine.actions.tasks.declare_conflict import declare_conflict
from engine.actions.tasks.give_opinion import give_opinion
from engine.actions.tasks.see import see
from engine.actions.tasks.send_back import send_back
from engine.actions.tasks.snooze import snooze, wake
from engine.actions.tasks.unclaim import unclaim
from engine.actions.tasks.vote import vote
from engine.core.forms import Field
from engine.core.move import TaskRef
from engine.questions.task.forwarded import Forwarded, forwarded
from engine.questions.task.page import TaskPage, task_page
from web.api.form_answers import MOST, SoFar, asked
from web.api.nouns import Noun
from web.api.reading import Scalar, said
from web.current import actor, outside

noun = Noun("tasks")
TASK = "/tasks/<uuid:dossier_id>/<uuid:task_id>"


@dataclass(frozen=True, slots=True)
class Done:
    """`undo` names the Move for POST /undo, while it may be taken back."""

    undo: Forwarded | None


@dataclass(frozen=True, slots=True)
class Moment:
    at: datetime


@dataclass(frozen=True, slots=True)
class Completion:
    answers: Mapping[str, Scalar] = said("By the keys of the task's form.", most=MOST)
    assign_to: UUID | None = said("Who gets the next task, where one may say so.", default=None)
    shown: Mapping[str, str] | None = said(
        "SHA-256 of each draft that this step initials, as it was shown.", most=64, default=None
    )


@dataclass(frozen=True, slots=True)
class SentBack:
    target: str = said("Element of the step that gets it again.", most=200)
    reason: str = said("Why.", most=4000)


@dataclass(frozen=True, slots=True)
class Given:
    to: UUID = said("Person who gets it.")


@dataclass(frozen=True, slots=True)
class Reason:
    reason: str = said("Why.", most=4000)


@dataclass(frozen=True, slots=True)
class Opinion:
    value: str = said("One of the offered values.", most=200)
    text: str = said("In words.", most=20_000, default="")


@dataclass(frozen=True, slots=True)
class Ballot:
    value: str = said("One of the offered values.", most=200)
    reason: str | None = said("In words.", most=4000, default=None)


@dataclass(frozen=True, slots=True)
class Aside:
    until: str = said("ngay_mai | thu_hai | a day, as 30/11/2026.", most=40)


@noun.get(TASK, "One task: papers, documents, form, ways on, why it is here")
def task(dossier_id: UUID, task_id: UUID) -> TaskPage:
    """409 when it was done: by whom, when."""
    return task_page(outside(), actor(), TaskRef(dossier_id, task_id))


@noun.post(f"{TASK}/complete", "Complete it with its form")
def finish(dossier_id: UUID, task_id: UUID, body: Completion, idempotency_key: str | None) -> Done:
    """The dossier goes on; an answer that does not fit is told by its key."""
    ref = TaskRef(dossier_id, task_id)
    shown = body.shown or None
    complete(
        outside(),
        actor(),
        ref,
        body.answers,
        idempotency_key,
        assign_to=body.assign_to,
        shown=shown,
    )
    return _done(dossier_id, "completed")


@noun.post(f"{TASK}/form", "Which fields are asked after these answers")
def ask_again(dossier_id: UUID, task_id: UUID, body: SoFar) -> tuple[Field, ...]:
    """Keeps nothing."""
    form = task_page(outside(), actor(), TaskRef(dossier_id, task_id)).form
    return asked(form, body.answers, _("Bước này không có biểu mẫu."))


@noun.post(f"{TASK}/claim", "Take it out of the common pool")
def take(dossier_id: UUID, task_id: UUID) -> None:
    """409 when somebody was faster."""
    claim(outside(), actor(), TaskRef(dossier_id, task_id))


@noun.post(f"{TASK}/unclaim", "Put it back into the pool")
def put_back(dossier_id: UUID, task_id: UUID) -> None:
    """One's own only."""
    unclaim(outside(), actor(), TaskRef(dossier_id, task_id))


@noun.post(f"{TASK}/assign", "Give it to somebody")
def give(dossier_id: UUID, task_id: UUID, body: Given) -> Done:
    """To one of those whom the task names."""
    assign(outside(), actor(), TaskRef(dossier_id, task_id), body.to)
    return _done(dossier_id, "assigned")


@noun.post(f"{TASK}/return", "Send the dossier back to an earlier step")
def return_it(dossier_id: UUID, task_id: UUID, body: SentBack) -> Done:
    """To one of the steps that the task names."""
    send_back(outside(), actor(), TaskRef(dossier_id, task_id), body.target, body.reason)
    return _done(dossier_id, "returned")


@noun.post(f"{TASK}/conflict", "Declare a conflict of interest")
def stand_aside(dossier_id: UUID, task_id: UUID, body: Reason) -> None:
    """The person takes no part in this dossier any more."""
    declare_conflict(outside(), actor(), TaskRef(dossier_id, task_id), body.reason)


@noun.post(f"{TASK}/opinion", "Answer a consultation")
def answer(dossier_id: UUID, task_id: UUID, body: Opinion) -> None:
    """The consulted agency's."""
    give_opinion(outside(), actor(), TaskRef(dossier_id, task_id), body.value, body.text)


@noun.post(f"{TASK}/vote", "Vote in a council")
def cast(dossier_id: UUID, task_id: UUID, body: Ballot) -> None:
    """A member's ballot."""
    vote(outside(), actor(), TaskRef(dossier_id, task_id), body.value, body.reason or None)


@noun.post(f"{TASK}/close-vote", "Close a vote and have it counted")
def close(dossier_id: UUID, task_id: UUID) -> None:
    """The secretary's; 422 without a quorum."""
    close_council(outside(), actor(), TaskRef(dossier_id, task_id))


@noun.post(f"{TASK}/supplement", "Take in the papers that were missing")
def supplement(dossier_id: UUID, task_id: UUID, files: tuple[Upload, ...]) -> None:
    """The clock runs on."""
    receive(outside(), actor(), TaskRef(dossier_id, task_id), files)


@noun.post(f"{TASK}/seen", "It was looked at")
def seen(dossier_id: UUID, task_id: UUID) -> None:
    """No longer unread."""
    see(outside(), actor(), TaskRef(dossier_id, task_id))


@noun.post(f"{TASK}/snooze", "Put it aside")
def put_aside(dossier_id: UUID, task_id: UUID, body: Aside) -> Moment:
    """Until when it is."""
    return Moment(snooze(outside(), actor(), TaskRef(dossier_id, task_id), body.until))


@noun.post(f"{TASK}/wake", "Back among what is to be done")
def take_back(dossier_id: UUID, task_id: UUID) -> None:
    """At once."""
    wake(outside(), actor(), TaskRef(dossier_id, task_id))


def _done(dossier_id: UUID, kind: str) -> Done:
    return Done(forwarded(outside(), actor(), dossier_id, kind))
