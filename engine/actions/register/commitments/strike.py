"""A commitment that was never made is struck."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.commitments.told import commitment_known
from engine.actions.register.office import changing
from engine.actions.register.wrong import Wrong
from engine.outside.outside import Outside
from engine.store.commitments import forget_reminder
from engine.store.register_changes import strike


def strike_commitment(outside: Outside, actor: Actor, commitment_id: UUID, reason: str) -> UUID:
    """Its instrument. Raises NotYours, NotFound, InvalidAnswers (no reason)."""
    with changing(outside, actor) as change:
        row, wrong = commitment_known(change.session, commitment_id), Wrong()
        why = wrong.reason(reason)
        wrong.refuse()
        strike(change.session, row, change.by_id, change.now, why)
        forget_reminder(change.session, row.id)
        return row.instrument_id
