"""The pages of a batch are laid before the person: written for their mandate, a few at a time."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.batch.choose import SEAL
from engine.actions.documents.check_form import check_form
from engine.actions.documents.show import show
from engine.errors import NotFound, TrinhKyError
from engine.outside.outside import Outside
from engine.say import say
from engine.store.desks import FULL, Chosen, batch_of, change_item, looks_of
from signing.errors import SigningError

AT_ONCE = 10
"""Pages that one request writes or signs: some seconds, so that a page shows how far it is."""


def lay_out(outside: Outside, actor: Actor, batch_id: UUID, most: int = AT_ONCE) -> None:
    """Write the pages of the next `most` items and keep their hashes; checks what is to be sealed.

    An item that cannot be laid out keeps the sentence why. Raises NotFound for another's batch.
    """
    with outside.sessions.begin() as session:
        chosen = batch_of(session, actor.person_id, batch_id)
        looks = looks_of(session, actor.person_id, (each.ref.task_id for each in chosen))
    if not chosen:
        raise NotFound(say("Không có lô này."))
    for item in [each for each in chosen if each.shown_sha256 is None and not each.trouble][:most]:
        sha256, trouble = _laid(outside, actor, item, looks.get(item.ref.task_id))
        with outside.sessions.begin() as session:
            change_item(
                session,
                actor.person_id,
                batch_id,
                item.place,
                shown_sha256=sha256,
                trouble=trouble,
            )


def _laid(
    outside: Outside, actor: Actor, item: Chosen, looked: str | None
) -> tuple[str | None, str | None]:
    try:
        shown = show(outside, actor, item.ref)
        if item.kind == SEAL:
            faults = [c.says for c in check_form(outside, actor, item.ref) if c.state == "fault"]
            return shown.sha256, " ".join(faults) or None
    except (TrinhKyError, SigningError) as refused:
        return None, refused.sentence
    if item.seen == FULL and shown.sha256 != looked:
        return shown.sha256, say("Trang ký đã thay đổi so với bản đã mở; hãy mở xem lại rồi ký.")
    return shown.sha256, None
