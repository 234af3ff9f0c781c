"""The competent person signs the very bytes that were shown: the first half.

The key is open only inside this request; its password enters no row, no job and no log. What is
slow or elsewhere (timestamp, revocation answers) is the worker's: see `finish`.
"""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.documents.attempts import begin, make
from engine.actions.documents.dates import date_fields
from engine.actions.documents.ready import Ready, ready_to_sign
from engine.actions.step import judged_again
from engine.actions.strangers import hidden_from_strangers
from engine.core.move import TaskRef
from engine.errors import SigningRefused
from engine.machine.attest import claimed_role
from engine.outside.keys import OpenedOnce, OpenKey
from engine.outside.outside import Outside
from engine.say import say
from signing.apply.begin import begin_signature
from signing.errors import RevocationUnavailable
from signing.keys.judge import judge_certificate
from signing.keys.key import DIGEST, Key
from signing.profile import Holder
from signing.validation_data.gather import gather
from signing.values import ValidationData


def sign(outside: Outside, actor: Actor, ref: TaskRef, shown_sha256: str, password: str) -> UUID:
    """Make the raw signature over the shown page and leave the rest to the worker.

    Returns the attempt's id. Raises NotFound, AlreadyDone, NotYours (the register's clause),
    SigningRefused (the page changed, or the task is no signing step) and
    `signing.errors.SigningError` (password, certificate, document); then nothing is signed.
    """
    return sign_with(outside, actor, ref, shown_sha256, OpenedOnce(outside.keys, password).open)


def sign_with(
    outside: Outside,
    actor: Actor,
    ref: TaskRef,
    shown_sha256: str,
    open_key: OpenKey,
    seen: str | None = None,
) -> UUID:
    """The same with a key that may be open already; `seen` (full | summary) is how the signer had
    seen the page, for the history."""
    with hidden_from_strangers(outside, actor, ref.dossier_id):
        ready = judged_again(lambda: ready_to_sign(outside, actor, ref, shown_sha256, "sign"))
    person = ready.around.register.persons[actor.person_id]
    if person.identity is None:
        raise SigningRefused(
            say("Người ký chưa có số định danh trong sổ thẩm quyền."), "no_identity"
        )
    key = open_key(person.identity)
    if ready.closes:
        evidence = _evidence(outside, key, ready)
        _judge_key(outside, key, person.identity, ready, evidence)
    else:
        evidence = None
        with suppress(RevocationUnavailable):
            _judge_key(outside, key, person.identity, ready, _answers(outside, key, ready))
    attempt = judged_again(lambda: begin(outside, ready, seen))
    begun = begin_signature(
        outside.files.get(shown_sha256),
        ready.field,
        key.chain,
        profile=ready.profile,
        signed_at=attempt.at,
        reason=say("Ký ban hành văn bản"),
        location=ready.place,
        appearance=ready.appearance,
        fill=date_fields(attempt.at) if ready.closes else None,
        validation_data=evidence,
        role=claimed_role(ready.mandate, ready.around.register),
    )
    raw = key.sign_raw(begun.attributes, DIGEST)
    judged_again(lambda: make(outside, ready, attempt.id, begun, raw))
    outside.queue.nudge()
    return attempt.id


def _answers(outside: Outside, key: Key, ready: Ready) -> ValidationData:
    """What revocation services say of the certificate. Only when nobody answers may the signature
    be made and wait: the worker asks again before anything is released. Every other fault of the
    certificate is refused all the same, which nothing but an empty answer brings out."""
    try:
        return gather(
            (key.chain,),
            trust_roots=outside.services.roots(),
            fetch=outside.services.fetcher(ready.now),
            at=ready.now,
        )
    except RevocationUnavailable:
        return ValidationData((), (), (), ready.now, ready.now)


def _evidence(outside: Outside, key: Key, ready: Ready) -> ValidationData:
    """For the only signature of a document, over which no seal comes: the evidence of signer and
    timestamp service goes into its own revision, so it must be there before."""
    return gather(
        (key.chain, outside.services.timestamper(ready.now).chain()),
        trust_roots=outside.services.roots(),
        fetch=outside.services.fetcher(ready.now),
        at=ready.now,
    )


def _judge_key(
    outside: Outside, key: Key, identity: str, ready: Ready, evidence: ValidationData
) -> None:
    judge_certificate(
        key.chain,
        holder=Holder.PERSON,
        identifier=identity,
        at=ready.now,
        trust_roots=outside.services.roots(),
        validation_data=evidence,
    )
