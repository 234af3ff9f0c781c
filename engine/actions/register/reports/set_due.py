"""When the report on an instrument is due, each year."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.office import changing
from engine.errors import InvalidAnswers
from engine.outside.outside import Outside
from engine.say import say
from engine.store.records import InstrumentRow
from engine.store.register_changes import correct, current

_COMMON_YEAR = 2027
"""A day that every year has: 29 February is none."""


def set_due(outside: Outside, actor: Actor, instrument_id: UUID, due: str) -> None:
    """`due` as the instrument says it, "15/12"; empty: no report is asked. Raises NotYours,
    NotFound, InvalidAnswers under "report_due"."""
    kept = _read(due.strip())
    with changing(outside, actor) as change:
        row = current(change.session, InstrumentRow, instrument_id)
        if row.report_due != kept:
            correct(
                change.session,
                row,
                change.by_id,
                change.now,
                kind="report_due_set",
                report_due=kept,
            )


def _read(due: str) -> str | None:
    if not due:
        return None
    try:
        day, month = map(int, due.split("/"))
        return f"{date(_COMMON_YEAR, month, day):%m-%d}"
    except ValueError:
        wrong = say("Hãy ghi ngày và tháng của hạn báo cáo, ví dụ 15/12.")
        raise InvalidAnswers({"report_due": [wrong]}) from None
