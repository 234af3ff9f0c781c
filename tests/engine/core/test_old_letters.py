"""Names in capitals, in TCVN3 and in VNI letters; foreign and proper names pass untouched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.old_letters import _TCVN3, from_tcvn3, in_vni, well_cased

_SYLLABLES = ["Nguyễn", "Trần", "Đỗ", "Hoà", "Hoàng", "Quế", "Thuỳ", "Ngọc", "Thạch", "Ưng", "Ý"]
_NAME = st.lists(st.sampled_from(_SYLLABLES), min_size=2, max_size=5).map(" ".join)
_BACK = {meant: letter for letter, meant in _TCVN3.items()}


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("NguyÔn V¨n A", "Nguyễn Văn A"),
        ("Lª Hång Phóc", "Lê Hồng Phúc"),
        ("TrÇn ThÞ H¬ng", "Trần Thị Hơng"),
        ("§ç V¨n §øc", "Đỗ Văn Đức"),
        ("Ph¹m Ngäc Th¹ch", "Phạm Ngọc Thạch"),
    ],
)
def test_a_name_in_tcvn3_letters_is_read_as_it_was_meant(pasted: str, meant: str) -> None:
    assert from_tcvn3(pasted) == meant


@pytest.mark.parametrize(
    "name",
    ["François Müller", "Søren Ångström", "Công ty «Sao Mai»", "Công ty ABC®", "Hồ·Kông", "Ý Nhi"],
)
def test_a_name_in_other_letters_is_no_old_writing(name: str) -> None:
    assert from_tcvn3(name) is None
    assert not in_vni(name)


@given(_NAME)
def test_a_proper_vietnamese_name_is_never_taken_for_old_letters(name: str) -> None:
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, name)
        assert from_tcvn3(written) is None
        assert not in_vni(unicodedata.normalize("NFC", written))


@given(_NAME)
def test_what_is_recognised_comes_back_whole(name: str) -> None:
    # Capitals with a tone have no byte of their own in TCVN3; small letters all have one.
    small = name.lower()
    pasted = "".join(_BACK.get(letter, letter) for letter in small)
    assert from_tcvn3(pasted) in (small, None)


def test_vni_letters_are_recognised() -> None:
    assert in_vni("Nguyeãn Vaên A")
    assert not in_vni("Hoàng Thị Hoà")


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("NGUYỄN VĂN A", "Nguyễn Văn A"),
        ("trần thị bưởi", "Trần Thị Bưởi"),
        ("Nguyễn Văn A", None),
        ("VNPT", None),
    ],
)
def test_a_name_in_one_case_is_offered_well_written(written: str, offered: str | None) -> None:
    assert well_cased(written) == offered


@given(_NAME)
def test_a_well_written_name_is_not_offered_again(name: str) -> None:
    offered = well_cased(name.upper())
    assert offered is None or well_cased(offered) is None
