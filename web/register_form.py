"""Fields of the register's forms: days, and records that are named by what people call them."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from engine.actions.register.wrong import Wrong
from engine.core.vietnamese import parse_date
from engine.questions.register.choices import Choice, chosen
from web.current import actor, outside

MOST_NAMED = 5
"""Records that a sentence lists when several may be meant."""


def day_of(text: str, field: str, wrong: Wrong) -> date | None:
    """A day as it was typed; None when it is empty or none, and then `wrong` says so."""
    if not text.strip():
        return None
    try:
        return parse_date(text)
    except ValueError as fault:
        wrong.add(field, str(fault))
        return None


def choice_of(kind: str, text: str, field: str, wrong: Wrong) -> Choice | None:
    """The record that was meant; None when the field is empty, or nobody can tell which, and then
    `wrong` lists those that it may be."""
    if not text.strip():
        return None
    found = chosen(outside(), actor(), kind, text)
    if isinstance(found, Choice):
        return found
    if not found:
        wrong.add(field, _("Không tìm thấy “%(text)s” trong danh mục.", text=text.strip()[:80]))
        return None
    named = "; ".join(choice.label for choice in found[:MOST_NAMED])
    said = _(
        "“%(text)s” có thể là: %(named)s. Hãy chọn rõ một mục.",
        text=text.strip()[:80],
        named=named,
    )
    wrong.add(field, said)
    return None
