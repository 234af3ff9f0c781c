"""What a program sends, read into the frozen dataclass that a route asks for.

Names that nobody asked for are refused, so that a mistyped one is not silently without effect.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from flask_babel import gettext as _

from engine.errors import InvalidAnswers
from web.api.shapes import Schema, schema_of

T = TypeVar("T")
LONGEST = 20_000
"""Characters of a text, where nothing shorter is said."""
MOST = 200
"""Members of a list."""
GREATEST = 2**31 - 1
Scalar = str | int | float | bool | None


class Wrong(Exception):
    """One value that cannot be read; the sentence says what is wanted."""


def said(says: str, *, most: int = LONGEST, default: Any = MISSING) -> Any:
    """A field with words for the document, and how long its text may be."""
    words: Mapping[str, Any] = {"says": says, "most": most}
    if default is MISSING:
        return field(metadata=words)
    return field(default=default, metadata=words)


def read(kind: type[T], given: Mapping[str, object]) -> T:
    """Raises InvalidAnswers with a sentence for each name that is missing, unknown or unreadable;
    names of inner objects are joined by points."""
    wrong: dict[str, list[str]] = {}
    found = _object(kind, given, "", wrong)
    if wrong:
        raise InvalidAnswers(wrong)
    return found  # type: ignore[no-any-return]  # `_object` makes what `kind` is


def asked_schema(kind: type, named: dict[str, Schema]) -> Schema:
    """The schema of what may be sent: strict about names, with bounds and words."""
    hints = hints_of(kind)
    properties = {f.name: _bounded(hints[f.name], f, named) for f in fields(kind)}
    required = [f.name for f in fields(kind) if _is_required(f)]
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


@cache
def hints_of(kind: type) -> Mapping[str, Any]:
    """The types of a dataclass's fields."""
    return get_type_hints(kind)


def one(kind: Any, value: object, most: int = LONGEST) -> Any:
    """A value of a type. Raises Wrong; InvalidAnswers for what is wrong within an object."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _any_of(inner, value, most)
    if origin is Literal:
        if value not in inner:
            raise Wrong(_("Chỉ nhận: %(choices)s.", choices=", ".join(map(str, inner))))
        return value
    if origin is tuple:
        if not isinstance(value, list):
            raise Wrong(_("Phải là một danh sách."))
        if len(value) > MOST:
            raise Wrong(_("Nhiều nhất %(most)s mục.", most=MOST))
        return tuple(one(inner[0], each, most) for each in value)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        if not isinstance(value, dict):
            raise Wrong(_("Phải là một đối tượng JSON."))
        if len(value) > MOST:
            raise Wrong(_("Nhiều nhất %(most)s mục.", most=MOST))
        return {_text(key, LONGEST): one(inner[1], each, most) for key, each in value.items()}
    return _plain(kind, value, most)


def _plain(kind: Any, value: object, most: int) -> Any:
    if kind is types.NoneType:
        if value is not None:
            raise Wrong(_("Phải để trống."))
        return None
    if kind is bool:
        if not isinstance(value, bool):
            raise Wrong(_("Phải là true hoặc false."))
        return value
    if kind in (int, float):
        return _number(kind, value)
    if kind is str:
        return _text(value, most)
    if kind is UUID:
        return _uuid(value)
    if kind is date:
        return _date(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _choice(kind, value)
    if not isinstance(value, dict):
        raise Wrong(_("Phải là một đối tượng JSON."))
    return read(kind, value)


def _object(
    kind: type, given: Mapping[str, object], within: str, wrong: dict[str, list[str]]
) -> Any:
    assert is_dataclass(kind)
    hints, values = hints_of(kind), {}
    for each in fields(kind):
        if each.name not in given:
            if _is_required(each):
                wrong[within + each.name] = [_("Thiếu thông tin này.")]
            continue
        try:
            most = each.metadata.get("most", LONGEST)
            values[each.name] = one(hints[each.name], given[each.name], most)
        except Wrong as problem:
            wrong[within + each.name] = [str(problem)]
        except InvalidAnswers as inner:
            for name, sentences in inner.fields.items():
                wrong[f"{within}{each.name}.{name}"] = list(sentences)
    for name in given.keys() - {f.name for f in fields(kind)}:
        wrong[within + _readable(name)] = [_("Không có thông tin mang tên này.")]
    return None if wrong else kind(**values)


def _any_of(kinds: tuple[Any, ...], value: object, most: int) -> Any:
    if value is None and types.NoneType in kinds:
        return None
    problem: Exception = Wrong(_("Giá trị không đúng kiểu."))
    for kind in kinds:
        if kind is types.NoneType:
            continue
        try:
            return one(kind, value, most)
        except (Wrong, InvalidAnswers) as refused:
            problem = refused
    raise problem


def _text(value: object, most: int) -> str:
    if not isinstance(value, str):
        raise Wrong(_("Phải là chữ."))
    if len(value) > most:
        raise Wrong(_("Dài quá %(most)s ký tự.", most=most))
    if "\0" in value or value != _readable(value):
        raise Wrong(_("Có ký tự không dùng được."))
    return value


def _readable(text: str) -> str:
    """Halves of a pair are no letters; no database keeps them."""
    return text.encode(errors="replace").decode()


def _number(kind: type, value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong(_("Phải là số."))
    if kind is int and not isinstance(value, int):
        if not value.is_integer():
            raise Wrong(_("Phải là số nguyên."))
        value = int(value)
    if abs(value) > GREATEST:
        raise Wrong(_("Số quá lớn."))
    return value


def _uuid(value: object) -> UUID:
    try:
        return UUID(value) if isinstance(value, str) else UUID("")
    except ValueError:
        raise Wrong(_("Phải là một UUID.")) from None


def _date(value: object) -> date:
    try:
        if not isinstance(value, str) or len(value) != len("2026-11-30"):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise Wrong(_("Phải là ngày, ví dụ 2026-11-30.")) from None


def _choice(kind: type[Enum], value: object) -> Enum:
    try:
        return kind(value)
    except ValueError:
        choices = ", ".join(str(each.value) for each in kind)
        raise Wrong(_("Chỉ nhận: %(choices)s.", choices=choices)) from None


def _is_required(each: Field[Any]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _bounded(kind: Any, each: Field[Any], named: dict[str, Schema]) -> Schema:
    found = _asked(kind, each.metadata.get("most", LONGEST), named)
    if words := each.metadata.get("says"):
        found["description"] = words
    if each.default is not MISSING and isinstance(each.default, str | int | bool | Enum):
        found["default"] = each.default.value if isinstance(each.default, Enum) else each.default
    return found


def _asked(kind: Any, most: int, named: dict[str, Schema]) -> Schema:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_asked(each, most, named) for each in inner]}
    if origin is tuple:
        return {"type": "array", "items": _asked(inner[0], most, named), "maxItems": MOST}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        values = _asked(inner[1], most, named)
        return {"type": "object", "additionalProperties": values, "maxProperties": MOST}
    if kind is str:
        return {"type": "string", "maxLength": most}
    if kind in (int, float):
        name = "integer" if kind is int else "number"
        return {"type": name, "minimum": -GREATEST, "maximum": GREATEST}
    if isinstance(kind, type) and is_dataclass(kind):
        name = f"{kind.__name__}Sent"
        if name not in named:
            named[name] = {}
            named[name] = asked_schema(kind, named)
        return {"$ref": f"#/components/schemas/{name}"}
    return schema_of(kind, named)
