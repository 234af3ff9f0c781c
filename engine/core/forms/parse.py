"""From a form's JSON file to a `Form`, or to every fault in it.

The grammar, a restricted JSON Schema 2020-12 with our own `x-` keywords; any other keyword is
an error:

    {"title": "Thẩm định hồ sơ", "type": "object",
     "properties": {"ket_luan": {"type": "string", "title": "Kết luận",
                                 "enum": ["dat", "khong"],
                                 "x-labels": {"dat": "Đạt", "khong": "Không đạt"}}, …},
     "required": ["ket_luan"],         required while visible
     "x-order": ["ket_luan", …],       every key once; without it, the order of the file
     "x-fact": ["ket_luan"],           answers that become facts of the dossier
     "x-submit": "Trình ký"}           text of the button that completes the task

A property has `type` (string, number, integer, boolean), `title`, and as it needs:
`description` (help below the question; also what is said when `pattern` is not met) ·
`format` date, phone or email · `enum` with `x-labels` for each value · `minLength`,
`maxLength` (without it 200, in a textarea 5000) · `pattern` (between ^ and $: literal
characters, classes such as [A-Z0-9] or \\d, each with ?, {n} or {m,n}; nothing that can run
away) · `minimum`, `maximum` · `x-widget` text, textarea, radio, select, checkbox, date ·
`x-visible`, a condition in the one expression language over fields asked before it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from marshmallow import ValidationError, fields
from marshmallow.validate import OneOf, Range

from bpmn.expressions import Expression, ExpressionError, FactType, check, parse
from bpmn.values import Problem
from engine.core.forms.definition import Field, FieldType, Form, FormFaulty, Option, Widget
from engine.core.schema_problems import (
    Listing,
    Part,
    Strict,
    Table,
    Text,
    Whole,
    problem,
    problems,
    said,
)

_LARGEST = 65_536
"""Bytes of a form's file."""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
_ATOM = r"(?:\[\^?(?:\\.|[^\]\\])+\]|\\[dw.\-/()+]|[^\\\[\](){}.*+?|^$])"
_PATTERN = re.compile(rf"\^(?:{_ATOM}(?:\?|\{{[0-9]{{1,3}}(?:,[0-9]{{1,3}})?\}})?){{1,20}}\$")
_NOT_AMONG = "Giá trị không dùng được; hãy dùng một trong: {choices}."


def _between(least: int, most: int) -> Range:
    return Range(least, most, error="Giá trị ngoài giới hạn; hãy ghi từ {min} đến {max}.")


def _one_of(*choices: str) -> OneOf:
    return OneOf(choices, error=_NOT_AMONG)


class _Bound(fields.Field[int | float]):
    def __init__(self) -> None:
        super().__init__(error_messages=said("Giá trị phải là số; hãy sửa lại."))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.make_error("invalid")
        return value


class _Property(Strict):
    type = Text(required=True, validate=_one_of("string", "number", "integer", "boolean"))
    title = Text(required=True)
    description = Text()
    format = Text(validate=_one_of("date", "phone", "email"))
    enum = Listing(Text())
    labels = Table(Text(), bool, data_key="x-labels")
    min_length = Whole(data_key="minLength", validate=_between(0, 20_000))
    max_length = Whole(data_key="maxLength", validate=_between(1, 20_000))
    pattern = Text()
    minimum = _Bound()
    maximum = _Bound()
    widget = Text(data_key="x-widget", validate=_one_of(*Widget))
    visible = Text(data_key="x-visible")


class _Definition(Strict):
    title = Text(required=True)
    type = Text(required=True, validate=_one_of("object"))
    properties = Table(Part(_Property), _NAME.fullmatch, required=True)
    required = Listing(Text(), load_default=list)
    order = Listing(Text(), data_key="x-order")
    facts = Listing(Text(), data_key="x-fact", load_default=list)
    submit = Text(data_key="x-submit", load_default=None)


def parse_form(key: str, raw: bytes) -> Form:
    """The form from its file's bytes; `key` is the file's name without `.json`.

    Raises FormFaulty with every fault found, each with its dotted place.
    """
    file = f"forms/{key}.json"
    definition = _load(key, file, raw)
    faults = list(_list_faults(definition, file))
    order = definition.get("order") or list(definition["properties"])
    required = frozenset(definition["required"])
    found: list[Field] = []
    for name in order if not faults else ():
        place = f"properties.{name}"
        entry = definition["properties"][name]
        faults += (
            problem("form-faulty", file, f"{place}.{keyword}", sentence)
            for keyword, sentence in _property_faults(entry)
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
        loaded: dict[str, Any] = _Definition().load(content)
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


def _list_faults(definition: dict[str, Any], file: str) -> Iterator[Problem]:
    """Lists that name fields which are not there, and an order that leaves some out."""
    names = set(definition["properties"])
    if not names:
        yield problem("form-faulty", file, "properties", "Biểu mẫu không có mục nào; hãy thêm.")
    for place, listed in (
        ("required", definition["required"]),
        ("x-fact", definition["facts"]),
        ("x-order", definition.get("order", [])),
    ):
        for name in listed:
            if name not in names:
                sentence = f"Không có mục “{name}” trong properties; hãy sửa tên hoặc xóa."
                yield problem("form-faulty", file, place, sentence)
        if len(set(listed)) != len(listed):
            sentence = "Có mục được nêu hai lần; hãy giữ lại một."
            yield problem("form-faulty", file, place, sentence)
    if missing := names - set(definition.get("order", names)):
        sentence = f"Thiếu mục {', '.join(sorted(missing))}; hãy nêu đủ mọi mục."
        yield problem("form-faulty", file, "x-order", sentence)


_ONLY_FOR = {
    "format": {"string"},
    "enum": {"string"},
    "labels": {"string"},
    "min_length": {"string"},
    "max_length": {"string"},
    "pattern": {"string"},
    "minimum": {"number", "integer"},
    "maximum": {"number", "integer"},
}
_KEYWORDS = {"labels": "x-labels", "min_length": "minLength", "max_length": "maxLength"}
_WIDGETS = {
    FieldType.BOOLEAN: (Widget.CHECKBOX, Widget.RADIO),
    FieldType.DATE: (Widget.DATE,),
    FieldType.CHOICE: (Widget.RADIO, Widget.SELECT),
    FieldType.TEXT: (Widget.TEXT, Widget.TEXTAREA),
}


def _property_faults(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What does not fit within one property: (keyword, sentence)."""
    for name, types in _ONLY_FOR.items():
        if name in entry and entry["type"] not in types:
            sentence = f"Không dùng được với type {entry['type']}; hãy xóa hoặc đổi type."
            yield _KEYWORDS.get(name, name), sentence
    if "enum" in entry:
        values = entry["enum"]
        if not values or len(set(values)) != len(values):
            yield "enum", "Danh sách trống hoặc có giá trị trùng; hãy sửa lại."
        if set(entry.get("labels", {})) != set(values):
            yield "x-labels", "Nhãn phải có đủ cho từng giá trị của enum; hãy sửa lại."
        if entry.keys() & {"format", "pattern", "min_length", "max_length"}:
            yield "enum", "Đã có danh sách thì không cần ràng buộc khác; hãy xóa bớt."
    elif "labels" in entry:
        yield "x-labels", "Có nhãn mà không có enum; hãy thêm enum hoặc xóa nhãn."
    if "pattern" in entry and not _pattern_ok(entry["pattern"]):
        sentence = (
            "Mẫu không dùng được; hãy viết giữa ^ và $, chỉ với ký tự, nhóm [A-Z0-9], \\d, "
            "và ?, {n}, {m,n}."
        )
        yield "pattern", sentence
    if entry.get("min_length", 0) > entry.get("max_length", 20_000):
        yield "minLength", "Lớn hơn maxLength; hãy sửa lại."
    if "minimum" in entry and "maximum" in entry and entry["minimum"] > entry["maximum"]:
        yield "minimum", "Lớn hơn maximum; hãy sửa lại."
    allowed = _WIDGETS.get(_type(entry), (Widget.TEXT,))
    if "widget" in entry and entry["widget"] not in allowed:
        sentence = f"Không hỏi được mục này như vậy; hãy dùng: {', '.join(allowed)}."
        yield "x-widget", sentence


def _pattern_ok(pattern: str) -> bool:
    """At most three parts of variable length, so that matching cannot run away."""
    if not _PATTERN.fullmatch(pattern) or len(re.findall(r"\?|,[0-9]+\}", pattern)) > 3:
        return False
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _type(entry: dict[str, Any]) -> FieldType:
    if "enum" in entry:
        return FieldType.CHOICE
    if "format" in entry:
        return FieldType(entry["format"])
    return FieldType.TEXT if entry["type"] == "string" else FieldType(entry["type"])


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
    kind = _type(entry)
    options = tuple(Option(value, entry["labels"][value]) for value in entry.get("enum", ()))
    default = _WIDGETS.get(kind, (Widget.TEXT,))[0]
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
        max_length=entry.get("max_length", 5000 if widget is Widget.TEXTAREA else 200),
        pattern=entry.get("pattern"),
        minimum=entry.get("minimum"),
        maximum=entry.get("maximum"),
        visible=visible,
    )
