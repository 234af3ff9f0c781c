"""Documents that were ticked in a list: `pick` holds a dossier and a task each."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from engine.core.move import TaskRef
from engine.errors import InvalidAnswers

NAME = "pick"


def picked(form: MultiDict[str, str]) -> tuple[TaskRef, ...]:
    """In the order of the list. Raises InvalidAnswers for what no list of ours holds."""
    return tuple(_ref(value) for value in form.getlist(NAME))


def _ref(value: str) -> TaskRef:
    dossier, _slash, task = value.partition("/")
    try:
        return TaskRef(UUID(dossier), UUID(task))
    except ValueError:
        raise InvalidAnswers({NAME: (_("Lựa chọn không đọc được; hãy chọn lại."),)}) from None
