"""What the menu of a task offers: send it back, give it to somebody, put it back, stand aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.tasks.assign import assign
from engine.actions.tasks.declare_conflict import declare_conflict
from engine.actions.tasks.send_back import send_back
from engine.actions.tasks.unclaim import unclaim
from engine.core.move import TaskRef
from engine.errors import AlreadyDone, InvalidAnswers, NotAsked, ReturnRefused
from engine.questions.task.draft import Draft, draft
from engine.questions.task.page import task_page
from web import undo
from web.chosen import person_chosen
from web.current import actor, outside

blueprint = Blueprint("task_acts", __name__, url_prefix="/viec/<uuid:dossier_id>/<uuid:task_id>")

Wrong = Mapping[str, Sequence[str]]


@blueprint.get("/chuyen-tra")
def return_page(dossier_id: UUID, task_id: UUID) -> str:
    """To which step, who will get it, why."""
    ref = TaskRef(dossier_id, task_id)
    return _aside("task/return.html", ref, kept=draft(outside(), actor(), ref, "return"))


@blueprint.post("/chuyen-tra")
def return_it(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Send the dossier back (chuyển trả)."""
    ref, form = TaskRef(dossier_id, task_id), request.form
    if not form.get("target"):
        return _aside("task/return.html", ref, {"target": [_("Hãy chọn bước nhận lại.")]}), 422
    try:
        send_back(outside(), actor(), ref, form["target"], form.get("reason", ""))
    except InvalidAnswers as refused:
        return _aside("task/return.html", ref, refused.fields), 422
    except ReturnRefused as refused:
        return _aside("task/return.html", ref, {"target": [refused.sentence]}), 422
    undo.tell(dossier_id, "returned", _("Đã chuyển trả hồ sơ."))
    return redirect(url_for("inbox.page"), 303)


@blueprint.get("/giao-viec")
def assign_page(dossier_id: UUID, task_id: UUID) -> str:
    """Those who may be given the task."""
    return _aside("task/assign.html", TaskRef(dossier_id, task_id))


@blueprint.post("/giao-viec")
def assign_it(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Give the task to somebody (giao việc)."""
    ref = TaskRef(dossier_id, task_id)
    try:
        to = person_chosen(request.form.get("assign_to"))
        if to is None:
            raise InvalidAnswers({"assign_to": [_("Hãy chọn người được giao.")]})
        assign(outside(), actor(), ref, to)
    except InvalidAnswers as refused:
        return _aside("task/assign.html", ref, refused.fields), 422
    except NotAsked as refused:
        return _aside("task/assign.html", ref, {"assign_to": [refused.sentence]}), 422
    undo.tell(dossier_id, "assigned", _("Đã giao việc."))
    return redirect(url_for("task.page", dossier_id=dossier_id, task_id=task_id), 303)


@blueprint.post("/tra-viec")
def put_back(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Put a claimed task back into the pool."""
    unclaim(outside(), actor(), TaskRef(dossier_id, task_id))
    flash(_("Đã trả lại việc; người khác cùng vị trí có thể nhận xử lý."), "done")
    return redirect(url_for("inbox.page"), 303)


@blueprint.get("/xung-dot-loi-ich")
def conflict_page(dossier_id: UUID, task_id: UUID) -> str:
    """What standing aside means, and why one does."""
    return _aside("task/conflict.html", TaskRef(dossier_id, task_id))


@blueprint.post("/xung-dot-loi-ich")
def declare(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Declare a conflict of interest."""
    ref = TaskRef(dossier_id, task_id)
    try:
        declare_conflict(outside(), actor(), ref, request.form.get("reason", ""))
    except InvalidAnswers as refused:
        return _aside("task/conflict.html", ref, refused.fields), 422
    flash(_("Đã ghi nhận khai báo; ông/bà không còn tham gia giải quyết hồ sơ này."), "done")
    return redirect(url_for("inbox.page"), 303)


def _aside(
    template: str, ref: TaskRef, wrong: Wrong | None = None, kept: Draft | None = None
) -> str:
    task = task_page(outside(), actor(), ref)
    if task.attempt is not None:
        raise AlreadyDone(_("Chữ ký ở bước này đang được hoàn tất; hãy chờ rồi tải lại trang."))
    given = request.form if kept is None else kept.content
    return render_template(template, task=task, given=given, wrong=wrong or {}, kept=kept)
