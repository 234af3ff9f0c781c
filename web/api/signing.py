"""Signing and sealing: the page, the key, the desks, several at once.

The key's password comes in the body as it does on the page, opens the key for this request, and is
kept and logged nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from flask_babel import gettext as _

from engine.actions.batch.choose import choose
from engine.actions.batch.lay_out import lay_out
from engine.actions.batch.sign_next import sign_next
from engine.actions.desk.arrange import arrange
from engine.actions.desk.look import look
from engine.actions.documents.check_form import Check, check_form
from engine.actions.documents.seal import seal
from engine.actions.documents.show import Shown
from engine.actions.documents.sign import sign, sign_with
from engine.actions.documents.withhold import withhold
from engine.core.move import TaskRef
from engine.errors import SigningRefused
from engine.questions.desks.batch import Batch, batch
from engine.questions.desks.issue_desk import IssueDesk, issue_desk
from engine.questions.desks.signing_case import SigningCase, signing_case
from engine.questions.desks.signing_desk import SigningDesk, signing_desk
from engine.questions.parts import AttemptView
from engine.questions.task.attempt import attempt
from engine.questions.task.page import task_page
from web.api.nouns import Noun
from web.api.reading import said
from web.api.tasks import TASK, SentBack
from web.current import actor, outside
from web.keys import opened_once
from web.reads import note_read
from web.shown import laid_out

noun = Noun("signing")
DESK = "/signing-desk/<uuid:dossier_id>/<uuid:task_id>"
ISSUE = "/issue-desk/<uuid:dossier_id>/<uuid:task_id>"


@dataclass(frozen=True, slots=True)
class LaidOutPages:
    """What lies before the reader: by key of the draft ("" for the one page of a signing step);
    `trouble` says why there is none."""

    pages: Mapping[str, Shown]
    trouble: str | None


@dataclass(frozen=True, slots=True)
class Signature:
    shown_sha256: str = said("Of the page as it was laid out.", most=64)
    password: str = said("Of the key; kept nowhere.", most=1000)


@dataclass(frozen=True, slots=True)
class Password:
    password: str = said("Of the key; kept nowhere.", most=1000)


@dataclass(frozen=True, slots=True)
class Begun:
    """The signature is made; it is completed by itself. Ask for the attempt."""

    attempt_id: UUID


@dataclass(frozen=True, slots=True)
class Looked:
    shown_sha256: str = said("Of the page as it was laid out.", most=64)


@dataclass(frozen=True, slots=True)
class Known:
    """Whether the page that lies there now was looked at."""

    looked: bool


@dataclass(frozen=True, slots=True)
class Arranged:
    place: Literal["first", "usual", "last"] = said("In the queue.", default="usual")
    look: bool = said("Ask the signer to look.", default=False)
    note: str = said("For the signer.", most=4000, default="")


@dataclass(frozen=True, slots=True)
class Item:
    dossier_id: UUID
    task_id: UUID


@dataclass(frozen=True, slots=True)
class Picked:
    items: tuple[Item, ...] = said("In the order of the queue.")


@dataclass(frozen=True, slots=True)
class BatchMade:
    batch_id: UUID


@noun.post(f"{TASK}/lay-out", "Write and show the page that this task signs or initials")
def page_to_sign(dossier_id: UUID, task_id: UUID) -> LaidOutPages:
    """For the reader's own mandate; its bytes are the document's."""
    note_read(dossier_id, "task")
    laid = laid_out(task_page(outside(), actor(), TaskRef(dossier_id, task_id)))
    return LaidOutPages(laid.sheets, laid.trouble)


@noun.post(f"{TASK}/sign", "Sign the very bytes that were shown")
def sign_it(dossier_id: UUID, task_id: UUID, body: Signature) -> Begun:
    """In the capacity that was shown."""
    password = _password(body.password)
    ref = TaskRef(dossier_id, task_id)
    return Begun(sign(outside(), actor(), ref, body.shown_sha256, password))


@noun.post(f"{TASK}/seal", "Number, seal and issue the document")
def seal_it(dossier_id: UUID, task_id: UUID, body: Signature) -> Begun:
    """With the organisation's key."""
    password = _password(body.password)
    ref = TaskRef(dossier_id, task_id)
    return Begun(seal(outside(), actor(), ref, body.shown_sha256, password))


@noun.get("/dossiers/<uuid:dossier_id>/attempts/<uuid:attempt_id>", "A signature on its way")
def under_way(dossier_id: UUID, attempt_id: UUID) -> AttemptView:
    """Until it is finished or refused."""
    return attempt(outside(), actor(), dossier_id, attempt_id)


@noun.get("/signing-desk", "What waits for one's signature, exceptions first")
def desk() -> SigningDesk:
    """Of an assistant: of those whom they assist."""
    return signing_desk(outside(), actor())


@noun.get(DESK, "What the signer should know of one document")
def case(dossier_id: UUID, task_id: UUID) -> SigningCase:
    """Proposed by, initialled by, what differs from the usual."""
    return signing_case(outside(), actor(), TaskRef(dossier_id, task_id))


@noun.post(f"{DESK}/sign", "Sign at the desk, the page having been read in full")
def sign_at_desk(dossier_id: UUID, task_id: UUID, body: Signature) -> Begun:
    """As the task's, and the desk keeps that it was read."""
    keys = opened_once(_password(body.password))
    ref = TaskRef(dossier_id, task_id)
    return Begun(sign_with(outside(), actor(), ref, body.shown_sha256, keys, "full"))


@noun.post(f"{DESK}/look", "The page lies open before the signer")
def look_at_it(dossier_id: UUID, task_id: UUID, body: Looked) -> Known:
    """It may now be chosen into a batch."""
    ref = TaskRef(dossier_id, task_id)
    return Known(look(outside(), actor(), ref, body.shown_sha256))


@noun.post(f"{DESK}/arrange", "Put it first or last, or leave a word for the signer")
def arrange_it(dossier_id: UUID, task_id: UUID, body: Arranged) -> None:
    """Assistants may."""
    ref = TaskRef(dossier_id, task_id)
    arrange(outside(), actor(), ref, place=body.place, look=body.look, note=body.note)


@noun.post("/signing-desk/batches", "Lay several documents before the signer at once")
def choose_to_sign(body: Picked) -> BatchMade:
    """What cannot be signed with others stays in it with the reason."""
    return BatchMade(choose(outside(), actor(), "sign", _refs(body)))


@noun.get("/issue-desk", "What is signed and waits for number, seal and way out")
def issuing() -> IssueDesk:
    """The registers with what goes into them."""
    return issue_desk(outside(), actor())


@noun.get(f"{ISSUE}/checks", "What was checked of a document that waits for its seal")
def checks(dossier_id: UUID, task_id: UUID) -> tuple[Check, ...]:
    """A fault is not sealed together with others."""
    return check_form(outside(), actor(), TaskRef(dossier_id, task_id))


@noun.post(f"{ISSUE}/withhold", "Do not issue it: back with the reason")
def withhold_it(dossier_id: UUID, task_id: UUID, body: SentBack) -> None:
    """To the step that is named."""
    withhold(outside(), actor(), TaskRef(dossier_id, task_id), body.target, body.reason)


@noun.post("/issue-desk/batches", "Lay several documents before the văn thư at once")
def choose_to_seal(body: Picked) -> BatchMade:
    """In the order of their numbers."""
    return BatchMade(choose(outside(), actor(), "seal", _refs(body)))


@noun.get("/batches/<uuid:batch_id>", "Where each document of a batch stands")
def one_batch(batch_id: UUID) -> Batch:
    """One's own."""
    return batch(outside(), actor(), batch_id)


@noun.post("/batches/<uuid:batch_id>/lay-out", "Write the next pages of a batch")
def lay_them_out(batch_id: UUID) -> Batch:
    """A few at a time; ask again until all lie there."""
    lay_out(outside(), actor(), batch_id)
    return batch(outside(), actor(), batch_id)


@noun.post("/batches/<uuid:batch_id>/sign", "Sign, or seal, the next few of a batch")
def sign_them(batch_id: UUID, body: Password) -> Batch:
    """A wrong password changes nothing; ask again until none is left."""
    password = _password(body.password)
    lay_out(outside(), actor(), batch_id)
    sign_next(outside(), actor(), batch_id, password)
    return batch(outside(), actor(), batch_id)


def _password(given: str) -> str:
    if not given:
        raise SigningRefused(_("Hãy nhập mật khẩu của khóa ký."), "no_password")
    return given


def _refs(body: Picked) -> tuple[TaskRef, ...]:
    return tuple(TaskRef(each.dossier_id, each.task_id) for each in body.items)
