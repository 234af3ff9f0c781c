"""Every route asks who: what is not marked `@public` is closed to those who did not sign in.

A session may still wait for a code, a new password or a second factor: until then it reaches only
the pages marked `@while_waiting`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from engine.actions.accounts import waits
from engine.errors import NotYours
from web.addresses import local_address
from web.problems import of_api
from web.sign_in import running, tell_that_it_is_over

View = TypeVar("View", bound=Callable[..., Any])

STEPS = {
    waits.CODE: "sign_in.code_page",
    waits.PASSWORD: "account.password_page",
    waits.SETUP: "account.totp_page",
}
"""Where a session that waits is led."""


WAITS = {
    waits.CODE: _l("Phiên này còn chờ mã xác thực; hãy gửi mã rồi làm lại."),
    waits.PASSWORD: _l("Mật khẩu phải được đổi trước khi làm việc khác."),
    waits.SETUP: _l("Tài khoản phải cài mã xác thực trước khi làm việc khác."),
}
"""What a program is told in the same place."""


def public(view: View) -> View:
    """Mark a view as open to everyone; a citizen has no account."""
    setattr(view, "is_public", True)  # noqa: B010  # a plain attribute is unknown to the type
    return view


def while_waiting(*steps: str) -> Callable[[View], View]:
    """Mark a view as open to sessions that wait for one of these, beside the open ones."""

    def mark(view: View) -> View:
        setattr(view, "serves", frozenset(steps))  # noqa: B010
        return view

    return mark


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
        mine = running()
        if mine is None:
            if of_api():
                abort(401)
            tell_that_it_is_over()
            return _send("sign_in.page")
        serves: frozenset[str] = getattr(
            current_app.view_functions[request.endpoint], "serves", frozenset()
        )
        if mine.waits_for is None or mine.waits_for in serves:
            return None
        if of_api():
            raise NotYours(str(WAITS[mine.waits_for]), f"waits_for_{mine.waits_for}")
        return _send(STEPS[mine.waits_for])


def after(waits_for: str | None, wanted: str | None) -> ResponseReturnValue:
    """On after one step of signing in: to the next one, or to where the person wanted to go."""
    goal = local_address(wanted)
    if waits_for is not None:
        return redirect(url_for(STEPS[waits_for], next=goal), 303)
    return redirect(goal or url_for("inbox.page"), 303)


def _send(endpoint: str) -> ResponseReturnValue:
    """To the page of the next step, and back to this one; a fragment sends its whole page there,
    a page that is typed in stays where it is."""
    if "X-Draft" in request.headers:
        return "", 401
    if "HX-Request" in request.headers:
        fragment = make_response("", 200)
        fragment.headers["HX-Redirect"] = url_for(endpoint)
        return fragment
    return redirect(url_for(endpoint, next=_wanted()), 303)


def _wanted() -> str | None:
    """This page; for a form that was sent, the page on which it stands."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    sent_from = urlsplit(request.referrer or "")
    if sent_from.netloc != request.host:
        return None
    return local_address(sent_from.path)
