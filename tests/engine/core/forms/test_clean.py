from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.canonical import canonical
from engine.core.forms import clean
from engine.errors import InvalidAnswers
from tests.engine.core.forms.definitions import form

_CHOICE: Mapping[str, object] = {
    "enum": ["dat", "khong"],
    "x-labels": {"dat": "Đạt", "khong": "Không"},
}
_APPRAISAL = form(
    {
        "ket_luan": _CHOICE,
        "ly_do": {"x-widget": "textarea", "x-visible": 'ket_luan = "khong"'},
        "so_to": {"type": "integer", "minimum": 1, "maximum": 2000},
        "le_phi": {"type": "number"},
        "ngay": {"format": "date"},
        "dien_thoai": {"format": "phone"},
        "thu": {"format": "email"},
        "ma": {"pattern": "^[A-Z]{2}[0-9]{3,4}$", "description": "Mã gồm hai chữ và số."},
        "cam_ket": {"type": "boolean"},
    },
    required=["ket_luan", "ly_do"],
    **{"x-fact": ["ket_luan", "so_to"]},
)


def _wrong(answers: Mapping[str, object]) -> dict[str, str]:
    with pytest.raises(InvalidAnswers) as refused:
        clean(_APPRAISAL, answers)
    assert all(len(sentences) == 1 for sentences in refused.value.fields.values())
    return {key: sentences[0] for key, sentences in refused.value.fields.items()}


def test_answers_are_kept_in_plain_values_of_json() -> None:
    kept = clean(
        _APPRAISAL,
        {
            "ket_luan": " khong ",
            "ly_do": unicodedata.normalize("NFD", " Thiếu giấy tờ\r\ntùy thân "),
            "so_to": "1.234",
            "le_phi": "8.000,50",
            "ngay": "22/11/2026",
            "dien_thoai": "+84 912 345 678",
            "thu": "an@hanoi.gov.vn",
            "ma": "AB123",
            "cam_ket": "on",
        },
    )
    assert kept == {
        "ket_luan": "khong",
        "ly_do": "Thiếu giấy tờ\ntùy thân",
        "so_to": 1234,
        "le_phi": 8000.5,
        "ngay": "2026-11-22",
        "dien_thoai": "0912345678",
        "thu": "an@hanoi.gov.vn",
        "ma": "AB123",
        "cam_ket": True,
    }


def test_an_invisible_answer_is_dropped_and_not_required() -> None:
    assert "ly_do" not in clean(_APPRAISAL, {"ket_luan": "dat", "ly_do": "x" * 9999})
    assert _wrong({"ket_luan": "khong"}) == {"ly_do": "Chưa nhập “ly_do”."}


def test_visibility_follows_a_field_that_is_itself_invisible() -> None:
    chain = form(
        {
            "a": _CHOICE,
            "b": {**_CHOICE, "x-visible": 'a = "dat"'},
            "c": {"x-visible": 'b = "dat"'},
        }
    )
    assert clean(chain, {"a": "dat", "b": "dat", "c": "x"})["c"] == "x"
    assert clean(chain, {"a": "khong", "b": "dat", "c": "x"}) == {"a": "khong"}


def test_a_fact_without_an_answer_is_cleared_and_an_unticked_box_is_no() -> None:
    assert clean(_APPRAISAL, {"ket_luan": "dat", "ly_do": ""}) == {
        "ket_luan": "dat",
        "cam_ket": False,
        "so_to": None,
    }


def test_a_required_box_has_to_be_ticked_but_a_question_may_be_answered_no() -> None:
    box = form({"a": {"type": "boolean"}}, required=["a"])
    question = form({"a": {"type": "boolean", "x-widget": "radio"}}, required=["a"])
    assert clean(box, {"a": True}) == {"a": True}
    assert clean(question, {"a": "false"}) == {"a": False}
    for shown, answers in ((box, {"a": False}), (box, {}), (question, {})):
        with pytest.raises(InvalidAnswers):
            clean(shown, answers)


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("ket_luan", None, "Chưa chọn"),
        ("ket_luan", "   ", "Chưa chọn"),
        ("ket_luan", "tùy", "“Đạt”, “Không”"),
        ("ket_luan", ["dat"], "phải là chữ"),
        ("ket_luan", {"a": 1}, "phải là chữ"),
        ("so_to", "2001", "2.000"),
        ("so_to", "0", "từ 1"),
        ("so_to", "1,5", "số nguyên"),
        ("so_to", True, "phải là số"),
        ("so_to", float("inf"), "phải là số"),
        ("le_phi", "1.5", "dấu phẩy"),
        ("le_phi", "1234567890123456", "15 chữ số"),
        ("le_phi", 10**400, "15 chữ số"),
        ("ngay", "31/02/2026", "31/02/2026"),
        ("ngay", 20261122, "phải là chữ"),
        ("dien_thoai", "123", "10 hoặc 11"),
        ("thu", "an@", "thư điện tử"),
        ("ma", "ab12", "hai chữ và số"),
        ("ma", "AB12345" * 50, "quá mức 200"),
        ("cam_ket", "có lẽ", "có hoặc không"),
        ("ma", "AB\x00123", "U+0000"),
        ("ma", "AB\n123", "U+000A"),
        ("la", "x", "không có mục này"),
    ],
)
def test_each_wrong_answer_is_told_at_its_field(field: str, value: object, named: str) -> None:
    wrong = _wrong({"ket_luan": "dat", field: value})
    assert list(wrong) == [field]
    assert named in wrong[field]


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [("so_to", "1", 1), ("so_to", "2.000", 2000), ("ma", "AB1234", "AB1234")],
)
def test_an_answer_on_the_very_bound_is_taken(field: str, value: str, kept: object) -> None:
    assert clean(_APPRAISAL, {"ket_luan": "dat", field: value})[field] == kept


def test_all_wrong_answers_are_told_at_once() -> None:
    assert set(_wrong({"so_to": "x", "ngay": "x", "la": 1})) == {"ket_luan", "so_to", "ngay", "la"}


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from([field.key for field in _APPRAISAL.fields]), _anything))
def test_whatever_is_sent_is_either_told_or_kept_in_a_form_that_stays(
    answers: dict[str, object],
) -> None:
    try:
        kept = clean(_APPRAISAL, answers)
    except InvalidAnswers:
        return
    assert clean(_APPRAISAL, json.loads(json.dumps(kept))) == kept
    assert canonical(kept)
