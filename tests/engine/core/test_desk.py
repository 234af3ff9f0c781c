"""What is out of the ordinary, told in words: one oddity at a time over a plain document."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.core.desk import ENOUGH, Matter, flags, unusual

PLAIN = Matter(
    kind="result",
    outcome="granted",
    wants_initial=False,
    initials=0,
    void=0,
    objections=(),
    against=0,
    returns=0,
    last_reason=None,
    own_case=False,
    conflicts=0,
    overdue=False,
    urgent=False,
    remaining="Còn 3 giờ",
    first=False,
    unusual=(),
)


def test_a_plain_document_has_nothing_to_tell() -> None:
    assert flags(PLAIN) == ()
    assert flags(replace(PLAIN, wants_initial=True, initials=1)) == ()


@pytest.mark.parametrize(
    ("odd", "key", "must_open"),
    [
        ({"kind": "refusal"}, "negative", True),
        ({"outcome": "refused"}, "negative", True),
        ({"objections": ("Sở Xây dựng",)}, "objection", True),
        ({"against": 2}, "against", True),
        ({"wants_initial": True}, "no_initial", True),
        ({"wants_initial": True, "void": 1}, "void", True),
        ({"wants_initial": True, "void": 1, "initials": 1}, "changed", True),
        ({"returns": 1, "last_reason": "Sai số."}, "returned", True),
        ({"own_case": True}, "own_case", True),
        ({"conflicts": 1}, "conflict", True),
        ({"first": True}, "first", True),
        ({"unusual": ("Khác lệ thường.",)}, "unusual", True),
        ({"look": True, "note": "Xem số sổ."}, "look", True),
        ({"urgent": True}, "soon", False),
        ({"overdue": True, "urgent": True}, "late", False),
    ],
)
def test_each_oddity_is_told_and_only_time_needs_no_opening(
    odd: dict[str, Any], key: str, must_open: bool
) -> None:
    [flag] = flags(replace(PLAIN, **odd))
    assert (flag.key, flag.must_open) == (key, must_open)
    assert flag.says.endswith((".", "”"))


def test_the_gravest_stands_first() -> None:
    odd = replace(PLAIN, own_case=True, kind="refusal", returns=2, overdue=True)
    assert [flag.key for flag in flags(odd)] == ["own_case", "negative", "returned", "late"]


TITLES = {"ket_luan": "Kết luận", "dien_tich": "Diện tích", "khan": "Khẩn"}


def test_an_answer_that_none_of_the_last_ones_gave_is_unusual() -> None:
    past = [{"ket_luan": "du", "dien_tich": 100 + i, "khan": False} for i in range(ENOUGH)]
    assert list(unusual({"ket_luan": "du", "dien_tich": 105, "khan": False}, past, TITLES)) == []
    odd = list(unusual({"ket_luan": "khac", "dien_tich": 500, "khan": True}, past, TITLES))
    assert odd == [
        f"“{title}” khác {ENOUGH} hồ sơ gần nhất của thủ tục này." for title in TITLES.values()
    ]


def test_too_few_dossiers_say_nothing_about_what_is_usual() -> None:
    past = [{"ket_luan": "du"}] * (ENOUGH - 1)
    assert list(unusual({"ket_luan": "khac"}, past, TITLES)) == []
    unknown: list[dict[str, object]] = [{}] * ENOUGH
    assert list(unusual({"ket_luan": "khac"}, unknown, TITLES)) == []
