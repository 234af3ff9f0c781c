"""The second half of a signature, done by the worker and resumed by the attempt's id.

Timestamp, embedding and check happen outside any transaction; then the register is asked once
more, and only a Mandate at that second releases what was made.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.documents.attempts import abandon, finish_id, half_made, refuse
from engine.actions.documents.subject import new_version, spec_of
from engine.actions.judge import judge
from engine.actions.step import judged_again, take
from engine.core.acts import Act, Records, Sealed, Signed
from engine.core.authority.register import Mandate
from engine.core.authority.subjects import seal_subject
from engine.core.dossier import Attempt, Document, Dossier, Surroundings, Task
from engine.core.issued_as import issued_as
from engine.core.move import TaskRef
from engine.errors import AlreadyDone, NotYours
from engine.outside.outside import Outside
from engine.say import say
from engine.store.documents import load_attempt, load_document
from engine.store.load_open_task import load_open_task
from engine.store.numbers import assign_number, number_of
from signing.apply.finish import finish_signature
from signing.errors import (
    CertificateRefused,
    DocumentRefused,
    RevocationUnavailable,
    SigningError,
    TimestampUnavailable,
    WrongKey,
)
from signing.keys.judge import judge_certificate
from signing.profile import Holder
from signing.validation_data.gather import gather


def finish(outside: Outside, dossier_id: UUID, attempt_id: UUID) -> None:
    """Complete the signature and move the dossier; done before is done, and does nothing.

    Raises RevocationUnavailable and TimestampUnavailable: the attempt waits and is tried again.
    Every other refusal is recorded, nothing is released, and the task stays open.
    """
    with outside.sessions.begin() as session:
        attempt = load_attempt(session, dossier_id, attempt_id)
        if attempt is None or attempt.status != "made":
            return
    ref = TaskRef(dossier_id, attempt.task_id)
    try:
        with outside.sessions.begin() as session:
            dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
            mandate = _same_mandate(dossier, task, around, attempt, now)
        signed = _finished(outside, attempt, _subject(mandate, attempt, around), now)
        sha256 = outside.files.put(signed)
        judged_again(lambda: release(outside, ref, attempt, sha256, len(signed)))
    except (RevocationUnavailable, TimestampUnavailable):
        raise
    except AlreadyDone:
        judged_again(lambda: abandon(outside, dossier_id, attempt_id))
    except (CertificateRefused, DocumentRefused, WrongKey) as refusal:
        _record(outside, ref, attempt, refusal)
    except NotYours as refusal:
        reason = refusal.clause or "not_yours"
        sentence = refusal.sentence
        judged_again(lambda: refuse(outside, ref, attempt, reason, sentence))


def _record(outside: Outside, ref: TaskRef, attempt: Attempt, refusal: SigningError) -> None:
    judged_again(lambda: refuse(outside, ref, attempt, refusal.reason, refusal.sentence))


def _same_mandate(
    dossier: Dossier, task: Task, around: Surroundings, attempt: Attempt, now: datetime
) -> Mandate:
    """The mandate of the attempt, if it still stands. Raises NotYours with the clause."""
    mandate = judge(attempt.actor_id, task, dossier, around, now)
    if mandate is None or mandate.id != attempt.mandate_id:
        raise NotYours(
            say("Thẩm quyền đã thay đổi sau khi ký; chữ ký không được phát hành, hãy ký lại."),
            "mandate_changed",
        )
    return mandate


def _subject(mandate: Mandate, attempt: Attempt, around: Surroundings) -> tuple[Holder, str]:
    if attempt.kind == "sign":
        person = around.register.persons[mandate.person_id]
        return Holder.PERSON, person.identity or ""
    return Holder.ORGANISATION, seal_subject(around.register.units[mandate.seal_of])


def _finished(
    outside: Outside, attempt: Attempt, subject: tuple[Holder, str], now: datetime
) -> bytes:
    """Ask again whether the certificate may sign, then timestamp, embed and check."""
    begun = half_made(outside, attempt)
    roots = outside.services.roots()
    answers = gather((begun.chain,), trust_roots=roots, fetch=outside.services.fetcher(now), at=now)
    holder, identifier = subject
    judge_certificate(
        begun.chain,
        holder=holder,
        identifier=identifier,
        at=now,
        trust_roots=roots,
        validation_data=answers,
    )
    assert attempt.raw_signature is not None
    return finish_signature(begun, attempt.raw_signature, outside.services.timestamper(now))


def release(outside: Outside, ref: TaskRef, attempt: Attempt, sha256: str, size: int) -> None:
    """Ask the register once more and, in the same transaction, move the dossier with the signed
    file. Raises NotYours with the clause, AlreadyDone, Overtaken; then nothing is stored."""
    with outside.sessions.begin() as session:
        dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
        known = load_attempt(session, ref.dossier_id, attempt.id)
        if known is None or known.status != "made":
            return  # another worker was faster, and has recorded a refusal
        mandate = _same_mandate(dossier, task, around, attempt, now)
        document = load_document(session, dossier.id, attempt.document_id)
        assert document is not None
        act = _act(session, dossier, task, around, mandate, attempt, document, sha256, size)
        take(session, dossier, act, around, now)


def _act(
    session: Session,
    dossier: Dossier,
    task: Task,
    around: Surroundings,
    mandate: Mandate,
    attempt: Attempt,
    document: Document,
    sha256: str,
    size: int,
) -> Act:
    stage = "signed" if attempt.kind == "sign" else "sealed"
    row = replace(document.row(), status=stage, task_id=task.id)
    if stage == "sealed":
        number = number_of(session, dossier.id, document.id)
        assign_number(session, number)
        row = replace(
            row,
            number=number.value,
            symbol=issued_as(spec_of(dossier, task), dossier, around.register).symbol,
            issued_at=attempt.begun_at,
            register_id=number.register_id,
        )
    records = Records(
        documents=(row,),
        versions=(new_version(document.id, document, stage, sha256, size, mandate.id),),
        attempts=(replace(attempt.row(), status="finished", trouble=None),),
        outbox_done=(finish_id(attempt.id),),
    )
    kind = Signed if stage == "signed" else Sealed
    return kind(actor_id=attempt.actor_id, task=task, mandate=mandate, records=records)
