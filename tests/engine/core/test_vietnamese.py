from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.vietnamese import (
    clean_text,
    fold,
    format_date,
    format_moment,
    format_number,
    format_time,
    name_key,
    parse_date,
    parse_number,
)

_SYLLABLE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹ", min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("hồ sơ", "ho so"),
        ("  HỒ   SƠ\tĐẤT  ĐAI ", "ho so dat dai"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Bưởi"), "nguyen thi buoi"),
        ("Đặng Đình Đức", "dang dinh duc"),
    ],
)
def test_folded_text_has_no_marks_and_no_spare_spaces(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_people_are_sorted_by_given_name_first() -> None:
    people = ["Vũ Thị Bình", "An Văn Ân", "Nguyễn Văn An", "Bùi Thị Ái", "Lê Văn An", "Đỗ Ơn"]
    assert sorted(people, key=name_key) == [
        "Bùi Thị Ái",
        "Lê Văn An",
        "Nguyễn Văn An",
        "An Văn Ân",
        "Vũ Thị Bình",
        "Đỗ Ơn",
    ]


def test_letters_come_in_the_order_of_the_alphabet_and_tones_in_that_of_dictionaries() -> None:
    letters = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
    assert sorted(set(letters), key=name_key) == letters
    tones = ["ma", "mà", "mả", "mã", "má", "mạ", "man", "mẫn"]
    assert sorted(set(tones), key=name_key) == tones


def test_the_same_name_in_capitals_or_decomposed_sorts_alike() -> None:
    name = "Nguyễn Thị Thùy Dương"
    assert name_key(name) == name_key(name.upper()) == name_key(unicodedata.normalize("NFD", name))


@given(_SYLLABLE, _SYLLABLE)
def test_a_tone_decides_only_between_words_of_the_same_letters(one: str, other: str) -> None:
    bare_one, bare_other = name_key(one).split(".")[0], name_key(other).split(".")[0]
    if bare_one < bare_other:
        assert name_key(one) < name_key(other)


def test_text_is_kept_composed_and_trimmed() -> None:
    assert clean_text("  " + unicodedata.normalize("NFD", "Đường Số 1") + " ") == "Đường Số 1"
    assert clean_text("một\r\nhai\rba", multiline=True) == "một\nhai\nba"


@pytest.mark.parametrize("text", ["a\0b", "a\x1bb", "a\nb", "a\u202eb", "a\ud800b", "a\u2028b"])
def test_control_characters_are_refused_and_named(text: str) -> None:
    with pytest.raises(ValueError, match="thứ 2"):
        clean_text(text)


def test_moments_are_written_in_local_time() -> None:
    late = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)
    assert format_date(late) == "23/11/2026"
    assert format_time(late) == "01:05"
    assert format_moment(late) == "01:05 ngày 23/11/2026"
    assert format_date(date(2026, 1, 2)) == "02/01/2026"


@pytest.mark.parametrize("text", ["22/11/2026", "2026-11-22", " 22/11/2026 "])
def test_a_day_is_read_in_both_writings(text: str) -> None:
    assert parse_date(text) == date(2026, 11, 22)


@pytest.mark.parametrize("text", ["31/02/2026", "2026-13-01", "22-11-2026", "22/11/26", "", "x"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.234,5", "1234.5"), ("1234,5", "1234.5"), ("-7", "-7"), ("1.234.567", "1234567")],
)
def test_a_number_is_read_as_vietnamese_write_it(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["1.5", "1,234.5", "1.23.4", "", "một", "1e3", "١", "1,"])
def test_a_number_that_could_mean_two_things_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="dấu phẩy"):
        parse_number(text)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
    )
)
def test_a_number_survives_being_written_and_read(number: Decimal) -> None:
    assert parse_number(format_number(number)) == number


def test_thousands_are_grouped_with_points() -> None:
    assert format_number(Decimal("1234567.890")) == "1.234.567,89"
    assert format_number(1000) == "1.000"
    assert format_number(0.5) == "0,5"
