"""A person drops a filter of theirs."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.outside.outside import Outside
from engine.store.saved_filters import delete_filter as delete_row


def delete_filter(outside: Outside, actor: Actor, filter_id: UUID) -> None:
    """One's own; another's, or one that is gone, changes nothing."""
    with outside.sessions.begin() as session:
        delete_row(session, actor.person_id, filter_id)
