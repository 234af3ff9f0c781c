"""Free passages of documents: plain text of several lines, as long as a page or two."""

from __future__ import annotations

import pytest

from engine.core.forms import clean
from engine.core.forms.definition import Widget
from engine.errors import InvalidAnswers
from tests.engine.core.forms.definitions import form

PASSAGE = form({"doan": {"x-widget": "passage"}})


def test_a_passage_keeps_its_lines() -> None:
    assert PASSAGE.fields[0].widget is Widget.PASSAGE
    assert PASSAGE.fields[0].multiline
    assert clean(PASSAGE, {"doan": "Một.\r\n\r\nHai.\u00a0"}) == {"doan": "Một.\n\nHai."}


def test_a_passage_is_as_long_as_a_form_may_say() -> None:
    assert clean(PASSAGE, {"doan": "x" * 20_000})
    with pytest.raises(InvalidAnswers):
        clean(PASSAGE, {"doan": "x" * 20_001})
    short = form({"doan": {"x-widget": "passage", "maxLength": 3}})
    with pytest.raises(InvalidAnswers):
        clean(short, {"doan": "1234"})


def test_a_line_of_text_has_no_lines() -> None:
    assert not form({"dong": {}}).fields[0].multiline
    assert clean(form({"dong": {"x-widget": "textarea"}}), {"dong": "a\nb"}) == {"dong": "a\nb"}
