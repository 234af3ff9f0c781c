"""A Move as one JSON text, in the shape that `move_statement` takes apart.

The rows of a part carry the names of their values' fields, which are those of the columns; what
is None and what is empty is left out; bytes are PostgreSQL's own hex (`\\\\x…`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from engine.core.authority.register import Mandate
from engine.core.canonical import as_json
from engine.core.move import Move
from engine.errors import InvalidAnswers

_UNSTORABLE = "Có ký tự không lưu được (NUL hoặc mã Unicode hỏng); hãy xoá ký tự đó rồi gửi lại."


def move_parts(move: Move) -> dict[str, Any]:
    """What the Move has, by the names of the statement's columns and parts."""
    parts = _row(move) | _row(move.history)
    # Arrays side by side: in them a task is looked up by its key, not joined.
    if move.closed:
        parts["closed"] = [c.id for c in move.closed]
        parts["closed_status"] = [c.status for c in move.closed]
        parts["closed_outcome"] = [c.outcome for c in move.closed]
    if move.changed:
        parts["changed"] = [c.id for c in move.changed]
        parts["changed_assignee"] = [c.assignee_id for c in move.changed]
        parts["changed_incident"] = [c.incident for c in move.changed]
        parts["changed_unit"] = [c.unit_id for c in move.changed]
    return parts


def as_text(parts: Mapping[str, Any]) -> str:
    """One JSON text. Raises InvalidAnswers for text that no database keeps, naming the part."""
    text = _dumps(parts)
    if "\\u0000" in text or not _encodable(text):
        _refuse_unstorable(parts)
    return text


def _row(value: Any) -> dict[str, Any]:
    found = ((name, getattr(value, name)) for name in _names(value.__class__))
    return {name: item for name, item in found if item is not None and item != ()}


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name != "history")


def _dumps(value: object) -> str:
    return json.dumps(
        value, default=_plain, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )


def _plain(value: Any) -> object:
    """What JSON has no type for; asked some thirty times a Move, so by a table."""
    plain = _PLAIN.get(value.__class__)
    return _row(value) if plain is None else plain(value)


@lru_cache(maxsize=1024)
def _mandate(mandate: Mandate) -> object:
    """The same few mandates stand behind act after act."""
    return as_json(mandate)


_PLAIN: dict[type, Callable[[Any], object]] = {
    UUID: str,
    datetime: datetime.isoformat,
    date: date.isoformat,
    bytes: lambda data: "\\x" + data.hex(),
    Mandate: _mandate,
}


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refuse_unstorable(parts: Mapping[str, Any]) -> None:
    """Raise if a NUL is really there: `\\\\u0000` may also be six honest characters."""
    bad = [name for name, value in parts.items() if _unstorable(json.loads(_dumps(value)))]
    if bad:
        raise InvalidAnswers(dict.fromkeys(bad, (_UNSTORABLE,)))


def _unstorable(value: object) -> bool:
    if isinstance(value, str):
        return "\0" in value or not _encodable(value)
    if isinstance(value, dict):
        return any(_unstorable(item) for pair in value.items() for item in pair)
    return isinstance(value, Iterable) and any(_unstorable(item) for item in value)
