"""A person as a list on a page names them."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _

from engine.core.written_id import written_id
from engine.errors import InvalidAnswers


def person_chosen(value: str | None, field: str = "assign_to") -> UUID | None:
    """None for the empty choice. Raises InvalidAnswers for what no list of ours holds."""
    if not value:
        return None
    id = written_id(value)
    if id is None:
        raise InvalidAnswers({field: [_("Không có người này; hãy chọn trong danh sách.")]})
    return id
