"""A draft that should never have been entered is struck; what had force never is."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.instruments.draft import draft_known
from engine.actions.register.office import changing
from engine.actions.register.wrong import Wrong
from engine.outside.outside import Outside
from engine.store.register_acts import lines_of
from engine.store.register_changes import strike


def strike_instrument(outside: Outside, actor: Actor, instrument_id: UUID, reason: str) -> None:
    """Raises NotYours, NotFound, NotADraft, InvalidAnswers (no reason)."""
    with changing(outside, actor) as change:
        act, wrong = draft_known(change.session, instrument_id), Wrong()
        why = wrong.reason(reason)
        wrong.refuse()
        for line in lines_of(change.session, instrument_id):
            strike(change.session, line, change.by_id, change.now, why)
        strike(change.session, act, change.by_id, change.now, why)
