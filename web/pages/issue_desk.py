"""`/van-thu`: what is signed and waits for its number, its seal and its way out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.batch.choose import SEAL, choose
from engine.actions.documents.check_form import Check, check_form
from engine.actions.documents.seal import seal_with
from engine.actions.documents.withhold import withhold
from engine.core.move import TaskRef
from engine.errors import (
    AlreadyDone,
    InvalidAnswers,
    NotFound,
    ReturnRefused,
    SigningRefused,
    TrinhKyError,
)
from engine.questions.desks.issue_desk import IssueDesk, issue_desk
from engine.questions.task.page import task_page
from signing.errors import SigningError
from web.current import actor, outside
from web.keys import opened_once
from web.picked import picked
from web.shown import laid_out
from web.viewer import sheets_of

blueprint = Blueprint("issue_desk", __name__, url_prefix="/van-thu")

ITEM = "/<uuid:dossier_id>/<uuid:task_id>"
Wrong = Mapping[str, Sequence[str]]


@blueprint.get("")
def page() -> ResponseReturnValue:
    """The registers with what goes into them; the first document is open beside them."""
    desk = issue_desk(outside(), actor())
    for item in desk.items:
        with suppress(AlreadyDone, NotFound):
            return _render(desk, item.ref, place="at-list")
    return render_template("issue_desk/empty.html", desk=desk)


@blueprint.get(ITEM)
def item_page(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """One signed document and what was checked of it."""
    return _render(issue_desk(outside(), actor()), TaskRef(dossier_id, task_id))


@blueprint.post(f"{ITEM}/dong-dau")
def seal_it(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Number, seal and issue it; the next document opens."""
    ref, form = TaskRef(dossier_id, task_id), request.form
    password = form.get("password", "")
    desk = issue_desk(outside(), actor())
    if not password:
        wrong = {"password": [_("Hãy nhập mật khẩu khóa của cơ quan.")]}
        return _render(desk, ref, wrong=wrong), 422
    try:
        seal_with(outside(), actor(), ref, form.get("shown_sha256", ""), opened_once(password))
    except (SigningRefused, SigningError) as refused:
        return _render(desk, ref, wrong={"password": [refused.sentence]}), 422
    flash(_("Đã cấp số, đóng dấu; hệ thống đang hoàn tất và phát hành."), "done")
    return _next(desk, ref)


@blueprint.post(f"{ITEM}/khong-phat-hanh")
def withhold_it(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Do not issue it: back with the reason; the next document opens."""
    ref, form = TaskRef(dossier_id, task_id), request.form
    desk = issue_desk(outside(), actor())
    if not form.get("target"):
        wrong: Wrong = {"target": [_("Hãy chọn bước nhận lại.")]}
        return _render(desk, ref, wrong=wrong, returning=True), 422
    try:
        withhold(outside(), actor(), ref, form["target"], form.get("reason", ""))
    except InvalidAnswers as refused:
        return _render(desk, ref, wrong=refused.fields, returning=True), 422
    except ReturnRefused as refused:
        return _render(desk, ref, wrong={"target": [refused.sentence]}, returning=True), 422
    flash(_("Không phát hành; đã trả lại với lý do."), "done")
    return _next(desk, ref)


@blueprint.post("/lo")
def choose_them() -> ResponseReturnValue:
    """Lay several documents before the văn thư at once, in the order of their numbers."""
    try:
        batch_id = choose(outside(), actor(), SEAL, picked(request.form.getlist("pick")))
    except InvalidAnswers as refused:
        flash(refused.fields["pick"][0], "trouble")
        return redirect(url_for("issue_desk.page"), 303)
    return redirect(url_for("batch.page", batch_id=batch_id), 303)


@blueprint.get(f"{ITEM}/dong-dau")
@blueprint.get(f"{ITEM}/khong-phat-hanh")
def back(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Whoever loads again the address of a refused form comes back to the document."""
    return redirect(url_for("issue_desk.item_page", dossier_id=dossier_id, task_id=task_id), 303)


def _render(
    desk: IssueDesk,
    ref: TaskRef,
    *,
    place: str = "at-task",
    wrong: Wrong | None = None,
    returning: bool = False,
) -> str:
    task = task_page(outside(), actor(), ref)
    if task.kind != SEAL:
        raise NotFound(_("Bước này không có văn bản chờ ở đây; hãy mở từ “Việc của tôi”."))
    laid = laid_out(task)
    return render_template(
        "issue_desk/page.html",
        place=place,
        desk=desk,
        item=desk.item(ref),
        task=task,
        laid=laid,
        checks=_checks(ref) if laid.sheets else (),
        sheets=sheets_of(task, laid.first, request.args.get("xem")),
        wrong=wrong or {},
        returning=returning,
    )


def _checks(ref: TaskRef) -> tuple[Check, ...]:
    try:
        return check_form(outside(), actor(), ref)
    except (TrinhKyError, SigningError):
        return ()  # the page says by itself why nothing is sealed here


def _next(desk: IssueDesk, ref: TaskRef) -> ResponseReturnValue:
    following = desk.after(ref)
    if following is None:
        return redirect(url_for("issue_desk.page"), 303)
    found = following.ref
    there = url_for("issue_desk.item_page", dossier_id=found.dossier_id, task_id=found.task_id)
    return redirect(there, 303)
