"""A line that does not belong to a draft is struck."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.grants.line import draft_of, fall_back, line_known
from engine.actions.register.office import changing
from engine.actions.register.wrong import Wrong
from engine.outside.outside import Outside
from engine.store.register_changes import strike


def strike_grant(outside: Outside, actor: Actor, grant_id: UUID, reason: str) -> None:
    """Raises NotYours, NotFound, NotADraft, InvalidAnswers (no reason)."""
    with changing(outside, actor) as change:
        row, wrong = line_known(change, grant_id), Wrong()
        draft = draft_of(change, row.instrument_id)
        why = wrong.reason(reason)
        wrong.refuse()
        strike(change.session, row, change.by_id, change.now, why)
        fall_back(change, draft.act, why)
