"""`/viec/<dossier>/<task>/bo-sung`: the applicant brings what was missing; the clock runs on."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.supplements.receive import receive
from engine.core.move import TaskRef
from engine.errors import InvalidAnswers, UploadRefused
from web.current import actor, outside
from web.pages.task import render_task
from web.uploads import uploads_of

blueprint = Blueprint("supplement", __name__)


@blueprint.post("/viec/<uuid:dossier_id>/<uuid:task_id>/bo-sung")
def take_in(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Keep the papers and wake the dossier."""
    ref = TaskRef(dossier_id, task_id)
    papers = tuple(uploads_of(request.files, "papers."))
    try:
        receive(outside(), actor(), ref, papers)
    except InvalidAnswers as refused:
        return render_task(ref, wrong=refused.fields), 422
    except UploadRefused as refused:
        return render_task(ref, wrong={"papers": [refused.sentence]}), 422
    flash(_("Đã nhận hồ sơ bổ sung; thời hạn giải quyết tiếp tục chạy."), "done")
    return redirect(url_for("dossier.page", dossier_id=dossier_id), 303)
