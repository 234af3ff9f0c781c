"""`/quan-tri/tai-khoan`: accounts, for those whose post it is to keep them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.accounts.keep.create import PERSON, create
from engine.actions.accounts.keep.leave import leave
from engine.actions.accounts.keep.lock import lock, unlock
from engine.actions.accounts.keep.reset import reset_password, reset_totp
from engine.errors import InvalidAnswers
from engine.questions.accounts.accounts import account_list, account_page, without_account
from web.chosen import person_chosen
from web.current import actor, outside

blueprint = Blueprint("accounts", __name__, url_prefix="/quan-tri/tai-khoan")

Wrong = Mapping[str, Sequence[str]]
LONGEST_SEARCH = 80


@blueprint.get("")
def page() -> str:
    """The list, by given name; `tim` finds without diacritics."""
    search = _search()
    found = account_list(outside(), actor(), search)
    return render_template("accounts/list.html", found=found, search=search)


@blueprint.get("/moi")
def new_page() -> str:
    """A person of the register, or a new one; a login."""
    return _new_page()


@blueprint.post("/moi")
def make() -> ResponseReturnValue:
    """Make the account; the first password is shown this once."""
    form = request.form
    try:
        chosen = person_chosen(form.get("person", ""), PERSON)
        person_id, password = create(
            outside(), actor(), form.get("login", ""), chosen, form.get("full_name", "")
        )
    except InvalidAnswers as refused:
        return _new_page(refused.fields), 422
    return _password_shown(person_id, password, _("Đã tạo tài khoản"))


@blueprint.get("/<uuid:person_id>")
def one(person_id: UUID) -> str:
    """Posts and what they open, sessions, what was done, and what can be."""
    return render_template(
        "accounts/page.html", account=account_page(outside(), actor(), person_id)
    )


@blueprint.post("/<uuid:person_id>/mat-khau")
def new_password(person_id: UUID) -> ResponseReturnValue:
    """A new first password, shown this once."""
    password = reset_password(outside(), actor(), person_id)
    return _password_shown(person_id, password, _("Đã đặt lại mật khẩu"))


@blueprint.post("/<uuid:person_id>/khoa")
def lock_it(person_id: UUID) -> ResponseReturnValue:
    """Lock: no sign-in, sessions end."""
    lock(outside(), actor(), person_id)
    return _done(person_id, _("Đã khóa tài khoản; các phiên đang mở đã kết thúc."))


@blueprint.post("/<uuid:person_id>/mo-khoa")
def unlock_it(person_id: UUID) -> ResponseReturnValue:
    """Open again."""
    unlock(outside(), actor(), person_id)
    return _done(person_id, _("Đã mở khóa tài khoản."))


@blueprint.post("/<uuid:person_id>/ma-xac-thuc")
def take_totp_off(person_id: UUID) -> ResponseReturnValue:
    """Take a lost second factor off."""
    reset_totp(outside(), actor(), person_id)
    return _done(person_id, _("Đã gỡ mã xác thực; người dùng cài lại ở lần đăng nhập sau."))


@blueprint.get("/<uuid:person_id>/nghi-viec")
def leave_page(person_id: UUID) -> str:
    """What ends, and which tasks lie with the person, before it is done."""
    return render_template(
        "accounts/leave.html", account=account_page(outside(), actor(), person_id)
    )


@blueprint.post("/<uuid:person_id>/nghi-viec")
def leaves(person_id: UUID) -> ResponseReturnValue:
    """The person left the service."""
    leave(outside(), actor(), person_id)
    return _done(person_id, _("Đã ghi nhận nghỉ việc; bổ nhiệm và các phiên đã kết thúc."))


def _search() -> str:
    return request.args.get("tim", "").strip()[:LONGEST_SEARCH]


def _new_page(wrong: Wrong | None = None) -> str:
    search = request.values.get("tim", "").strip()[:LONGEST_SEARCH]
    people = without_account(outside(), actor(), search)
    return render_template(
        "accounts/new.html",
        people=people,
        search=search,
        given=request.form,
        wrong=wrong or {},
    )


def _password_shown(person_id: UUID, password: str, title: str) -> str:
    account = account_page(outside(), actor(), person_id)
    return render_template(
        "accounts/password.html", account=account, password=password, title=title
    )


def _done(person_id: UUID, sentence: str) -> ResponseReturnValue:
    flash(sentence, "done")
    return redirect(url_for("accounts.one", person_id=person_id), 303)
