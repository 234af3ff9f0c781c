"""`/viec/<dossier>/<task>`: one task: the papers, the form beside them, the way on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

import structlog
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.documents.show import Shown, show
from engine.actions.tasks.claim import claim
from engine.actions.tasks.complete import complete
from engine.core.move import TaskRef
from engine.errors import InvalidAnswers, NotFound, TrinhKyError
from engine.questions.inbox import Inbox, inbox
from engine.questions.task_page import TaskPage, task_page
from signing.errors import SigningError
from web.answers import answers_of
from web.current import actor, outside
from web.viewer import sheets_of

blueprint = Blueprint("task", __name__, url_prefix="/viec/<uuid:dossier_id>/<uuid:task_id>")

log = structlog.get_logger("web")

SIGNED = {"sign", "seal"}


@blueprint.get("")
def page(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """The task. Opening a signing task renders the page to sign for the reader's own mandate."""
    return render_task(TaskRef(dossier_id, task_id))


@blueprint.post("")
def finish(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Complete the task with its form; the next one opens by itself."""
    ref = TaskRef(dossier_id, task_id)
    answers = answers_of(request.form)
    try:
        complete(outside(), actor(), ref, answers, request.form.get("key"))
    except InvalidAnswers as refused:
        return render_task(ref, given=answers, wrong=refused.fields), 422
    flash(_("Đã chuyển hồ sơ sang bước tiếp theo."), "done")
    return redirect(url_for("inbox.page"), 303)


@blueprint.post("/nhan")
def take(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Take the task out of the common pool (nhận xử lý)."""
    claim(outside(), actor(), TaskRef(dossier_id, task_id))
    flash(_("Ông/bà đã nhận xử lý việc này."), "done")
    return redirect(url_for("task.page", dossier_id=dossier_id, task_id=task_id), 303)


@blueprint.post("/bieu-mau")
def ask_again(dossier_id: UUID, task_id: UUID) -> str:
    """The form's questions that are asked after what has been answered so far; keeps nothing."""
    task = task_page(outside(), actor(), TaskRef(dossier_id, task_id))
    if task.form is None:
        raise NotFound(_("Bước này không có biểu mẫu."))
    return render_template(
        "forms/fields.html",
        form=task.form,
        answers=answers_of(request.form),
        wrong={},
        again=request.path,
    )


@blueprint.get("/<any(ky, 'dong-dau', 'bo-sung', nhan, 'bieu-mau'):_act>")
def back(dossier_id: UUID, task_id: UUID, _act: str) -> ResponseReturnValue:
    """Whoever loads again the address of a refused form comes back to the task."""
    return redirect(url_for("task.page", dossier_id=dossier_id, task_id=task_id), 303)


def render_task(
    ref: TaskRef,
    *,
    place: str = "at-task",
    tasks: Inbox | None = None,
    given: Mapping[str, object] | None = None,
    wrong: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The list with this task open beside it; `given` and `wrong` bring a refused form back."""
    task = task_page(outside(), actor(), ref)
    shown, unshown = _page_to_sign(task)
    if shown is not None:
        task = task_page(outside(), actor(), ref)  # with the page that was perhaps just written
    return render_template(
        "task/page.html",
        place=place,
        tasks=tasks or inbox(outside(), actor()),
        task=task,
        shown=shown,
        unshown=unshown,
        sheets=sheets_of(task, shown, request.args.get("xem")),
        answers=task.answers if given is None else given,
        wrong=wrong or {},
        key=request.form.get("key") or str(uuid4()),
    )


def _page_to_sign(task: TaskPage) -> tuple[Shown | None, str | None]:
    """What lies there to be signed; or why it does not, which must not close the whole desk."""
    if task.kind not in SIGNED or not task.can_act or task.attempt is not None:
        return None, None
    try:
        return show(outside(), actor(), task.ref), None
    except (TrinhKyError, SigningError) as refused:
        log.warning("not_shown", kind=type(refused).__name__)
        return None, refused.sentence
