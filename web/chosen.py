"""A person as a list on a page names them."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _

from engine.errors import InvalidAnswers

NAME = "assign_to"


def person_chosen(value: str | None) -> UUID | None:
    """None for the empty choice. Raises InvalidAnswers for what no list of ours holds."""
    if not value:
        return None
    try:
        return UUID(value)
    except ValueError:
        raise InvalidAnswers({NAME: [_("Không có người này; hãy chọn trong danh sách.")]}) from None
