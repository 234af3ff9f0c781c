"""The next few documents of a batch are signed, or sealed, each by itself, with a key opened once.

Every item is an attempt of its own through the same path as a single one. What was signed before a
crash is told by its attempt, so that going on signs nothing twice and leaves nothing out.
"""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.batch.choose import SEAL
from engine.actions.batch.lay_out import AT_ONCE
from engine.actions.documents.seal import seal_with
from engine.actions.documents.sign import sign_with
from engine.errors import NotFound, TrinhKyError
from engine.outside.keys import OpenedOnce
from engine.outside.outside import Outside
from engine.questions.desks.batch import batch_in, still_to_do
from engine.say import say
from engine.store.desks import Chosen, change_item
from signing.errors import KeyRefused, SigningError


def sign_next(
    outside: Outside, actor: Actor, batch_id: UUID, password: str, most: int = AT_ONCE
) -> None:
    """Sign the next `most` items that are laid out, in the order in which they were chosen.

    The password opens the key once and is kept nowhere. An item that is refused keeps the sentence
    why, the others go on. Raises NotFound for another's batch and `signing.errors.KeyRefused`
    (a wrong password): then nothing more was signed.
    """
    with outside.sessions.begin() as session:
        items = batch_in(session, actor, batch_id)
    if not items:
        raise NotFound(say("Không có lô này."))
    keys = OpenedOnce(outside.keys, password)
    for item in still_to_do(items)[:most]:
        trouble = _signed(outside, actor, item, keys)
        if trouble is not None:
            with outside.sessions.begin() as session:
                change_item(
                    session,
                    actor.person_id,
                    batch_id,
                    item.place,
                    shown_sha256=item.shown_sha256,
                    trouble=trouble,
                )


def _signed(outside: Outside, actor: Actor, item: Chosen, keys: OpenedOnce) -> str | None:
    """None when the raw signature is made, else why it is not."""
    shown = item.shown_sha256 or ""
    try:
        if item.kind == SEAL:
            seal_with(outside, actor, item.ref, shown, keys.open)
        else:
            sign_with(outside, actor, item.ref, shown, keys.open, item.seen)
    except KeyRefused:
        raise
    except (TrinhKyError, SigningError) as refused:
        return refused.sentence
    return None
