"""A signing attempt: opened before the key is used, so that a crash can lose or double nothing.

`begin` writes the attempt (the guarded save of it is the second at which the mandate holds), `make`
keeps the raw signature and asks the worker to finish; `refuse` and `abandon` say why one is not
used.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from sqlalchemy.orm import Session

from engine.actions.documents.ready import Ready, refuse_second
from engine.actions.judge import judge
from engine.actions.step import take
from engine.core.acts import Records, SignatureBegun, SignatureMade, SignatureRefused
from engine.core.authority.register import Mandate
from engine.core.dossier import Attempt, Dossier, Surroundings, Task
from engine.core.move import AttemptChanged, OutboxAdded, TaskRef
from engine.errors import AlreadyDone, SigningRefused
from engine.outside.outside import Outside
from engine.say import marked, say
from engine.store.documents import attempts_of, load_attempt
from engine.store.load_open_task import load_open_task
from engine.store.load_standing import load_standing
from signing.apply.begun import Begun

FINISH = "finish_signature"
"""Kind of the outbox rows that ask the worker for the second half of a signature."""
CLOSED = marked("Bước ký đã kết thúc trước khi chữ ký hoàn tất; chữ ký này không được dùng.")
INTERRUPTED = marked("Lần ký trước bị ngắt giữa chừng, chưa có chữ ký.")


@dataclass(frozen=True, slots=True)
class Opened:
    """An attempt that was written; `at` is the moment it stands under, and prints."""

    id: UUID
    at: datetime


def begin(outside: Outside, ready: Ready, seen: str | None = None) -> Opened:
    """Write the attempt: the file's hash and the mandate, guarded by version and epoch; `seen`
    (full | summary), where it is known how the page had been seen.

    An attempt that never got its signature (the process died, or is overtaken here) is replaced.
    Raises AlreadyDone when somebody's signature has been made since.
    """
    attempt = uuid4()
    with outside.sessions.begin() as session:
        again = _reloaded(session, outside, ready)
        known = attempts_of(session, ready.ref.dossier_id, ready.ref.task_id)
        refuse_second(known, ready.actor, again.around)
        left = [
            replace(a.row(), status="refused", trouble=INTERRUPTED)
            for a in known
            if a.status == "begun"
        ]
        act = SignatureBegun(
            actor_id=ready.actor.person_id,
            task=again.task,
            mandate=again.mandate,
            seen=seen,
            records=Records(attempts=(*left, _fresh(attempt, ready, again.mandate))),
        )
        take(session, again.dossier, act, again.around, again.now)
    return Opened(attempt, again.now)


def make(outside: Outside, ready: Ready, attempt: UUID, begun: Begun, raw: bytes) -> None:
    """Keep the half-made file and the raw signature, and put the second half into the outbox.

    Raises AlreadyDone when another attempt has taken this one's place: of two there is one.
    """
    half = {"pdf": outside.files.put(begun.pdf), "begun": begun.to_row()}
    kept = outside.files.put(json.dumps(half).encode("utf-8"))
    with outside.sessions.begin() as session:
        again = _reloaded(session, outside, ready)
        known = load_attempt(session, ready.ref.dossier_id, attempt)
        if known is None or known.status != "begun":
            raise AlreadyDone(
                say("Văn bản đang được ký ở một lần ký khác; chữ ký này không được dùng.")
            )
        made = replace(
            _fresh(attempt, ready, again.mandate),
            status="made",
            begun_sha256=kept,
            raw_signature=raw,
        )
        finish = OutboxAdded(finish_id(attempt), FINISH, {"attempt": str(attempt)}, again.now)
        act = SignatureMade(
            actor_id=ready.actor.person_id,
            task=again.task,
            mandate=again.mandate,
            records=Records(attempts=(made,), outbox=(finish,)),
        )
        take(session, again.dossier, act, again.around, again.now)


def half_made(outside: Outside, attempt: Attempt) -> Begun:
    """What `make` kept. Raises `signing.errors.DocumentChanged` if the bytes are not the same."""
    half = json.loads(outside.files.get(attempt.begun_sha256 or ""))
    return Begun.from_row(half["begun"], outside.files.get(half["pdf"]))


def refuse(outside: Outside, ref: TaskRef, attempt: Attempt, reason: str, sentence: str) -> None:
    """Record that a made signature is not released, and why; the task stays open."""
    with outside.sessions.begin() as session:
        dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
        known = load_attempt(session, ref.dossier_id, attempt.id)
        if known is None or known.status != "made":
            return  # another worker has recorded it
        act = SignatureRefused(
            actor_id=attempt.actor_id,
            task=task,
            reason=reason,
            records=Records(
                attempts=(replace(attempt.row(), status="refused", trouble=sentence),),
                outbox_done=(finish_id(attempt.id),),
            ),
        )
        take(session, dossier, act, around, now)


def abandon(outside: Outside, dossier_id: UUID, attempt_id: UUID) -> None:
    """Record that the step of a made signature was closed before it was finished (a timer of the
    diagram, a stop): the signature is not used."""
    with outside.sessions.begin() as session:
        dossier, around, now = load_standing(session, dossier_id, outside.clock.now())
        known = load_attempt(session, dossier_id, attempt_id)
        if known is None or known.status != "made":
            return
        act = SignatureRefused(
            actor_id=known.actor_id,
            reason="step_closed",
            records=Records(
                attempts=(replace(known.row(), status="refused", trouble=CLOSED),),
                outbox_done=(finish_id(attempt_id),),
            ),
        )
        take(session, dossier, act, around, now)


def finish_id(attempt: UUID) -> UUID:
    """The outbox row of an attempt: one, whatever happens."""
    return uuid5(attempt, FINISH)


@dataclass(frozen=True, slots=True)
class _Again:
    dossier: Dossier
    task: Task
    around: Surroundings
    now: datetime
    mandate: Mandate


def _reloaded(session: Session, outside: Outside, ready: Ready) -> _Again:
    """Read and judge again: the mandate must still be the one the page was written for."""
    dossier, task, around, now = load_open_task(session, ready.ref, outside.clock.now())
    mandate = judge(ready.actor.person_id, task, dossier, around, now)
    if mandate is None or mandate.id != ready.mandate.id:
        raise SigningRefused(
            say("Thẩm quyền ký vừa thay đổi so với trang đang xem; hãy mở lại trang ký."),
            "page_changed",
        )
    return _Again(dossier, task, around, now, mandate)


def _fresh(attempt: UUID, ready: Ready, mandate: Mandate) -> AttemptChanged:
    return AttemptChanged(
        id=attempt,
        task_id=ready.task.id,
        document_id=ready.document.id,
        kind=ready.kind,
        status="begun",
        shown_sha256=ready.shown_sha256,
        mandate_id=mandate.id,
        begun_sha256=None,
        raw_signature=None,
        tries=0,
        trouble=None,
    )
