"""A commitment as a form tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.register.wrong import LONGEST_REASON, Wrong
from engine.core.vietnamese import LOCAL
from engine.errors import NotFound
from engine.say import say
from engine.store.records import CommitmentRow
from engine.store.register_changes import known_row

EVERY = (0, 1, 3, 6, 12)
"""Months from one due day to the next; 0 = once."""


@dataclass(frozen=True, slots=True)
class CommitmentTold:
    """`due` is the last day by which it is attested first; `every_months` one of `EVERY`."""

    said: str
    due: date | None
    every_months: int = 0


def commitment_columns(told: CommitmentTold, wrong: Wrong) -> dict[str, Any]:
    """The columns of its row. Raises InvalidAnswers."""
    said = wrong.line("said", told.said, say("Hãy ghi điều đã cam kết."), LONGEST_REASON)
    if told.due is None:
        wrong.add("due", say("Hãy ghi ngày phải xác nhận lần đầu."))
    if told.every_months not in EVERY:
        wrong.add("every_months", say("Hãy chọn bao lâu xác nhận một lần."))
    wrong.refuse()
    assert told.due is not None
    return {"said": said, "first_due": end_of(told.due), "every_months": told.every_months}


def end_of(day: date) -> datetime:
    """The last minute of a local day."""
    return datetime.combine(day, time(23, 59), LOCAL)


def commitment_known(session: Session, commitment_id: UUID) -> CommitmentRow:
    """Raises NotFound."""
    row = known_row(session, CommitmentRow, commitment_id)
    if row is None:
        raise NotFound(say("Không có cam kết này trong danh mục."))
    return row
