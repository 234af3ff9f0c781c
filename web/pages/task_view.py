"""What a person notes of a task for themselves alone: seen, put aside, taken back."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.tasks.see import see
from engine.actions.tasks.snooze import snooze, wake
from engine.core.move import TaskRef
from engine.core.vietnamese import format_moment
from engine.errors import InvalidAnswers
from engine.questions.task.page import task_page
from web.current import actor, outside

blueprint = Blueprint("task_view", __name__, url_prefix="/viec/<uuid:dossier_id>/<uuid:task_id>")


@blueprint.post("/da-xem")
def seen(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """The task that opened by itself beside the list was looked at."""
    see(outside(), actor(), TaskRef(dossier_id, task_id))
    return "", 204


@blueprint.get("/tam-gac")
def snooze_page(dossier_id: UUID, task_id: UUID) -> str:
    """Until when."""
    return _page(TaskRef(dossier_id, task_id))


@blueprint.post("/tam-gac")
def put_aside(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Put the task aside (tạm gác); the next one opens."""
    ref = TaskRef(dossier_id, task_id)
    until = request.form.get("until") or request.form.get("day", "")
    try:
        moment = snooze(outside(), actor(), ref, until)
    except InvalidAnswers as refused:
        return _page(ref, refused.fields), 422
    flash(_("Đã tạm gác việc đến %(when)s.", when=format_moment(moment)), "done")
    return redirect(url_for("inbox.page"), 303)


@blueprint.post("/bo-tam-gac")
def take_back(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Back among what is to be done."""
    wake(outside(), actor(), TaskRef(dossier_id, task_id))
    flash(_("Đã đưa việc về mục Cần làm."), "done")
    return redirect(url_for("task.page", dossier_id=dossier_id, task_id=task_id), 303)


def _page(ref: TaskRef, wrong: object = None) -> str:
    task = task_page(outside(), actor(), ref)
    return render_template("task/snooze.html", task=task, given=request.form, wrong=wrong or {})
