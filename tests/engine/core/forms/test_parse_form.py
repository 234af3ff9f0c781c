from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.forms import FieldType, FormFaulty, Widget, parse_form
from tests.engine.core.forms.definitions import definition, faults, form


def test_fields_come_in_the_order_that_is_asked_for() -> None:
    shown = form({"b": {}, "a": {}}, **{"x-order": ["a", "b"]})
    assert [field.key for field in shown.fields] == ["a", "b"]
    assert [field.key for field in form({"b": {}, "a": {}}).fields] == ["b", "a"]


@pytest.mark.parametrize(
    ("keywords", "kind", "widget"),
    [
        ({}, FieldType.TEXT, Widget.TEXT),
        ({"x-widget": "textarea"}, FieldType.TEXT, Widget.TEXTAREA),
        ({"format": "date"}, FieldType.DATE, Widget.DATE),
        ({"format": "phone"}, FieldType.PHONE, Widget.TEXT),
        ({"type": "boolean"}, FieldType.BOOLEAN, Widget.CHECKBOX),
        ({"type": "integer"}, FieldType.INTEGER, Widget.TEXT),
        ({"enum": ["a"], "x-labels": {"a": "A"}}, FieldType.CHOICE, Widget.RADIO),
        (
            {"enum": list("abcdef"), "x-labels": dict.fromkeys("abcdef", "x")},
            FieldType.CHOICE,
            Widget.SELECT,
        ),
    ],
)
def test_a_question_is_asked_in_the_way_that_fits_it(
    keywords: Mapping[str, object], kind: FieldType, widget: Widget
) -> None:
    (field,) = form({"a": keywords}).fields
    assert (field.type, field.widget) == (kind, widget)


def test_the_form_keeps_its_facts_its_button_and_its_title() -> None:
    shown = form({"a": {}}, **{"x-fact": ["a"], "x-submit": "Chuyển thẩm định"})
    assert (shown.key, shown.title, shown.facts) == ("thu", "Thử", frozenset({"a"}))
    assert shown.submit == "Chuyển thẩm định"


@pytest.mark.parametrize(
    ("keywords", "place"),
    [
        ({"type": "array"}, "properties.a.type"),
        ({"title": None}, "properties.a.title"),
        ({"colour": "red"}, "properties.a.colour"),
        ({"format": "uuid"}, "properties.a.format"),
        ({"type": "number", "maxLength": 3}, "properties.a.maxLength"),
        ({"minimum": 3}, "properties.a.minimum"),
        ({"type": "number", "minimum": "3"}, "properties.a.minimum"),
        ({"type": "number", "minimum": 3, "maximum": 2}, "properties.a.minimum"),
        ({"minLength": 3, "maxLength": 2}, "properties.a.minLength"),
        ({"maxLength": 0}, "properties.a.maxLength"),
        ({"enum": []}, "properties.a.enum"),
        ({"enum": ["a", "a"], "x-labels": {"a": "A"}}, "properties.a.enum"),
        ({"enum": ["a"]}, "properties.a.x-labels"),
        ({"enum": ["a"], "x-labels": {"a": "A"}, "maxLength": 3}, "properties.a.enum"),
        ({"x-labels": {"a": "A"}}, "properties.a.x-labels"),
        ({"x-widget": "radio"}, "properties.a.x-widget"),
        ({"type": "boolean", "x-widget": "date"}, "properties.a.x-widget"),
        ({"x-visible": 'kiểm_tra("x")'}, "properties.a.x-visible"),
        ({"x-visible": "a = 1"}, "properties.a.x-visible"),
        ({"x-visible": "b = true"}, "properties.a.x-visible"),
        ({"pattern": "[0-9]{3}"}, "properties.a.pattern"),
        ({"pattern": "^(a+)+$"}, "properties.a.pattern"),
        ({"pattern": "^[0-9]*$"}, "properties.a.pattern"),
        ({"pattern": "^[z-a]$"}, "properties.a.pattern"),
        ({"pattern": r"^\d{0,9}\d{0,9}\d{0,9}\d{0,9}$"}, "properties.a.pattern"),
    ],
)
def test_every_fault_of_a_field_names_its_place(keywords: Mapping[str, object], place: str) -> None:
    assert place in [problem.element for problem in faults({"a": keywords, "b": {}})]


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"required": ["z"]}, "required"),
        ({"x-fact": ["a", "a"]}, "x-fact"),
        ({"x-order": []}, "x-order"),
        ({"x-order": ["a", "z"]}, "x-order"),
        ({"type": "array"}, "type"),
        ({"title": 7}, "title"),
        ({"additional": 1}, "additional"),
        ({"properties": {}}, "properties"),
        ({"properties": []}, "properties"),
        ({"properties": {"Tên gọi": {"type": "string", "title": "x"}}}, "properties.Tên gọi"),
    ],
)
def test_every_fault_of_the_form_names_its_place(more: Mapping[str, object], place: str) -> None:
    assert place in [problem.element for problem in faults({"a": {}}, **more)]


def test_all_faults_are_told_at_once_with_cause_and_cure() -> None:
    found = faults({"a": {"type": "số"}, "b": {"x-widget": "đỏ"}}, thừa=1)
    assert len(found) == 3
    assert all(p.cause.endswith(".") and p.cure.startswith("Hãy ") for p in found)
    assert all(p.file == "forms/thu.json" for p in found)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"title": "a", "title": "b"}',
        b'{"title": NaN}',
        b"[" * 30_000,
        b" " * 70_000,
    ],
)
def test_a_file_that_is_no_form_is_refused_in_one_sentence(raw: bytes) -> None:
    with pytest.raises(FormFaulty) as refused:
        parse_form("thu", raw)
    assert refused.value.sentences


@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
def test_arbitrary_bytes_never_do_more_than_be_refused(raw: bytes) -> None:
    with pytest.raises(FormFaulty):
        parse_form("thu", raw)


@given(st.dictionaries(st.sampled_from(sorted(definition({"a": {}}))), st.none() | st.integers()))
def test_keywords_of_the_wrong_kind_are_refused(broken: dict[str, object]) -> None:
    if broken:
        with pytest.raises(FormFaulty):
            parse_form("thu", json.dumps({**definition({"a": {}}), **broken}).encode())
