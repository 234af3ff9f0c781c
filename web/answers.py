"""Answers as a browser sends them: one text per field of a form definition."""

from __future__ import annotations

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

PREFIX = "answers."
"""Names of fields of a form definition start with this, so that they never meet our own."""


def answers_of(form: MultiDict[str, str]) -> dict[str, object]:
    """The answers by key. Of a name sent twice the last counts: a box follows its hidden "no"."""
    return {
        name.removeprefix(PREFIX): form.getlist(name)[-1]
        for name in form
        if name.startswith(PREFIX)
    }


def answers_kept(content: Mapping[str, object]) -> dict[str, object]:
    """The answers by key out of a draft, which keeps fields by their names."""
    return {
        name.removeprefix(PREFIX): value
        for name, value in content.items()
        if name.startswith(PREFIX)
    }
