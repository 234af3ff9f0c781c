"""A request that a route of the API can read, made from what it declares."""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from io import BytesIO
from typing import Any, Literal, Union, get_args, get_origin
from uuid import UUID, uuid4

from tests.web.browsing import SLUG, pdf
from web.api.nouns import DECLARED
from web.api.reading import hints_of

WORDS: Mapping[str, Any] = {
    "until": "ngay_mai",
    "procedure": SLUG,
    "to": UUID("00000000-0000-4000-8000-000000000001"),
    "full_name": "Nguyễn Văn Khác",
    "days": 30,
    "score": 3,
}
"""What makes sense under these names."""


def request_of(endpoint: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """As the test client takes it: `json`, or `data` with files, and `query_string`."""
    takes = DECLARED[endpoint.removeprefix("api.")].takes
    found: dict[str, Any] = {}
    if "query" in takes:
        found["query_string"] = _texts(_made(takes["query"], {**WORDS, **known}))
    if "body" in takes:
        found["json"] = json.loads(
            json.dumps(_made(takes["body"], {**WORDS, **known}), default=str)
        )
    if "file" in takes:
        found["data"] = {"file": (BytesIO(pdf()), "a.pdf")}
    if "files" in takes:
        found["data"] = {"papers.giay_to_tuy_than": (BytesIO(pdf()), "a.pdf")}
    if "data" in found:
        found["content_type"] = "multipart/form-data"
    return found


def query_of(endpoint: str, known: Mapping[str, Any]) -> dict[str, str]:
    """Those of `known` that the route asks for."""
    declared = DECLARED.get(endpoint.removeprefix("api."))
    if declared is None or "query" not in declared.takes:
        return {}
    asked = {f.name for f in fields(declared.takes["query"])}
    return {name: value for name, value in known.items() if name in asked}


def _made(kind: type, known: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that must be said, and what is known."""
    assert is_dataclass(kind)
    hints, found = hints_of(kind), {}
    for each in fields(kind):
        must = each.default is MISSING and each.default_factory is MISSING
        if must or each.name in known:
            found[each.name] = _value(hints[each.name], each.name, known)
    return found


def _value(kind: Any, name: str, known: Mapping[str, Any]) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _value(inner[0], name, known)
    if origin is Literal:
        return inner[0]
    if origin is tuple:
        return [_value(inner[0], name, known)]
    if origin is not None:
        before = "answers."
        return {k.removeprefix(before): v for k, v in known.items() if k.startswith(before)}
    if is_dataclass(kind) and isinstance(kind, type):
        return _made(kind, known)
    if kind is UUID:
        return known[name] if isinstance(known.get(name), UUID) else uuid4()
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind)).value
    if name in known:
        return known[name]
    return {int: 1, bool: True, date: date(2026, 11, 30)}.get(kind, "một chữ")


def _texts(made: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in made.items()}
