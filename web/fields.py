"""Ids of fields on a page, so that the lines of an error summary lead to them."""

from __future__ import annotations

from contextlib import suppress

from flask import Flask
from flask_babel import gettext as _

from engine.core.forms import Field, FieldType, Option
from engine.core.forms.visible import visible
from engine.core.vietnamese import format_date, format_number, parse_date
from web.answers import PREFIX


def answer_id(field: str) -> str:
    """The id of a field of a form definition, or of our own field beside one."""
    return f"{PREFIX.replace('.', '-')}{field}"


def intake_id(field: str) -> str:
    """The id of a field of the intake: a person's, a paper's, or one of the form definition."""
    role, dot, name = field.partition(".")
    if dot:
        return f"{role}-{name}"
    if field == "resolving_unit_id":
        return "procedure"
    return field if field in ("notices", "papers", "procedure") else answer_id(field)


def options_of(field: Field) -> tuple[Option, ...]:
    """What a radio question offers; a question answered by yes or no offers these two."""
    if field.type is FieldType.BOOLEAN:
        return (Option("true", _("Có")), Option("false", _("Không")))
    return field.options


def written(field: Field, answer: object) -> str:
    """An answer as it stands in its field: as it was typed, or as it was kept, read back."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if isinstance(answer, int | float):
        return format_number(answer)
    text = str(answer)
    if field.type is FieldType.DATE:
        with suppress(ValueError):
            return format_date(parse_date(text))
    return text


def install(app: Flask) -> None:
    """Give the templates these names."""
    app.jinja_env.globals.update(
        answer_id=answer_id,
        intake_id=intake_id,
        options_of=options_of,
        visible=visible,
        written=written,
    )
