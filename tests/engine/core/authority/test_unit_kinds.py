"""Where the law lets a kind of unit stand."""

from __future__ import annotations

from datetime import datetime

import pytest

from engine.core.authority.unit_kinds import DISTRICTS_END, UnitKind, unlawful_place
from engine.core.vietnamese import LOCAL

K = UnitKind
NOW = datetime(2026, 3, 9, tzinfo=LOCAL)
BEFORE = datetime(2021, 1, 1, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        (K.PROVINCE, None),
        (K.MINISTRY, None),
        (K.DEPARTMENT, K.PROVINCE),
        (K.DEPARTMENT, K.MINISTRY),
        (K.COMMUNE, K.PROVINCE),
        (K.DIVISION, K.COMMUNE),
        (K.SERVICE, K.DEPARTMENT),
        (K.OTHER, None),
    ],
)
def test_these_stand_there_today(kind: UnitKind, parent: UnitKind | None) -> None:
    assert unlawful_place(kind, parent, NOW, None) is None


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        (K.COMMUNE, K.COMMUNE),
        (K.COMMUNE, K.DEPARTMENT),
        (K.COMMUNE, None),
        (K.COMMUNE, K.DISTRICT),
        (K.DEPARTMENT, K.COMMUNE),
        (K.PROVINCE, K.PROVINCE),
        (K.PROVINCE, K.MINISTRY),
        (K.DISTRICT, K.PROVINCE),
        (K.DIVISION, None),
    ],
)
def test_these_do_not(kind: UnitKind, parent: UnitKind | None) -> None:
    said = unlawful_place(kind, parent, NOW, None)
    assert said is not None
    assert said.endswith(".")


def test_a_district_of_the_past_had_communes_until_the_end_of_june() -> None:
    assert unlawful_place(K.DISTRICT, K.PROVINCE, BEFORE, DISTRICTS_END) is None
    assert unlawful_place(K.COMMUNE, K.DISTRICT, BEFORE, DISTRICTS_END) is None
    assert "30/06/2025" in (unlawful_place(K.DISTRICT, K.PROVINCE, BEFORE, None) or "")
    assert "01/07/2025" in (unlawful_place(K.COMMUNE, K.DISTRICT, BEFORE, None) or "")
