"""`/dang-nhap`, `/dang-nhap/ma-xac-thuc`, `/dang-xuat`: begin and end a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.accounts.give_code import CODE, give_code
from engine.actions.accounts.sign_in import sign_in
from engine.actions.accounts.waits import CODE as WAITS_FOR_CODE
from engine.actions.accounts.waits import PASSWORD, SETUP
from engine.errors import InvalidAnswers, NotYours
from web import sign_in as sessions
from web.addresses import local_address
from web.asked_from import asked_from
from web.current import outside
from web.guard import after, public, while_waiting

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
        actor = sign_in(outside(), login, password, asked_from())
    except NotYours as refused:
        return _page(refused.sentence), _status(refused)
    return after(sessions.begin(actor), request.form.get("next"))


@blueprint.get("/dang-nhap/ma-xac-thuc")
@while_waiting(WAITS_FOR_CODE)
def code_page() -> ResponseReturnValue:
    """The second factor, asked of accounts that have one."""
    mine = sessions.present()
    if mine.waits_for != WAITS_FOR_CODE:
        return after(mine.waits_for, request.args.get("next"))
    return _code_page()


@blueprint.post("/dang-nhap/ma-xac-thuc")
@while_waiting(WAITS_FOR_CODE)
def enter_code() -> ResponseReturnValue:
    """Let in, or say that the code was wrong."""
    mine = sessions.present()
    if mine.waits_for != WAITS_FOR_CODE:
        return after(mine.waits_for, request.form.get("next"))
    try:
        waits_for = give_code(outside(), mine, request.form.get("code", ""))
    except InvalidAnswers as refused:
        return _code_page(refused.fields), 422
    except NotYours as refused:
        return _code_page({CODE: [refused.sentence]}), _status(refused)
    return after(waits_for, request.form.get("next"))


@blueprint.post("/dang-xuat")
@while_waiting(WAITS_FOR_CODE, PASSWORD, SETUP)
def leave() -> ResponseReturnValue:
    """End the session."""
    sessions.end()
    return redirect(url_for("sign_in.page"), 303)


def _status(refused: NotYours) -> int:
    return 429 if refused.clause == "too_many_tries" else 422


def _page(wrong: str | None = None) -> str:
    return render_template(
        "sign_in/page.html",
        wrong=wrong,
        login=request.form.get("login", ""),
        next=local_address(request.values.get("next")) or "",
    )


def _code_page(wrong: Mapping[str, Sequence[str]] | None = None) -> str:
    return render_template(
        "sign_in/code.html",
        wrong=wrong or {},
        next=local_address(request.values.get("next")) or "",
    )
