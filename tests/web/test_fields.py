"""An answer as it stands in its field."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from engine.core.forms import Form, parse_form
from engine.core.forms.visible import visible
from web.fields import options_of, written

DEFINITION = {
    "title": "Thử",
    "type": "object",
    "properties": {
        "chon": {
            "type": "string",
            "title": "Chọn",
            "enum": ["a", "b"],
            "x-labels": {"a": "A", "b": "B"},
        },
        "ngay": {"type": "string", "format": "date", "title": "Ngày", "x-visible": 'chon = "a"'},
        "so": {"type": "number", "title": "Số", "x-visible": 'ngay > date("2026-01-01")'},
        "gap": {"type": "boolean", "title": "Gấp", "x-widget": "radio"},
    },
}


@pytest.fixture(scope="module")
def form() -> Form:
    return parse_form("thu", json.dumps(DEFINITION).encode())


@pytest.mark.parametrize(
    ("key", "answer", "said"),
    [
        ("ngay", "2026-11-22", "22/11/2026"),
        ("ngay", "31/02/2026", "31/02/2026"),
        ("so", 1234.5, "1.234,5"),
        ("so", "1.2.3", "1.2.3"),
        ("gap", False, "false"),
        ("chon", "b", "b"),
        ("chon", None, ""),
    ],
)
def test_a_kept_answer_reads_as_people_write_and_a_typed_one_as_it_was_typed(
    form: Form, key: str, answer: object, said: str
) -> None:
    field = next(f for f in form.fields if f.key == key)
    assert written(field, answer) == said


def test_a_question_of_yes_or_no_offers_both(form: Form, app: Flask) -> None:
    with app.test_request_context():
        offered = {f.key: [o.value for o in options_of(f)] for f in form.fields}
    assert offered["gap"] == ["true", "false"]
    assert offered["chon"] == ["a", "b"]


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, ["chon", "gap"]),
        ({"chon": "b"}, ["chon", "gap"]),
        ({"chon": "a"}, ["chon", "ngay", "gap"]),
        ({"chon": "a", "ngay": "22/11/2026"}, ["chon", "ngay", "so", "gap"]),
        ({"chon": "a", "ngay": "khong phai ngay"}, ["chon", "ngay", "gap"]),
        ({"chon": "b", "ngay": "22/11/2026"}, ["chon", "gap"]),
        ({"chon": "a", "la": "x"}, ["chon", "ngay", "gap"]),
    ],
)
def test_a_question_is_asked_when_the_readable_answers_before_it_say_so(
    form: Form, answers: dict[str, object], asked: list[str]
) -> None:
    assert [f.key for f in visible(form, answers)] == asked
