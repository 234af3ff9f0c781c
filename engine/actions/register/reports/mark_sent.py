"""The report of a year was sent: nobody is reminded of it any more."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.office import changing
from engine.outside.outside import Outside
from engine.store.records import InstrumentRow
from engine.store.register_changes import current, note_change
from engine.store.report_dues import SENT


def mark_sent(outside: Outside, actor: Actor, instrument_id: UUID, year: int) -> None:
    """Raises NotYours, NotFound."""
    with changing(outside, actor) as change:
        row = current(change.session, InstrumentRow, instrument_id)
        note_change(change.session, change.now, change.by_id, SENT, row, str(year))
