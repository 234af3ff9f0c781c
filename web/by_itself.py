"""Pages that an open page asks for again and again, with nobody there to have asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, request

View = TypeVar("View", bound=Callable[..., Any])


def by_itself(view: View) -> View:
    """Mark a view that open pages ask without a hand. It keeps no session from going idle, and is
    no reading of a dossier: what it shows stands on the page that was opened."""
    setattr(view, "asked_by_itself", True)  # noqa: B010  # a plain attribute is unknown to the type
    return view


def is_by_itself() -> bool:
    """Whether nobody's hand asked this request."""
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "asked_by_itself", False))
