"""Forms of the register: days, chosen records, and looking for one while the rest stays typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext as _

from engine.core.terms import begins
from engine.core.vietnamese import format_date, parse_date
from engine.core.written_id import written_id
from engine.errors import InvalidAnswers

Wrong = Mapping[str, Sequence[str]]
LONGEST_SEARCH = 80
_FIND, _WAS = "tim_", "da_tim_"


class Filled:
    """What a form was sent with; days that cannot be read are gathered and refused together."""

    def __init__(self) -> None:
        self.wrong: dict[str, list[str]] = {}

    def text(self, field: str) -> str:
        return request.form.get(field, "")

    def day(self, field: str) -> date | None:
        """None for an empty field."""
        said = self.text(field).strip()
        if not said:
            return None
        try:
            return parse_date(said)
        except ValueError as fault:
            self.wrong.setdefault(field, []).append(str(fault))
            return None

    def id(self, field: str) -> UUID | None:
        """None for nothing, and for what no list of ours holds: the action says what is missing."""
        return written_id(self.text(field)) if self.text(field) else None

    def number(self, field: str) -> int | None:
        said = self.text(field)
        return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None

    def many(self, field: str) -> tuple[str, ...]:
        return tuple(request.form.getlist(field))

    def lines(self, field: str) -> tuple[str, ...]:
        """One a line, or between semicolons."""
        said = self.text(field).replace(";", "\n")
        return tuple(line.strip() for line in said.splitlines() if line.strip())

    def refuse(self) -> None:
        """Raises InvalidAnswers when a day could not be read."""
        if self.wrong:
            raise InvalidAnswers(self.wrong)


def looked_for(*fields: str) -> bool:
    """Whether the form was sent to look for somebody, not to be saved: a button of a search was
    pressed, or its words changed."""
    form = request.form
    return "find" in form or any(
        form.get(_FIND + field, "").strip() != form.get(_WAS + field, "").strip()
        for field in fields
    )


def words_for(field: str) -> str:
    """What is looked for in a field that names a record."""
    return request.values.get(_FIND + field, "").strip()[:LONGEST_SEARCH]


def id_in(given: Mapping[str, Any], field: str) -> UUID | None:
    """What a field names: sent with the form, led to by the address, or kept in the register."""
    value = given.get(field)
    return value if isinstance(value, UUID) else written_id(value) if value else None


def as_given(told: Any) -> dict[str, Any]:
    """A record of the register as its form shows it."""
    given = {f.name: getattr(told, f.name) for f in fields(told)}
    return {name: _written(value) for name, value in given.items()}


def _written(value: Any) -> Any:
    if value is None:
        return ""
    return format_date(value) if isinstance(value, date) else value


def day_asked(name: str = "ngay") -> tuple[datetime | None, str | None]:
    """A day in the address, at its noon, and why it cannot be read; no day: today."""
    said = request.args.get(name, "").strip()
    if not said:
        return None, None
    try:
        return begins(parse_date(said)).replace(hour=12), None
    except (ValueError, OverflowError) as fault:
        return None, str(fault) if isinstance(fault, ValueError) else _("Ngày này quá xa.")
