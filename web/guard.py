"""Every route asks who: what is not marked `@public` is closed to those who did not sign in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Mark a view as open to everyone; a citizen has no account."""
    setattr(view, "is_public", True)  # noqa: B010  # a plain attribute is unknown to the type
    return view


def is_public(endpoint: str) -> bool:
    """Whether this route may be asked by anyone."""
    return bool(getattr(current_app.view_functions[endpoint], "is_public", False))


def install(app: Flask) -> None:
    """Ask who before every request. An unknown address goes on to its 404."""
    public(app.view_functions["static"])

    @app.before_request
    def ask_who() -> ResponseReturnValue | None:
        if request.endpoint is None or is_public(request.endpoint):
            return None
        if current_user.is_authenticated:
            return None
        return to_sign_in()


def to_sign_in() -> ResponseReturnValue:
    """Send to the sign-in page and back to this one; a fragment sends its whole page there, a
    page that is typed in stays where it is."""
    if "X-Draft" in request.headers:
        return "", 401
    if "HX-Request" in request.headers:
        fragment = make_response("", 200)
        fragment.headers["HX-Redirect"] = url_for("sign_in.page")
        return fragment
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("sign_in.page", next=wanted), 303)
