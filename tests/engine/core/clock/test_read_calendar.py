from __future__ import annotations

import pytest

from engine.core.clock import CalendarFaulty
from engine.core.clock.read_calendar import read_calendar
from engine.simulate.office_hours import FILE

_WHOLE = [["08:00", "12:00"], ["13:30", "17:30"]]
_PLAIN = 'hours: {monday: ["08:00-12:00", "13:30-17:30"], tuesday: ["08:00-12:00"]}\n'
_YEAR = "years: {2026: 9441/TB-BNV}\n"


def test_the_shipped_file_knows_the_announced_swaps() -> None:
    """Facts of 2026: 2/1 off for Saturday 10/1, 31/8 off for Saturday 22/8, 24/11 off."""
    told = read_calendar(FILE.read_bytes())
    for off in ("2025-05-02", "2026-01-02", "2026-08-31", "2026-11-24"):
        assert told.days[off] == []
    for worked in ("2025-04-26", "2026-01-10", "2026-08-22"):
        assert told.days[worked] == _WHOLE
    assert told.decisions == {2025: "6150/TB-BLĐTBXH", 2026: "9441/TB-BNV", 2027: None}


def test_a_worked_saturday_has_the_hours_of_the_day_it_stands_for() -> None:
    told = read_calendar(
        (_PLAIN + _YEAR + "swaps: [{rest: 2026-01-06, work: 2026-01-10}]").encode()
    )
    assert told.days["2026-01-10"] == [["08:00", "12:00"]]


def test_a_half_saturday_may_become_a_whole_one() -> None:
    half = _PLAIN.replace("}", ', saturday: ["08:00-12:00"]}')
    told = read_calendar((half + _YEAR + "swaps: [{rest: 2026-01-05, work: 2026-01-10}]").encode())
    assert told.days["2026-01-10"] == _WHOLE


def test_a_day_that_is_named_wins_over_the_law() -> None:
    told = read_calendar((_PLAIN + _YEAR + 'days: {2026-01-01: ["08:00-09:00"]}').encode())
    assert told.days["2026-01-01"] == [["08:00", "09:00"]]


def test_a_year_is_expected_until_it_is_announced() -> None:
    told = read_calendar((_PLAIN + "years: {2027: dự kiến, 2026: 9441/TB-BNV}").encode())
    assert told.decisions == {2026: "9441/TB-BNV", 2027: None}
    assert told.years == (2026, 2027)


@pytest.mark.parametrize(
    ("file", "named"),
    [
        (_PLAIN, "years: Thiếu khóa này; hãy bổ sung"),
        (_PLAIN + "years: {}", "liền nhau"),
        (_PLAIN + "years: {2026: x, 2028: y}", "liền nhau"),
        (_PLAIN + "years: {1999: x}", "years.1999: Năm này không dùng được"),
        (_PLAIN + "years: {2026: 5}", "years.2026: Giá trị phải là chữ"),
        ("hours: {mon: []}\n" + _YEAR, "hours.mon: Thứ này không đọc được"),
        ("hours: {}\n" + _YEAR, "không có giờ làm việc"),
        ("hours: []\n" + _YEAR, "hours: Chỗ này phải là giờ làm việc theo thứ"),
        ('hours: {monday: ["8:00-12:00"]}\n' + _YEAR, "hours.monday: Không phải là giờ"),
        ('hours: {monday: "08:00-12:00"}\n' + _YEAR, "hours.monday: Không phải là giờ"),
        ('hours: {monday: ["12:00-08:00"]}\n' + _YEAR, "thứ Hai chồng nhau hoặc ngược"),
        (_PLAIN + _YEAR + "days: {2027-01-01: []}", "01/01/2027 thuộc năm không có trong years"),
        (_PLAIN + _YEAR + "days: {24/11: []}", "days.24/11: Không phải là ngày"),
        (_PLAIN + _YEAR + "swaps: [{off: 2026-01-05, work: 2026-01-10}]", "swaps.0.rest: Thiếu"),
        (
            _PLAIN + _YEAR + "swaps: [{rest: 2026-01-01, work: 2026-01-10}]",
            "01/01/2026 vốn là ngày",
        ),
        (
            _PLAIN + _YEAR + "swaps: [{rest: 2026-01-10, work: 2026-01-17}]",
            "10/01/2026 vốn là ngày",
        ),
        (
            _PLAIN + _YEAR + "swaps: [{rest: 2026-01-05, work: 2026-01-12}]",
            "12/01/2026 vốn là ngày",
        ),
        (
            _PLAIN + _YEAR + "swaps: [{rest: 2026-01-05, work: 2026-04-26}]",
            "26/04/2026 vốn là ngày",
        ),
        (
            _PLAIN + _YEAR + "swaps: [{rest: 2026-01-05, work: 2026-01-10},"
            " {rest: 2026-01-06, work: 2026-01-10}]",
            "10/01/2026 được hoán đổi hai lần",
        ),
        (
            _PLAIN + _YEAR + "swaps: [{rest: 2026-01-05, work: 2026-01-10}]\n"
            "days: {2026-01-05: []}",
            "05/01/2026 vừa hoán đổi vừa có trong days",
        ),
        ("một dòng chữ", "Chỗ này phải gồm các khóa"),
        ("hours: {monday: [\n", "Không đọc được YAML"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_in_one_sentence(file: str, named: str) -> None:
    with pytest.raises(CalendarFaulty, match=named) as refused:
        read_calendar(file.encode())
    assert refused.value.sentence.count(". ") == 0
