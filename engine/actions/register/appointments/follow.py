"""Open tasks follow a post that begins or ends now or earlier. A later day is time's own matter
(`engine.actions.register.moves.pass_time`)."""

from __future__ import annotations

from datetime import datetime

from engine.actions.register.moves.ask import ask_moves
from engine.actions.register.office import Change
from engine.core.register_change import Appointed, AppointmentEnds
from engine.outside.outside import Outside
from engine.store.records import AppointmentRow, PersonRow
from engine.store.register_changes import current
from engine.store.register_values import appointment_of, person_of


def follow_end(
    outside: Outside, change: Change, row: AppointmentRow, at: datetime | None, reason: str
) -> None:
    """Call it before the post's end is written; `at` is exclusive. Nudge the queue afterwards."""
    if at is not None and at <= change.now and _held(row, change.now):
        ask_moves(outside, change, AppointmentEnds(row.id, at), reason=reason)


def follow_begin(outside: Outside, change: Change, row: AppointmentRow, reason: str | None) -> None:
    """Call it before the post is written; tasks that nobody could do may be done now."""
    if _held(row, change.now):
        person = person_of(current(change.session, PersonRow, row.person_id))
        ask_moves(outside, change, Appointed(appointment_of(row), person), reason=reason)


def _held(row: AppointmentRow, now: datetime) -> bool:
    return row.valid_from <= now and (row.valid_to is None or row.valid_to > now)
