"""A registrar adds a line to a draft."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.grants.line import draft_of, fall_back, written
from engine.actions.register.instruments.line_told import LineTold
from engine.actions.register.office import changing
from engine.actions.register.wrong import Wrong
from engine.outside.outside import Outside
from engine.store.register_changes import enter


def enter_grant(outside: Outside, actor: Actor, instrument_id: UUID, told: LineTold) -> UUID:
    """Its id. Raises NotYours, NotFound, NotADraft, InvalidAnswers."""
    with changing(outside, actor) as change:
        draft = draft_of(change, instrument_id)
        row = written(change, draft, told, Wrong())
        enter(change.session, row, change.by_id, change.now)
        fall_back(change, draft.act, None)
        return row.id
