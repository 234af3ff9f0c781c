"""`/dang-nhap`, `/dang-xuat`: begin and end a session."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.accounts.sign_in import sign_in
from engine.errors import NotYours
from web import sign_in as sessions
from web.addresses import local_address
from web.current import outside
from web.guard import public

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/dang-nhap")
@public
def page() -> str:
    """The form; `next` is where the person wanted to go."""
    return _page()


@blueprint.post("/dang-nhap")
@public
def enter() -> ResponseReturnValue:
    """Let in, or say why not in one sentence that does not tell which of the two was wrong."""
    login = request.form.get("login", "").strip()
    password = request.form.get("password", "")
    if not login or not password:
        return _page(_("Hãy nhập cả tên đăng nhập và mật khẩu.")), 422
    try:
        actor = sign_in(outside(), login, password)
    except NotYours as refused:
        return _page(refused.sentence), 429 if refused.clause == "too_many_tries" else 422
    sessions.begin(actor)
    return redirect(local_address(request.form.get("next")) or url_for("inbox.page"), 303)


@blueprint.post("/dang-xuat")
def leave() -> ResponseReturnValue:
    """End the session."""
    sessions.end()
    return redirect(url_for("sign_in.page"), 303)


def _page(wrong: str | None = None) -> str:
    return render_template(
        "sign_in/page.html",
        wrong=wrong,
        login=request.form.get("login", ""),
        next=local_address(request.values.get("next")) or "",
    )
