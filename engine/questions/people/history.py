"""What the register knew of a record, row by row: who entered or corrected it, when and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from engine.core.terms import last_day
from engine.core.vietnamese import format_date
from engine.say import marked, say
from engine.store.people import person_names
from engine.store.records import RegisterEventRow
from engine.store.records.base import Recorded

ACTS = {
    "entered": marked("Nhập"),
    "corrected": marked("Sửa"),
    "ended": marked("Kết thúc"),
    "struck": marked("Bỏ khỏi danh mục"),
    "renamed": marked("Đổi tên"),
    "transferred": marked("Chuyển đổi vị trí công tác"),
    "reorganised": marked("Sắp xếp đơn vị"),
}
_OF_THE_ROW = frozenset(
    {"row_id", "id", "recorded_from", "recorded_to", "recorded_by_id", "search_text", "name_key"}
)
FIELDS = {
    "code": marked("Mã định danh"),
    "name": marked("Tên"),
    "kind": marked("Loại"),
    "parent_id": marked("Đơn vị cấp trên"),
    "collective_name": marked("Tên tập thể (sau TM.)"),
    "abbreviation": marked("Viết tắt trong ký hiệu"),
    "place": marked("Địa danh"),
    "unit_id": marked("Đơn vị"),
    "title": marked("Chức vụ"),
    "rank": marked("Cấp"),
    "roles": marked("Vai trò"),
    "powers": marked("Quyền của vị trí"),
    "person_id": marked("Người giữ"),
    "position_id": marked("Vị trí"),
    "acting": marked("Quyền (Q.)"),
    "full_name": marked("Họ và tên"),
    "identity": marked("Số định danh"),
    "qualifications": marked("Trình độ"),
    "substitute_id": marked("Người xử lý thay"),
    "valid_from": marked("Từ ngày"),
    "valid_to": marked("Đến hết ngày"),
}
Names = Callable[[str, Any], str | None]
"""The words of a field's value, or None for the usual ones."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One field before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One act on the record. `by` is empty for what came with the installation."""

    at: datetime
    by: str
    act: str
    reason: str | None
    changed: tuple[Changed, ...]


def record_history(
    session: Session, kind: type[Recorded], record_id: UUID, names: Names
) -> tuple[Entry, ...]:
    """The newest first."""
    rows = session.scalars(select(kind).where(kind.id == record_id).order_by(kind.row_id)).all()
    events = session.scalars(
        select(RegisterEventRow)
        .where(RegisterEventRow.record_id == record_id)
        .order_by(RegisterEventRow.id)
    ).all()
    people = {row.recorded_by_id for row in rows if row.recorded_by_id}
    who = person_names(session, people | {event.by_id for event in events})
    told = [*_entries(rows, events, who, names), *_struck(events, who)]
    return tuple(sorted(told, key=lambda entry: entry.at, reverse=True))


def _entries(
    rows: Sequence[Recorded],
    events: Sequence[RegisterEventRow],
    who: Mapping[UUID, str],
    names: Names,
) -> Sequence[Entry]:
    at_moment = {event.at: event for event in events if event.kind != "struck"}
    found: list[Entry] = []
    for place, row in enumerate(rows):
        event = at_moment.get(row.recorded_from)
        act = event.kind if event else ("corrected" if place else "entered")
        found.append(
            Entry(
                at=row.recorded_from,
                by=who.get(row.recorded_by_id, "") if row.recorded_by_id else "",
                act=say(ACTS.get(act, act)),
                reason=event.reason if event else None,
                changed=tuple(_changed(rows[place - 1], row, names)) if place else (),
            )
        )
    return found


def _struck(events: Sequence[RegisterEventRow], who: Mapping[UUID, str]) -> Sequence[Entry]:
    return [
        Entry(event.at, who.get(event.by_id, ""), say(ACTS[event.kind]), event.reason, ())
        for event in events
        if event.kind == "struck"
    ]


def _changed(before: Recorded, after: Recorded, names: Names) -> Sequence[Changed]:
    columns = [c.key for c in inspect(type(after)).column_attrs if c.key not in _OF_THE_ROW]
    pairs = [(name, getattr(before, name), getattr(after, name)) for name in columns]
    return [
        Changed(say(FIELDS.get(name, name)), _told(name, one, names), _told(name, other, names))
        for name, one, other in pairs
        if one != other
    ]


def _told(name: str, value: Any, names: Names) -> str:
    if value is None or value == []:
        return "—"
    if (words := names(name, value)) is not None:
        return words
    if isinstance(value, datetime):
        return format_date(last_day(value) if name == "valid_to" else value)
    if isinstance(value, bool):
        return say("có") if value else say("không")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
