"""`/tai-khoan`: one's own account: posts, sessions, password, second factor, language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from uuid import UUID

import segno
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.accounts.change_password import OLD, change_password
from engine.actions.accounts.end_sessions import end_one, end_others
from engine.actions.accounts.make_token import make_token, revoke_token
from engine.actions.accounts.set_up_totp import begin_totp, confirm_totp
from engine.actions.accounts.waits import PASSWORD, SETUP
from engine.core.totp import address, written
from engine.errors import InvalidAnswers, NotFound, NotYours
from engine.questions.accounts.account_page import own_account, totp_pending
from web.addresses import local_address
from web.current import actor, outside
from web.guard import after, while_waiting
from web.sign_in import present

blueprint = Blueprint("account", __name__, url_prefix="/tai-khoan")

DAYS = re.compile("[0-9]{1,3}", re.ASCII)
OFFERED_DAYS = (30, 90, 180, 365)
Wrong = Mapping[str, Sequence[str]]


@blueprint.get("")
def page() -> str:
    """Posts and what they open, the browsers in which one is signed in, what was done."""
    return _page()


@blueprint.post("/phien/<key>/ket-thuc")
def end_session(key: str) -> ResponseReturnValue:
    """End one of one's sessions; the present one is ended by signing out."""
    try:
        id_hash = bytes.fromhex(key)
    except ValueError:
        raise NotFound(_("Phiên này không còn mở; hãy tải lại danh sách.")) from None
    end_one(outside(), actor(), id_hash)
    flash(_("Đã kết thúc phiên đó."), "done")
    return redirect(url_for("account.page"), 303)


@blueprint.post("/phien/ket-thuc")
def end_other_sessions() -> ResponseReturnValue:
    """End every session but this one."""
    ended = end_others(outside(), actor(), present().id_hash)
    flash(_("Đã kết thúc %(count)s phiên khác.", count=ended), "done")
    return redirect(url_for("account.page"), 303)


@blueprint.get("/mat-khau")
@while_waiting(PASSWORD)
def password_page() -> str:
    """The old password once, the new one twice."""
    return _password_page()


@blueprint.post("/mat-khau")
@while_waiting(PASSWORD)
def new_password() -> ResponseReturnValue:
    """Change the password; other sessions end."""
    form = request.form
    try:
        waits_for = change_password(
            outside(),
            present(),
            form.get("old", ""),
            form.get("new", ""),
            form.get("again", ""),
        )
    except InvalidAnswers as refused:
        return _password_page(refused.fields), 422
    except NotYours as refused:
        return _password_page({OLD: [refused.sentence]}), 429
    flash(_("Đã đổi mật khẩu; mọi phiên khác của tài khoản đã kết thúc."), "done")
    if present().waits_for is None and not form.get("next"):
        return redirect(url_for("account.page"), 303)
    return after(waits_for, form.get("next"))


@blueprint.get("/ma-xac-thuc")
@while_waiting(SETUP)
def totp_page() -> str:
    """Set up the second factor: why, then the QR code, then the first code."""
    return _totp_page()


@blueprint.post("/ma-xac-thuc/bat-dau")
@while_waiting(SETUP)
def totp_begin() -> ResponseReturnValue:
    """Make the secret that the next page shows."""
    begin_totp(outside(), present())
    goal = local_address(request.form.get("next"))
    return redirect(url_for("account.totp_page", next=goal), 303)


@blueprint.post("/ma-xac-thuc")
@while_waiting(SETUP)
def totp_confirm() -> ResponseReturnValue:
    """The application's first code; recovery codes are shown this once."""
    try:
        codes = confirm_totp(outside(), present(), request.form.get("code", ""))
    except InvalidAnswers as refused:
        return _totp_page(refused.fields), 422
    return render_template("account/recovery.html", codes=codes, next=_next())


@blueprint.post("/ma-api")
def add_token() -> ResponseReturnValue:
    """Make a token for a program; it is shown this once."""
    name, days = request.form.get("name", ""), request.form.get("days", "")
    try:
        made = make_token(outside(), actor(), name, int(days) if DAYS.fullmatch(days) else 0)
    except InvalidAnswers as refused:
        return _page(refused.fields), 422
    return render_template("account/token.html", made=made, name=name)


@blueprint.post("/ma-api/<uuid:token_id>/thu-hoi")
def drop_token(token_id: UUID) -> ResponseReturnValue:
    """Revoke a token; the program is shut out with its next request."""
    revoke_token(outside(), actor(), token_id)
    flash(_("Đã thu hồi mã truy cập API."), "done")
    return redirect(url_for("account.page"), 303)


@blueprint.get("/ma-api")
def back() -> ResponseReturnValue:
    """Whoever loads again the address of a refused form, or of a token that was shown."""
    return redirect(url_for("account.page"), 303)


def _page(wrong: Wrong | None = None) -> str:
    mine = present()
    return render_template(
        "account/page.html",
        account=own_account(outside(), mine.actor, mine.id_hash),
        given=request.form,
        wrong=wrong or {},
        days=OFFERED_DAYS,
    )


def _next() -> str:
    return local_address(request.values.get("next")) or ""


def _password_page(wrong: Wrong | None = None) -> str:
    must = present().waits_for == PASSWORD
    return render_template("account/password.html", wrong=wrong or {}, must=must, next=_next())


def _totp_page(wrong: Wrong | None = None) -> str:
    mine = present()
    secret = totp_pending(outside(), mine.actor)
    return render_template(
        "account/totp.html",
        wrong=wrong or {},
        must=mine.waits_for == SETUP,
        next=_next(),
        account=own_account(outside(), mine.actor, mine.id_hash),
        secret=written(secret) if secret else None,
        qr=_qr(address(secret, mine.actor.login, "Trình Ký")) if secret else None,
    )


def _qr(text: str) -> str:
    return str(segno.make(text, error="m", micro=False).svg_data_uri(border=2))
