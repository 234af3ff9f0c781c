"""The văn thư numbers, dates and seals a signed document with the organisation's key: first half.

Number, date and the revocation evidence of both signatures are written in one revision, and the
seal signs over them (Nghị định 30/2020/NĐ-CP Art 14): it is the last thing in a released file.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.documents.attempts import begin, make
from engine.actions.documents.dates import number_and_date
from engine.actions.documents.evidence import fresh_evidence
from engine.actions.documents.ready import Ready, ready_to_sign
from engine.actions.step import judged_again
from engine.actions.strangers import hidden_from_strangers
from engine.core.authority.subjects import seal_subject
from engine.core.move import TaskRef
from engine.core.numbering import numbering_year
from engine.errors import NotFound
from engine.outside.keys import OpenedOnce, OpenKey
from engine.outside.outside import Outside
from engine.say import say
from engine.store.numbers import Reserved, cancel_number, number_of, reserve_number
from signing.apply.begin import begin_signature
from signing.keys.judge import judge_certificate
from signing.keys.key import DIGEST
from signing.profile import Holder


def seal(outside: Outside, actor: Actor, ref: TaskRef, shown_sha256: str, password: str) -> UUID:
    """Reserve the number, make the raw seal signature and leave the rest to the worker.

    The number stays with the document if the seal fails, so nothing is lost silently. Returns
    the attempt's id. Raises as `sign.sign`, and RevocationUnavailable when evidence has gone
    stale and nobody answers; then the key was not used.
    """
    return seal_with(outside, actor, ref, shown_sha256, OpenedOnce(outside.keys, password).open)


def seal_with(
    outside: Outside,
    actor: Actor,
    ref: TaskRef,
    shown_sha256: str,
    open_key: OpenKey,
    seen: str | None = None,
) -> UUID:
    """The same with a key that may be open already; `seen` as in `sign.sign_with`."""
    with hidden_from_strangers(outside, actor, ref.dossier_id):
        ready = judged_again(lambda: ready_to_sign(outside, actor, ref, shown_sha256, "seal"))
    unit = ready.around.register.units[ready.mandate.seal_of]
    key = open_key(seal_subject(unit))
    evidence = fresh_evidence(outside, ready, key.chain)
    judge_certificate(
        key.chain,
        holder=Holder.ORGANISATION,
        identifier=seal_subject(unit),
        at=ready.now,
        trust_roots=outside.services.roots(),
        validation_data=evidence,
    )
    attempt = judged_again(lambda: begin(outside, ready, seen))
    number = _number(outside, ready, attempt.at)
    begun = begin_signature(
        outside.files.get(shown_sha256),
        ready.field,
        key.chain,
        profile=ready.profile,
        signed_at=attempt.at,
        reason=say("Phát hành văn bản"),
        location=ready.place,
        appearance=ready.appearance,
        fill=number_and_date(number.value, attempt.at),
        validation_data=evidence,
    )
    raw = key.sign_raw(begun.attributes, DIGEST)
    judged_again(lambda: make(outside, ready, attempt.id, begun, raw))
    outside.queue.nudge()
    return attempt.id


def _number(outside: Outside, ready: Ready, at: datetime) -> Reserved:
    """In a transaction of its own: a counter must not wait for a signature.

    A number kept from a seal that failed in another year is given up with its reason.
    """
    with outside.sessions.begin() as session:
        kept = _kept_number(session, ready)
        number = reserve_number(
            session,
            unit_id=ready.mandate.seal_of,
            year=numbering_year(at),
            kind=ready.spec.register,
            symbol=ready.spec.symbol,
            dossier_id=ready.dossier.id,
            document_id=ready.document.id,
            now=at,
        )
        if kept is not None and kept.register_id != number.register_id:
            cancel_number(session, kept, say("Văn bản được phát hành trong năm khác."), at)
        return number


def _kept_number(session: Session, ready: Ready) -> Reserved | None:
    try:
        return number_of(session, ready.dossier.id, ready.document.id)
    except NotFound:
        return None
