"""What no single cell shows: periods, seats held twice, steps out of order, rings of units."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.core.authority.unit_kinds import UnitKind, unlawful_place
from engine.core.numbering import numbering_year
from engine.core.register_file.changes import Change, Changes
from engine.core.register_file.gifts import check_gifts
from engine.core.register_file.known import TABLES, Row
from engine.core.register_file.reading import Reading
from engine.core.vietnamese import format_date
from engine.say import say


def check(reading: Reading, changes: Changes) -> None:
    """Judge every record that would be written, beside all that would be known then; what is wrong
    is added to the reading's faults."""
    for change in changes.written:
        _period(reading, change)
        if change.entry.table == "instrument":
            _state(reading, change)
        elif change.entry.table == "delegation_plan":
            _steps(reading, change)
    _numbers(reading, changes)
    _appointments(reading, changes)
    _ring(reading, changes)
    _kinds(reading, changes)
    check_gifts(reading, changes)


def _value(change: Change, column: str) -> Any:
    return change.row[TABLES[change.entry.table].index(column)]


def _period(reading: Reading, change: Change) -> None:
    begins, ends = _value(change, "valid_from"), _value(change, "valid_to")
    if begins is not None and ends is not None and ends <= begins:
        reading.fault(
            change.entry.line, "valid_to",
            say("ngày cuối trước ngày đầu %(begins)s", begins=format_date(begins)),
            say("hãy sửa một trong hai ngày"),
        )  # fmt: skip


def _state(reading: Reading, change: Change) -> None:
    former, state = change.former, _value(change, "state")
    since = TABLES["instrument"].index("state")
    moved = former is None or former[since] != state
    unsaid = change.entry.told.get("state_since") is None
    if moved and unsaid and state in ("suspended", "revoked"):
        reading.fault(
            change.entry.line, "state_since",
            say("chưa ghi văn bản bị tạm ngưng hoặc thu hồi từ khi nào"),
            say("hãy ghi ngày"),
        )  # fmt: skip


def _steps(reading: Reading, change: Change) -> None:
    """A later step without the one before it, or before it in time."""
    steps = (
        ("_delegated_number", "instrument_id", None),
        ("republished_number", "republished_number", "republished_on"),
        ("approved_number", "approved_number", "approved_on"),
    )
    done, last = True, _value(change, "planned_on")
    for key, column, day in steps:
        here = _value(change, column) is not None
        on: datetime | None = _value(change, day) if day else None
        if here and not done:
            reading.fault(
                change.entry.line, key,
                say("bước này đã có mà bước trước nó chưa có"),
                say("hãy bổ sung bước trước: ủy quyền, công bố, rồi quy trình nội bộ"),
            )  # fmt: skip
            return
        if day and here != (on is not None):
            reading.fault(
                change.entry.line, day,
                say("số và ngày của quyết định phải có cùng nhau"), say("hãy ghi đủ cả hai"),
            )  # fmt: skip
            return
        if on is not None and day and on < last:
            reading.fault(
                change.entry.line, day,
                say("ngày này trước bước trước đó (%(last)s)", last=format_date(last)),
                say("hãy sửa lại ngày"),
            )  # fmt: skip
            return
        done, last = here, on or last


def _numbers(reading: Reading, changes: Changes) -> None:
    """One issuer uses a number once a year (NĐ 30/2020/NĐ-CP Art 15.1)."""
    number, on, issuer = map(
        TABLES["instrument"].index, ("number", "issued_on", "issuer_position_id")
    )
    after = dict(reading.known.rows.get("instrument", {}))
    written = [each for each in changes.written if each.entry.table == "instrument"]
    after |= {each.entry.id: each.row for each in written}
    used: Counter[Row] = Counter()
    for row in after.values():
        used[row[number], row[issuer], numbering_year(row[on])] += 1
    for change in written:
        row = change.row
        if used[row[number], row[issuer], numbering_year(row[on])] > 1:
            reading.fault(
                change.entry.line, "number",
                say("người ban hành đã dùng số này cho văn bản khác trong năm"),
                say("hãy sửa số hiệu hoặc ngày ban hành"),
            )  # fmt: skip


def _appointments(reading: Reading, changes: Changes) -> None:
    """Nobody holds a seat twice at a time, and no two hold the seat of a head that the file
    fills."""
    after: dict[UUID, Row] = dict(reading.known.rows.get("appointment", {}))
    filled = [each for each in changes.written if each.entry.table == "appointment"]
    after |= {each.entry.id: each.row for each in filled}
    by_seat: dict[UUID, list[tuple[UUID, Row]]] = defaultdict(list)
    for record_id, row in after.items():
        by_seat[row[1]].append((record_id, row))
    heads = _heads(reading, changes)
    for change in filled:
        person, seat = change.row[0], change.row[1]
        for other_id, other in by_seat[seat]:
            if other_id == change.entry.id or not _overlap(change.row, other):
                continue
            if other[0] == person or seat in heads:
                reading.fault(
                    change.entry.line, "_position",
                    say("vị trí đã có người giữ trong khoảng thời gian này"),
                    say("hãy ghi ngày kết thúc của lần bổ nhiệm trước"),
                )  # fmt: skip
                break


def _heads(reading: Reading, changes: Changes) -> set[UUID]:
    rank = TABLES["position"].index("rank")
    after = dict(reading.known.rows.get("position", {}))
    after |= {c.entry.id: c.row for c in changes.written if c.entry.table == "position"}
    return {record_id for record_id, row in after.items() if row[rank] == "head"}


def _overlap(one: Row, other: Row) -> bool:
    """Rows that end with valid_from and valid_to."""
    (begins, ends), (others_begin, others_end) = one[-2:], other[-2:]
    return (ends is None or others_begin < ends) and (others_end is None or begins < others_end)


def _ring(reading: Reading, changes: Changes) -> None:
    parent = TABLES["unit"].index("parent_id")
    above = {key: row[parent] for key, row in reading.known.rows.get("unit", {}).items()}
    written = [each for each in changes.written if each.entry.table == "unit"]
    above |= {each.entry.id: each.row[parent] for each in written}
    for change in written:
        if change.row[parent] is not None and change.row[parent] not in above:
            reading.fault(
                change.entry.line, "_parent",
                say(
                    "“%(code)s” không có trong tệp và trong danh mục",
                    code=change.entry.line.told["_parent"],
                ),
                say("hãy sửa mã hoặc bổ sung dòng của mã đó"),
            )  # fmt: skip
            continue
        seen, at = {change.entry.id}, change.row[parent]
        while at is not None and at not in seen:
            seen.add(at)
            at = above.get(at)
        if at == change.entry.id:
            reading.fault(
                change.entry.line, "_parent",
                say("đơn vị trực thuộc chính nó qua các đơn vị cấp trên"),
                say("hãy sửa đơn vị cấp trên"),
            )  # fmt: skip


def _kinds(reading: Reading, changes: Changes) -> None:
    """Each unit stands under one that the law lets it stand under."""
    column = TABLES["unit"].index
    after = dict(reading.known.rows.get("unit", {}))
    written = [each for each in changes.written if each.entry.table == "unit"]
    after |= {each.entry.id: each.row for each in written}
    for change in written:
        row, parent = change.row, after.get(change.row[column("parent_id")])
        above = UnitKind(parent[column("kind")]) if parent else None
        why = unlawful_place(UnitKind(row[column("kind")]), above, row[-2], row[-1])
        if why is not None:
            cause, _, cure = why.rstrip(".").rpartition("; ")
            reading.fault(change.entry.line, "kind", cause, cure)
