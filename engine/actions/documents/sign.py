"""The competent person signs the very bytes that were shown: the first half.

The key is open only inside this request; its password enters no row, no job and no log. What is
slow or elsewhere (timestamp, revocation answers) is the worker's: see `finish`.
"""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.documents.attempts import Ready, begin, make, ready_to_sign
from engine.actions.step import judged_again
from engine.actions.strangers import hidden_from_strangers
from engine.core.move import TaskRef
from engine.errors import SigningRefused
from engine.outside.outside import Outside
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
    with hidden_from_strangers(outside, actor, ref.dossier_id):
        ready = judged_again(lambda: ready_to_sign(outside, actor, ref, shown_sha256, "sign"))
    person = ready.around.register.persons[actor.person_id]
    if person.identity is None:
        raise SigningRefused("Người ký chưa có số định danh trong sổ thẩm quyền.", "no_identity")
    key = outside.keys.open(person.identity, password)
    _judge_key(outside, key, person.identity, ready)
    attempt = judged_again(lambda: begin(outside, ready))
    begun = begin_signature(
        outside.files.get(shown_sha256),
        ready.field,
        key.chain,
        profile=ready.profile,
        signed_at=ready.now,
        reason="Ký ban hành văn bản",
        location=ready.place,
        appearance=ready.appearance,
    )
    raw = key.sign_raw(begun.attributes, DIGEST)
    judged_again(lambda: make(outside, ready, attempt, begun, raw))
    outside.queue.nudge()
    return attempt


def _judge_key(outside: Outside, key: Key, identity: str, ready: Ready) -> None:
    """Refuse a certificate that may not sign. Only when nobody answers whether it is revoked may
    the signature be made and wait: the worker asks again before anything is released. Every
    other fault is refused all the same."""
    roots = outside.services.roots()
    try:
        fresh = gather(
            (key.chain,), trust_roots=roots, fetch=outside.services.fetcher(ready.now), at=ready.now
        )
    except RevocationUnavailable:
        fresh = ValidationData((), (), (), ready.now, ready.now)
    with suppress(RevocationUnavailable):
        judge_certificate(
            key.chain,
            holder=Holder.PERSON,
            identifier=identity,
            at=ready.now,
            trust_roots=roots,
            validation_data=fresh,
        )
