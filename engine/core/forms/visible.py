"""Which questions are asked, given the answers so far."""

from __future__ import annotations

from collections.abc import Mapping

from marshmallow import ValidationError

from bpmn.expressions import evaluate
from engine.core.forms.definition import Field, Form, Widget


def visible(form: Form, raw: Mapping[str, object]) -> tuple[Field, ...]:
    """The fields that a page shows while `raw` stands in it, in their order.

    The same judgement as `clean` makes, for answers that are still being written: what is
    unreadable, unknown or missing counts as not answered, and nothing is refused.
    """
    known = {field.key: raw[field.key] for field in form.fields if field.key in raw}
    try:
        read = form.schema.load(known)
    except ValidationError as error:
        read = error.valid_data
    asked: list[Field] = []
    kept: dict[str, object] = {}
    for field in form.fields:
        if field.visible is not None and evaluate(field.visible, kept) is not True:
            continue
        asked.append(field)
        value = read.get(field.key)
        if value is None and field.widget is Widget.CHECKBOX:
            value = False
        if value is not None:
            kept[field.key] = value
    return tuple(asked)
