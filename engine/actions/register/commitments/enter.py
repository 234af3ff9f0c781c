"""A registrar writes down what a delegation was made on condition of."""

from __future__ import annotations

from uuid import UUID, uuid4

from engine.actions.actor import Actor
from engine.actions.register.commitments.told import CommitmentTold, commitment_columns
from engine.actions.register.instruments.draft import instrument_known
from engine.actions.register.office import changing
from engine.actions.register.wrong import Wrong
from engine.outside.outside import Outside
from engine.store.commitments import note_reminder
from engine.store.records import CommitmentRow
from engine.store.register_changes import enter


def enter_commitment(
    outside: Outside, actor: Actor, instrument_id: UUID, told: CommitmentTold
) -> UUID:
    """Its id. It gives no power, so it may be written down at any time. Raises NotYours, NotFound,
    InvalidAnswers."""
    with changing(outside, actor) as change:
        act = instrument_known(change.session, instrument_id)
        columns = commitment_columns(told, Wrong())
        row = CommitmentRow(id=uuid4(), instrument_id=act.id, **columns)
        enter(change.session, row, change.by_id, change.now)
        note_reminder(change.session, row, change.now)
        return row.id
