"""What is wrong with a form definition whose keywords are all known: one against another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bpmn.values import Problem
from engine.core.forms.definition import LONGEST, FieldType, Widget
from engine.core.schema_problems import problem

_ATOM = r"(?:\[\^?(?:\\.|[^\]\\])+\]|\\[dw.\-/()+]|[^\\\[\](){}.*+?|^$])"
_PATTERN = re.compile(rf"\^(?:{_ATOM}(?:\?|\{{[0-9]{{1,3}}(?:,[0-9]{{1,3}})?\}})?){{1,20}}\$")
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
#: How each type may be asked; the first is the usual way.
WIDGETS = {
    FieldType.BOOLEAN: (Widget.CHECKBOX, Widget.RADIO),
    FieldType.DATE: (Widget.DATE,),
    FieldType.CHOICE: (Widget.RADIO, Widget.SELECT),
    FieldType.TEXT: (Widget.TEXT, Widget.TEXTAREA, Widget.PASSAGE),
}


def list_faults(definition: dict[str, Any], file: str) -> Iterator[Problem]:
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


def property_faults(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
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
    if entry.get("min_length", 0) > entry.get("max_length", LONGEST):
        yield "minLength", "Lớn hơn maxLength; hãy sửa lại."
    if "minimum" in entry and "maximum" in entry and entry["minimum"] > entry["maximum"]:
        yield "minimum", "Lớn hơn maximum; hãy sửa lại."
    allowed = WIDGETS.get(type_of(entry), (Widget.TEXT,))
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


def type_of(entry: dict[str, Any]) -> FieldType:
    """What the answer of a property is."""
    if "enum" in entry:
        return FieldType.CHOICE
    if "format" in entry:
        return FieldType(entry["format"])
    return FieldType.TEXT if entry["type"] == "string" else FieldType(entry["type"])
