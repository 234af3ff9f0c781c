"""A registrar corrects a commitment: its words, its day, how often."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.commitments.told import (
    CommitmentTold,
    commitment_columns,
    commitment_known,
)
from engine.actions.register.office import changing
from engine.actions.register.wrong import Wrong
from engine.outside.outside import Outside
from engine.store.commitments import note_reminder
from engine.store.register_changes import correct


def correct_commitment(
    outside: Outside,
    actor: Actor,
    commitment_id: UUID,
    told: CommitmentTold,
    reason: str,
    seen: int | None,
) -> UUID:
    """Its instrument. Raises NotYours, NotFound, AlreadyDone, InvalidAnswers (also: no reason)."""
    with changing(outside, actor) as change:
        former, wrong = commitment_known(change.session, commitment_id), Wrong()
        why = wrong.reason(reason)
        columns = commitment_columns(told, wrong)
        row = correct(
            change.session, former, change.by_id, change.now, reason=why, seen=seen, **columns
        )
        note_reminder(change.session, row, change.now)
        return row.instrument_id
