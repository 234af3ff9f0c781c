"""A file of bindings: read whole, or one sentence that says what is wrong where."""

from __future__ import annotations

import pytest

from engine.core.bindings import BindingAsked, BindingsFaulty, read_bindings

WHOLE = """
procedures:
  - {slug: hn_1.012644, unit: H26.901, parties: {ubnd: H26}, instrument: 1883/QĐ-UBND}
  - {slug: xin_loi_gia_han, unit: H26}
"""


def test_a_file_is_read_line_by_line() -> None:
    assert read_bindings(WHOLE.encode(), "gan.yaml") == (
        BindingAsked("hn_1.012644", "H26.901", {"ubnd": "H26"}, "1883/QĐ-UBND"),
        BindingAsked("xin_loi_gia_han", "H26", {}, None),
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("procedures:", "procedures: [", "dòng"),
        ("procedures:", "quy_trinh:", "mục procedures: Thiếu khóa này"),
        ("slug: hn_1.012644, ", "", "procedures.0.slug: Thiếu"),
        ("unit: H26.901", "unit: 26", "procedures.0.unit: Giá trị phải là chữ"),
        ("{ubnd: H26}", "[H26]", "procedures.0.parties: Chỗ này phải gồm"),
        ("unit: H26.901", "unit: H26.901, unit: H27", "Khóa “unit” có hai lần"),
        ("unit: H26}", "unit: H26, don_vi: H27}", "procedures.1.don_vi"),
        ("slug: xin_loi_gia_han, unit: H26", "slug: hn_1.012644, unit: H26.901", "hai dòng"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(old: str, new: str, words: str) -> None:
    assert old in WHOLE
    with pytest.raises(BindingsFaulty) as refused:
        read_bindings(WHOLE.replace(old, new, 1).encode(), "gan.yaml")
    sentence = refused.value.sentence
    assert sentence.startswith("Tệp gan.yaml")
    assert words in sentence
    assert "\n" not in sentence


def test_a_file_that_is_no_text_is_told() -> None:
    with pytest.raises(BindingsFaulty, match="UTF-8"):
        read_bindings(b"procedures: \xff", "gan.yaml")


def test_an_empty_file_is_told() -> None:
    with pytest.raises(BindingsFaulty, match="procedures"):
        read_bindings(b"", "gan.yaml")
