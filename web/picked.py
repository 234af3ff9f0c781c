"""What was ticked in a list: each names a dossier and one of its tasks."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _

from engine.core.move import TaskRef
from engine.errors import InvalidAnswers


def picked(values: Sequence[str], field: str = "pick") -> tuple[TaskRef, ...]:
    """In the order of the list, each once. Raises InvalidAnswers for what no list of ours holds."""
    return tuple(_ref(value, field) for value in dict.fromkeys(values))


def _ref(value: str, field: str) -> TaskRef:
    dossier, _slash, task = value.partition("/")
    try:
        return TaskRef(UUID(dossier), UUID(task))
    except ValueError:
        said = _("Không đọc được việc đã chọn; hãy tải lại danh sách rồi chọn lại.")
        raise InvalidAnswers({field: [said]}) from None
