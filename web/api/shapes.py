"""Types as JSON: what a value of ours looks like outside, and how the document describes it.

Answers are the frozen dataclasses of the questions; their type hints are read once, so that a new
field of a question appears in the answer and in the document by itself.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from engine.core.vietnamese import LOCAL

Schema = dict[str, Any]
REF = "#/components/schemas/"
TEXTS = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    UUID: {"type": "string", "format": "uuid"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    timedelta: {"type": "number", "description": "Seconds."},
    types.NoneType: {"type": "null"},
    Any: {},
    object: {},
}


def shown(value: object) -> Any:
    """The value as JSON has it: moments in Vietnamese time with their offset, sets in order."""
    match value:
        case None | bool() | int() | float() if not isinstance(value, Enum):
            return value
        case Enum():
            return value.value
        case str():
            return str(value)
        case UUID():
            return str(value)
        case datetime():
            return value.astimezone(LOCAL).isoformat()
        case date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Mapping():
            return {str(shown(key)): shown(each) for key, each in value.items()}
        case AbstractSet():
            return sorted(map(shown, value), key=str)
        case Sequence() if not isinstance(value, bytes):
            return [shown(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: shown(getattr(value, name)) for name, _ in parts_of(type(value))}
    raise TypeError(f"{type(value).__name__} is nothing that an answer may hold")


@cache
def parts_of(kind: type) -> tuple[tuple[str, Any], ...]:
    """Name and type of the fields that are shown; what has no form outside (a compiled schema, a
    parsed condition, bytes) is left out."""
    hints = get_type_hints(kind, include_extras=False)
    return tuple((f.name, hints[f.name]) for f in fields(kind) if is_shown(hints[f.name]))


def is_shown(kind: Any) -> bool:
    """Whether values of this type have a form outside."""
    if kind in TEXTS or get_origin(kind) is Literal:
        return True
    if inner := [each for each in get_args(kind) if each is not ...]:
        return all(map(is_shown, inner))
    return isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, Enum))


def schema_of(kind: Any, named: dict[str, Schema]) -> Schema:
    """The JSON Schema of a type; dataclasses and enumerations go into `named` once each."""
    if kind in TEXTS:
        return dict(TEXTS[kind])
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _one_of([schema_of(each, named) for each in inner])
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple and len(inner) == 2 and inner[1] is ...:
        return {"type": "array", "items": schema_of(inner[0], named)}
    if origin is tuple:
        items = [schema_of(each, named) for each in inner]
        size = len(items)
        return {"type": "array", "prefixItems": items, "minItems": size, "maxItems": size}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": schema_of(inner[1], named)}
    if isinstance(origin, type) and issubclass(origin, Sequence | AbstractSet):
        return {"type": "array", "items": schema_of(inner[0], named)}
    if isinstance(kind, type) and issubclass(kind, Enum):
        named.setdefault(kind.__name__, {"enum": [each.value for each in kind]})
        return {"$ref": REF + kind.__name__}
    if isinstance(kind, type) and is_dataclass(kind):
        return {"$ref": REF + _component(kind, named)}
    raise TypeError(f"{kind} is nothing that an answer may hold")


def _component(kind: type, named: dict[str, Schema]) -> str:
    name = _name_of(kind)
    if name not in named:
        named[name] = {}  # a type that holds itself finds its own name
        properties = {part: schema_of(hint, named) for part, hint in parts_of(kind)}
        named[name] = {
            "type": "object",
            "properties": properties,
            "required": list(properties),
        }
        if said := _said(kind):
            named[name]["description"] = said
    return name


def _name_of(kind: type) -> str:
    """Two questions may each have a `Line`: then the module tells them apart."""
    first = _NAMES.setdefault(kind.__name__, kind)
    if first is kind:
        return kind.__name__
    return "".join(map(str.capitalize, kind.__module__.split(".")[-1].split("_"))) + kind.__name__


def _said(kind: type) -> str:
    return " ".join((kind.__doc__ or "").split()) if not _made_up(kind) else ""


def _made_up(kind: type) -> bool:
    """A dataclass without words of its own gets its signature for a docstring."""
    return (kind.__doc__ or "").startswith(f"{kind.__name__}(")


def _one_of(choices: Sequence[Schema]) -> Schema:
    kinds = list(_kinds(choices))
    if len(kinds) == len(choices):
        merged = {name: value for each in choices for name, value in each.items()}
        return {**merged, "type": kinds}
    return {"anyOf": list(choices)}


def _kinds(choices: Sequence[Schema]) -> Iterator[str]:
    for each in choices:
        if isinstance(each.get("type"), str) and not each.keys() - {"type", "format"}:
            yield each["type"]


_NAMES: dict[str, type] = {}
