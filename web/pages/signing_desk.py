"""`/ky-duyet`: the signing desk. One page, its neighbours in the queue, and the way to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.batch.choose import SIGN, choose
from engine.actions.desk.arrange import arrange
from engine.actions.desk.look import look
from engine.actions.documents.sign import sign_with
from engine.actions.tasks.send_back import send_back
from engine.core.move import TaskRef
from engine.errors import AlreadyDone, InvalidAnswers, NotFound, ReturnRefused, SigningRefused
from engine.questions.desks.signing_case import signing_case
from engine.questions.desks.signing_desk import DeskItem, SigningDesk, signing_desk
from engine.questions.task.page import task_page
from signing.errors import SigningError
from web.current import actor, outside
from web.keys import opened_once
from web.picked import picked
from web.shown import laid_out
from web.viewer import sheets_of

blueprint = Blueprint("signing_desk", __name__, url_prefix="/ky-duyet")

ITEM = "/<uuid:dossier_id>/<uuid:task_id>"
Wrong = Mapping[str, Sequence[str]]


@blueprint.get("")
def page() -> ResponseReturnValue:
    """The queue, exceptions first; the first of it is open beside it."""
    desk = signing_desk(outside(), actor())
    for item in desk.items:
        # Somebody may have done it between the list and the page: then the next one is open.
        with suppress(AlreadyDone, NotFound):
            return _render(desk, item.ref, place="at-list")
    return render_template("signing_desk/empty.html", desk=desk)


@blueprint.get(ITEM)
def item_page(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """One document of the queue: the very page to sign and all that the signer should know."""
    return _render(signing_desk(outside(), actor()), TaskRef(dossier_id, task_id))


@blueprint.post(f"{ITEM}/ky")
def sign_it(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Sign the very bytes that were shown; the next document opens."""
    ref, form = TaskRef(dossier_id, task_id), request.form
    password = form.get("password", "")
    desk = signing_desk(outside(), actor())
    if not password:
        wrong = {"password": [_("Hãy nhập mật khẩu của khóa ký.")]}
        return _render(desk, ref, wrong=wrong), 422
    keys = opened_once(password)
    try:
        sign_with(outside(), actor(), ref, form.get("shown_sha256", ""), keys, "full")
    except (SigningRefused, SigningError) as refused:
        return _render(desk, ref, wrong={"password": [refused.sentence]}), 422
    flash(_("Đã ký %(code)s; hệ thống đang hoàn tất chữ ký.", code=_code(desk, ref)), "done")
    return _next(desk, ref)


@blueprint.post(f"{ITEM}/chuyen-tra")
def return_it(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Send the dossier back with the reason; the next document opens."""
    ref, form = TaskRef(dossier_id, task_id), request.form
    desk = signing_desk(outside(), actor())
    if not form.get("target"):
        wrong: Wrong = {"target": [_("Hãy chọn bước nhận lại.")]}
        return _render(desk, ref, wrong=wrong, returning=True), 422
    try:
        send_back(outside(), actor(), ref, form["target"], form.get("reason", ""))
    except InvalidAnswers as refused:
        return _render(desk, ref, wrong=refused.fields, returning=True), 422
    except ReturnRefused as refused:
        return _render(desk, ref, wrong={"target": [refused.sentence]}, returning=True), 422
    flash(_("Đã chuyển trả hồ sơ %(code)s.", code=_code(desk, ref)), "done")
    return _next(desk, ref)


@blueprint.post(f"{ITEM}/da-xem")
def look_at_it(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """The page lies open before the signer: it may now be chosen into a batch."""
    ref = TaskRef(dossier_id, task_id)
    look(outside(), actor(), ref, request.form.get("shown_sha256", ""))
    if "HX-Request" not in request.headers:
        return redirect(_address(ref), 303)
    desk = signing_desk(outside(), actor())
    return render_template("signing_desk/looked.html", item=desk.item(ref), open_ref=ref)


@blueprint.post(f"{ITEM}/xep")
def arrange_it(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Put it first or last, or leave a word for the signer."""
    ref, form = TaskRef(dossier_id, task_id), request.form
    try:
        arrange(
            outside(),
            actor(),
            ref,
            place=form.get("place", "usual"),
            look=form.get("look") == "true",
            note=form.get("note", ""),
        )
    except InvalidAnswers as refused:
        desk = signing_desk(outside(), actor())
        return _render(desk, ref, wrong=refused.fields, arranging=True), 422
    flash(_("Đã sắp xếp lại danh sách ký duyệt."), "done")
    return redirect(_address(ref), 303)


@blueprint.post("/lo")
def choose_them() -> ResponseReturnValue:
    """Lay several documents before the signer at once."""
    try:
        batch_id = choose(outside(), actor(), SIGN, picked(request.form.getlist("pick")))
    except InvalidAnswers as refused:
        flash(refused.fields["pick"][0], "trouble")
        return redirect(url_for("signing_desk.page"), 303)
    return redirect(url_for("batch.page", batch_id=batch_id), 303)


@blueprint.get(f"{ITEM}/ky")
@blueprint.get(f"{ITEM}/chuyen-tra")
@blueprint.get(f"{ITEM}/da-xem")
@blueprint.get(f"{ITEM}/xep")
def back(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Whoever loads again the address of a refused form comes back to the document."""
    return redirect(url_for("signing_desk.item_page", dossier_id=dossier_id, task_id=task_id), 303)


def _render(
    desk: SigningDesk,
    ref: TaskRef,
    *,
    place: str = "at-task",
    wrong: Wrong | None = None,
    returning: bool = False,
    arranging: bool = False,
) -> str:
    task = task_page(outside(), actor(), ref)
    if task.kind != SIGN:
        raise NotFound(_("Bước này không có văn bản chờ ở đây; hãy mở từ “Việc của tôi”."))
    laid = laid_out(task)
    if laid.sheets:
        task = task_page(outside(), actor(), ref)  # with the page that was perhaps just written
        desk = signing_desk(outside(), actor())
    return render_template(
        "signing_desk/page.html",
        place=place,
        desk=desk,
        item=desk.item(ref),
        task=task,
        case=signing_case(outside(), actor(), ref),
        laid=laid,
        sheets=sheets_of(task, laid.first, request.args.get("xem")),
        wrong=wrong or {},
        returning=returning,
        arranging=arranging,
    )


def _next(desk: SigningDesk, ref: TaskRef) -> ResponseReturnValue:
    following: DeskItem | None = desk.after(ref)
    if following is None:
        return redirect(url_for("signing_desk.page"), 303)
    return redirect(_address(following.ref), 303)


def _code(desk: SigningDesk, ref: TaskRef) -> str:
    item = desk.item(ref)
    return "" if item is None else item.dossier_code


def _address(ref: TaskRef) -> str:
    return url_for("signing_desk.item_page", dossier_id=ref.dossier_id, task_id=ref.task_id)
