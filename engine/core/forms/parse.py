"""From a form's JSON file to a `Form`, or to every fault in it. The grammar is in `grammar`."""

from __future__ import annotations

import json
from typing import Any

from marshmallow import ValidationError

from bpmn.expressions import Expression, ExpressionError, FactType, check, parse
from bpmn.values import Problem
from engine.core.forms.definition import (
    USUAL_LENGTH,
    Field,
    FieldType,
    Form,
    FormFaulty,
    Option,
    Widget,
)
from engine.core.forms.faults import WIDGETS, list_faults, property_faults, type_of
from engine.core.forms.grammar import Definition
from engine.core.schema_problems import problem, problems

_LARGEST = 65_536
"""Bytes of a form's file."""


def parse_form(key: str, raw: bytes) -> Form:
    """The form from its file's bytes; `key` is the file's name without `.json`.

    Raises FormFaulty with every fault found, each with its dotted place.
    """
    file = f"forms/{key}.json"
    definition = _load(key, file, raw)
    faults = list(list_faults(definition, file))
    order = definition.get("order") or list(definition["properties"])
    required = frozenset(definition["required"])
    found: list[Field] = []
    for name in order if not faults else ():
        place = f"properties.{name}"
        entry = definition["properties"][name]
        faults += (
            problem("form-faulty", file, f"{place}.{keyword}", sentence)
            for keyword, sentence in property_faults(entry)
        )
        if not faults:
            visible, sentences = _visible(entry, found)
            faults += (
                problem("form-faulty", file, f"{place}.x-visible", sentence)
                for sentence in sentences
            )
            found.append(_field(name, entry, name in required, visible))
    if faults:
        raise FormFaulty(key, faults)
    return Form(
        key=key,
        title=definition["title"],
        fields=tuple(found),
        facts=frozenset(definition["facts"]),
        submit=definition["submit"],
    )


def _load(key: str, file: str, raw: bytes) -> dict[str, Any]:
    try:
        if len(raw) > _LARGEST:
            raise ValueError(f"Tệp lớn hơn {_LARGEST} byte; hãy chia biểu mẫu.")
        content = json.loads(raw, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise FormFaulty(
            key,
            [
                _unreadable(
                    file,
                    f"Không phải JSON ở dòng {error.lineno}, cột "
                    f"{error.colno}; hãy kiểm tra dấu phẩy, dấu nháy và dấu ngoặc.",
                )
            ],
        ) from None
    except UnicodeDecodeError:
        raise FormFaulty(key, [_unreadable(file, "Tệp không phải UTF-8; hãy lưu lại.")]) from None
    except RecursionError:
        raise FormFaulty(key, [_unreadable(file, "Lồng quá sâu; hãy viết lại.")]) from None
    except ValueError as error:
        raise FormFaulty(key, [_unreadable(file, str(error))]) from None
    try:
        loaded: dict[str, Any] = Definition().load(content)
    except ValidationError as error:
        raise FormFaulty(key, problems("form-faulty", file, error.messages)) from None
    return loaded


def _unreadable(file: str, sentence: str) -> Problem:
    return problem("form-unreadable", file, None, sentence)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"Khóa “{twice}” có hai lần ở một chỗ; hãy giữ lại một.")
    return content


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} không phải là số của JSON; hãy sửa lại.")


def _visible(entry: dict[str, Any], before: list[Field]) -> tuple[Expression | None, list[str]]:
    if "visible" not in entry:
        return None, []
    declared: dict[str, FactType] = {field.key: field.fact_type for field in before}
    try:
        expression = parse(entry["visible"])
    except ExpressionError as error:
        return None, [str(error)]
    return expression, check(expression, declared)


def _field(name: str, entry: dict[str, Any], required: bool, visible: Expression | None) -> Field:
    kind = type_of(entry)
    options = tuple(Option(value, entry["labels"][value]) for value in entry.get("enum", ()))
    default = WIDGETS.get(kind, (Widget.TEXT,))[0]
    if kind is FieldType.CHOICE and len(options) > 5:
        default = Widget.SELECT
    widget = Widget(entry.get("widget", default))
    return Field(
        key=name,
        title=entry["title"],
        type=kind,
        widget=widget,
        required=required,
        description=entry.get("description"),
        options=options,
        min_length=entry.get("min_length", 0),
        max_length=entry.get("max_length", USUAL_LENGTH.get(widget, 200)),
        pattern=entry.get("pattern"),
        minimum=entry.get("minimum"),
        maximum=entry.get("maximum"),
        visible=visible,
        same_as=entry.get("same_as"),
    )
