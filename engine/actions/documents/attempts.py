"""A signing attempt: opened before the key is used, so that a crash can lose or double nothing.

`ready_to_sign` reads and judges, `begin` writes the attempt (the guarded save of it is the second
at which the mandate holds), `make` keeps the raw signature and asks the worker to finish.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.documents.show import current_version, signs
from engine.actions.documents.subject import document_of, spec_of
from engine.actions.judge import judge
from engine.actions.letterhead import fonts_folder, letterhead_of
from engine.actions.step import take
from engine.core.acts import Records, SignatureBegun, SignatureMade, SignatureRefused
from engine.core.authority.register import Mandate
from engine.core.dossier import Attempt, Document, Dossier, Surroundings, Task
from engine.core.move import AttemptChanged, OutboxAdded, TaskRef
from engine.core.procedure import DocumentSpec
from engine.errors import AlreadyDone, SigningRefused
from engine.outside.outside import Outside
from engine.outside.stamps import stamp_of
from engine.store.documents import attempts_of, load_attempt
from engine.store.load_open_task import load_open_task
from signing.apply.appearance import StampAppearance
from signing.apply.begun import Begun
from signing.profile import RESULT, SigningProfile

FINISH = "finish_signature"
"""Kind of the outbox rows that ask the worker for the second half of a signature."""
INTERRUPTED = "Lần ký trước bị ngắt giữa chừng, chưa có chữ ký."


@dataclass(frozen=True, slots=True)
class Ready:
    """All that was read and judged before a key is opened."""

    ref: TaskRef
    dossier: Dossier
    task: Task
    around: Surroundings
    now: datetime
    mandate: Mandate
    spec: DocumentSpec
    document: Document
    shown_sha256: str
    kind: str
    field: str
    profile: SigningProfile
    place: str
    appearance: StampAppearance
    actor: Actor


def ready_to_sign(
    outside: Outside, actor: Actor, ref: TaskRef, shown_sha256: str, kind: str
) -> Ready:
    """Read and judge; `kind` is sign or seal. Raises as `sign.sign` says."""
    with outside.sessions.begin() as session:
        dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
        mandate = judge(actor.person_id, task, dossier, around, now)
        if mandate is None or signs(task) != (kind == "sign"):
            raise SigningRefused("Bước này không phải bước ký.", "not_a_signing_step")
        document = document_of(session, dossier, task)
        version = current_version(document, task, mandate)
        if version is None or version.file_sha256 != shown_sha256:
            raise SigningRefused(
                "Văn bản đã thay đổi so với bản đang xem; hãy xem lại rồi ký.", "page_changed"
            )
        _refuse_second(attempts_of(session, dossier.id, task.id), actor, around)
        subject = mandate.person_id if kind == "sign" else mandate.seal_of
        return Ready(
            ref=ref,
            dossier=dossier,
            task=task,
            around=around,
            now=now,
            mandate=mandate,
            spec=spec_of(dossier, task),
            document=document,
            shown_sha256=shown_sha256,
            kind=kind,
            field=RESULT.signature_fields[0 if kind == "sign" else -1].name,
            profile=RESULT,
            place=letterhead_of(session, mandate.form_of).place,
            appearance=StampAppearance(fonts_folder(), stamp_of(outside.settings.home, subject)),
            actor=actor,
        )


def begin(outside: Outside, ready: Ready) -> UUID:
    """Write the attempt: the file's hash and the mandate, guarded by version and epoch.

    An attempt that never got its signature (the process died, or is overtaken here) is replaced.
    Raises AlreadyDone when somebody's signature has been made since.
    """
    attempt = uuid4()
    with outside.sessions.begin() as session:
        again = _reloaded(session, outside, ready)
        known = attempts_of(session, ready.ref.dossier_id, ready.ref.task_id)
        _refuse_second(known, ready.actor, again.around)
        left = [
            replace(a.row(), status="refused", trouble=INTERRUPTED)
            for a in known
            if a.status == "begun"
        ]
        act = SignatureBegun(
            actor_id=ready.actor.person_id,
            task=again.task,
            mandate=again.mandate,
            records=Records(attempts=(*left, _fresh(attempt, ready, again.mandate))),
        )
        take(session, again.dossier, act, again.around, again.now)
    return attempt


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
            raise AlreadyDone("Văn bản đang được ký ở một lần ký khác; chữ ký này không được dùng.")
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
            "Thẩm quyền ký vừa thay đổi so với trang đang xem; hãy mở lại trang ký.", "page_changed"
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


def _refuse_second(attempts: tuple[Attempt, ...], actor: Actor, around: Surroundings) -> None:
    """One signature at a time: while one is made and waits, nobody makes another."""
    waiting = next((a for a in attempts if a.status == "made"), None)
    if waiting is None:
        return
    person = around.register.persons.get(waiting.actor_id)
    who = "Ông/bà" if waiting.actor_id == actor.person_id else (person and person.full_name)
    raise AlreadyDone(
        f"{who or 'Người khác'} đã ký văn bản này; chữ ký đang được hoàn tất.",
        by=person.full_name if person else None,
        at=waiting.begun_at,
    )
