"""The keys of a calendar's file, and nothing but these keys.

hours: {monday: ["08:00-12:00", "13:30-17:30"], saturday: ["08:00-12:00"]}   local; others closed
years: {2026: 9441/TB-BNV, 2027: dự kiến}     the notice that decides the year, or that none has
swaps: [{rest: 2026-01-02, work: 2026-01-10}]     announced swaps (hoán đổi ngày làm việc)
days: {2026-02-13: ["08:00-12:00"], 2026-03-02: []}   wins over everything; none = closed
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from marshmallow import ValidationError, fields

from engine.core.clock.public_holidays import LAST
from engine.core.schema_problems import Listing, Part, Strict, Text, said

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EXPECTED = "dự kiến"
_FIRST = 2020
"""Bộ luật Lao động 45/2019/QH14 holds from 2021; dossiers of the year before may still run."""
_STRETCH = re.compile(
    r"(?P<opens>(?:[01][0-9]|2[0-3]):[0-5][0-9])-(?P<closes>(?:[01][0-9]|2[0-3]):[0-5][0-9])"
)


class _Day(fields.Field[date]):
    def __init__(self, **rest: Any) -> None:
        wrong = "Không phải là ngày; hãy ghi dạng 2026-11-24."
        super().__init__(error_messages=said(wrong), **rest)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> date:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.make_error("invalid") from None


class _Hours(fields.Field[list[list[str]]]):
    def __init__(self, **rest: Any) -> None:
        wrong = 'Không phải là giờ làm việc; hãy ghi dạng ["08:00-12:00", "13:30-17:30"].'
        super().__init__(error_messages=said(wrong), **rest)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> list[list[str]]:
        if not isinstance(value, list):
            raise self.make_error("invalid")
        found = [_STRETCH.fullmatch(each) if isinstance(each, str) else None for each in value]
        stretches = [[each["opens"], each["closes"]] for each in found if each is not None]
        if len(stretches) != len(value):
            raise self.make_error("invalid")
        return stretches


class _Keyed(fields.Field[dict[Any, Any]]):
    """An object whose keys are read, too."""

    def __init__(
        self, key: Callable[[Any], Any], entry: fields.Field[Any], what: str, **rest: Any
    ) -> None:
        super().__init__(error_messages=said(what), **rest)
        self.key, self.entry = key, entry

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> dict[Any, Any]:
        if not isinstance(value, Mapping):
            raise self.make_error("invalid")
        found, wrong = {}, {}
        for key, item in value.items():
            try:
                found[self.key(key)] = self.entry.deserialize(item)
            except ValidationError as error:
                wrong[str(key)] = error.messages
        if wrong:
            raise ValidationError(wrong)
        return found


def _weekday(key: Any) -> str:
    if key not in WEEKDAYS:
        raise ValidationError(f"Thứ này không đọc được; hãy dùng: {', '.join(WEEKDAYS)}.")
    return str(key)


def _year(key: Any) -> int:
    if isinstance(key, bool) or not isinstance(key, int) or not _FIRST <= key <= LAST:
        raise ValidationError(f"Năm này không dùng được; hãy ghi từ {_FIRST} đến {LAST}.")
    return key


class _Swap(Strict):
    rest = _Day(required=True)
    work = _Day(required=True)


class CalendarSchema(Strict):
    """The whole file."""

    hours = _Keyed(
        _weekday,
        _Hours(),
        "Chỗ này phải là giờ làm việc theo thứ; hãy ghi monday, tuesday, ….",
        required=True,
    )
    years = _Keyed(
        _year,
        Text(),
        "Chỗ này phải là các năm; hãy ghi năm và số văn bản, hoặc: dự kiến.",
        required=True,
    )
    swaps = Listing(Part(_Swap), load_default=list)
    days = _Keyed(
        _Day().deserialize,
        _Hours(),
        "Chỗ này phải là các ngày khác thường; hãy ghi ngày và giờ làm việc.",
        load_default=dict,
    )
