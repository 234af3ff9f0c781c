"""A part in what several do together: an opinion, a vote, the close of a vote."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.tasks.close_council import close_council
from engine.actions.tasks.give_opinion import give_opinion
from engine.actions.tasks.vote import vote
from engine.core.move import TaskRef
from engine.errors import InvalidAnswers, NoQuorum
from web.current import actor, outside
from web.pages.task import render_task

blueprint = Blueprint("joint", __name__, url_prefix="/viec/<uuid:dossier_id>/<uuid:task_id>")


@blueprint.post("/y-kien")
def answer(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """The consulted agency's answer."""
    ref, form = TaskRef(dossier_id, task_id), request.form
    try:
        give_opinion(outside(), actor(), ref, form.get("value", ""), form.get("text", ""))
    except InvalidAnswers as refused:
        return render_task(ref, wrong=refused.fields), 422
    flash(_("Đã gửi ý kiến."), "done")
    return redirect(url_for("inbox.page"), 303)


@blueprint.post("/bo-phieu")
def cast(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """A member's ballot."""
    ref, form = TaskRef(dossier_id, task_id), request.form
    try:
        vote(outside(), actor(), ref, form.get("value", ""), form.get("reason") or None)
    except InvalidAnswers as refused:
        return render_task(ref, wrong=refused.fields), 422
    flash(_("Đã bỏ phiếu."), "done")
    return redirect(url_for("inbox.page"), 303)


@blueprint.post("/ket-thuc")
def close(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """The secretary closes the vote and has it counted."""
    ref = TaskRef(dossier_id, task_id)
    try:
        close_council(outside(), actor(), ref)
    except NoQuorum as refused:
        return render_task(ref, wrong={"form": [refused.sentence]}), 422
    flash(_("Đã kết thúc bỏ phiếu; hồ sơ đi tiếp theo kết quả."), "done")
    return redirect(url_for("inbox.page"), 303)
