"""How values read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from web.words import moment, size


def test_a_moment_is_told_in_the_time_of_viet_nam() -> None:
    assert moment(datetime(2026, 11, 22, 18, 5, tzinfo=UTC)) == "01:05 23/11/2026"


@pytest.mark.parametrize(
    ("octets", "said"),
    [(1, "1 KB"), (182_000, "178 KB"), (1_482_000, "1,4 MB"), (52_428_800, "50 MB")],
)
def test_a_size_is_told_in_the_unit_that_one_reads(octets: int, said: str) -> None:
    assert size(octets) == said
