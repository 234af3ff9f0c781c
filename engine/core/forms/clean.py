"""All answers of a form at once: what is visible, what is missing, what is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from marshmallow import ValidationError

from bpmn.expressions import evaluate
from engine.core.forms.definition import Field, FieldType, Form, Widget
from engine.errors import InvalidAnswers
from engine.say import say


def clean(form: Form, raw: Mapping[str, object]) -> dict[str, object]:
    """The answers as they are kept: text in NFC, numbers as numbers, dates as ISO text.

    Answers of fields that the other answers make invisible are dropped, and so not required.
    An optional field without an answer is left out, except that a field which sets a fact then
    gives None, so that an earlier answer does not linger; an unticked checkbox is False.

    Raises InvalidAnswers with Vietnamese sentences by field: missing, overlong, ill-typed, not
    among the options, against the pattern, out of bounds, unknown.
    """
    read, wrong = _read(form, raw)
    kept: dict[str, object] = {}
    for field in form.fields:
        if field.visible is not None and evaluate(field.visible, kept) is not True:
            wrong.pop(field.key, None)
        elif field.key not in wrong:
            value = read.get(field.key)
            if value is None and field.widget is Widget.CHECKBOX:
                value = False
            if field.required and _unanswered(field, value):
                wrong[field.key] = [_missing(field)]
            elif value is not None:
                kept[field.key] = value
    if wrong:
        raise InvalidAnswers(wrong)
    return kept | {key: None for key in form.facts if key not in kept}


def _read(
    form: Form, raw: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, Sequence[str]]]:
    try:
        return cast(dict[str, object], form.schema.load(dict(raw))), {}
    except ValidationError as error:
        read = cast(dict[str, object], error.valid_data)
        return read, cast(dict[str, Sequence[str]], error.messages)


def _unanswered(field: Field, value: object) -> bool:
    """A required checkbox has to be ticked; a question answered "no" has been answered."""
    return value is None or (value is False and field.widget is Widget.CHECKBOX)


def _missing(field: Field) -> str:
    if field.widget is Widget.CHECKBOX:
        return say("Hãy đánh dấu “%(title)s”.", title=field.title)
    if field.type is FieldType.CHOICE or field.type is FieldType.BOOLEAN:
        return say("Chưa chọn “%(title)s”.", title=field.title)
    return say("Chưa nhập “%(title)s”.", title=field.title)
