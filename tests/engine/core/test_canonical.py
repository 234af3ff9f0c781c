from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from engine.core.canonical import as_json, canonical, sha256_hex


class _Color(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class _Pair:
    left: object
    right: object


_HANOI = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        (datetime(2026, 11, 22, 15, tzinfo=_HANOI), '"2026-11-22T08:00:00.000000Z"'),
        (date(2026, 11, 22), '"2026-11-22"'),
        (time(15), '"15:00:00"'),
        (_Color.RED, '"red"'),
        (Decimal("1.50"), '"1.5"'),
        (Decimal("1E+2"), '"100"'),
        (Fraction(1, 2), '"1/2"'),
        ((1, 2), "[1,2]"),
        (frozenset({"b", "a"}), '["a","b"]'),
        (_Pair("x", (1,)), '{"left":"x","right":[1]}'),
        ({UUID(int=1): 1}, '{"00000000-0000-0000-0000-000000000001":1}'),
        ({_Color.RED: 1.5}, '{"red":1.5}'),
        ("Đ€\n", '"Đ€\\n"'),
    ],
)
def test_each_kind_of_value_is_written_in_one_way(value: object, written: str) -> None:
    assert canonical(value) == written.encode()


def test_the_same_moment_in_two_zones_is_written_alike() -> None:
    here = datetime(2026, 11, 22, 15, 0, 0, 1, tzinfo=_HANOI)
    assert canonical(here) == canonical(here.astimezone(UTC))


@pytest.mark.parametrize(
    "value",
    [
        datetime(2026, 11, 22, tzinfo=UTC).replace(tzinfo=None),
        float("nan"),
        float("inf"),
        2**53,
        Decimal("NaN"),
        {1: "a"},
        {UUID(int=1): 1, str(UUID(int=1)): 2},
        "\ud800",
        object(),
        b"bytes",
    ],
)
def test_what_has_no_single_writing_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical(value)


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**50), 2**50) | st.text('aăđ€\n"', max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abcđ", max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_json)
def test_the_order_in_which_keys_were_put_in_is_forgotten(value: object) -> None:
    def shuffled(part: object) -> object:
        if isinstance(part, dict):
            return {key: shuffled(part[key]) for key in reversed(list(part))}
        return [shuffled(item) for item in part] if isinstance(part, list) else part

    assert canonical(shuffled(value)) == canonical(value)


_anything = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(1 - 2**53, 2**53 - 1),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
        st.uuids(),
        st.datetimes(timezones=st.just(_HANOI)),
        st.dates(),
        st.just(_Color.RED),
        st.fractions(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.builds(_Pair, inner, inner),
        st.dictionaries(
            st.one_of(st.text(st.sampled_from('aZ"\\\n\u2028ﬀ😀đ'), max_size=3), st.uuids()),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@given(_anything)
def test_the_short_way_writes_what_the_standards_own_library_writes(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(as_json(value))


@pytest.mark.parametrize("number", [2**53, -(2**53), 10**40])
def test_a_number_that_some_reader_would_round_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="beyond"):
        canonical({"n": [number]})


def test_the_hash_is_that_of_the_standard() -> None:
    assert sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
