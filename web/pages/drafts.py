"""`/viec/<dossier>/<task>/nhap/<form>`: what is being typed is kept; and the session behind it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from engine.actions.drafts.keep import drop, keep
from engine.core.move import TaskRef
from engine.core.vietnamese import format_time
from engine.errors import InvalidAnswers, TrinhKyError
from web.by_itself import by_itself
from web.current import actor, outside
from web.errors import status_of

blueprint = Blueprint("drafts", __name__)

NEVER = ("csrf_token", "key", "password", "shown_sha256")
"""Fields that are no writing of a person, or that nothing may keep."""


@blueprint.post("/viec/<uuid:dossier_id>/<uuid:task_id>/nhap/<form>")
def save(dossier_id: UUID, task_id: UUID, form: str) -> ResponseReturnValue:
    """Asked by the page's script: one sentence for its line of state, refusals with theirs."""
    typed = {
        name: request.form.getlist(name)[-1]
        for name in request.form
        if name not in NEVER and not name.startswith("seen.")
    }
    try:
        at = keep(outside(), actor(), TaskRef(dossier_id, task_id), form, typed)
    except InvalidAnswers as refused:
        return {"says": " ".join(s for each in refused.fields.values() for s in each)}, 422
    except TrinhKyError as refused:
        return {"says": refused.sentence}, status_of(refused)
    return {"says": _("Đã lưu nháp %(time)s", time=format_time(at))}


@blueprint.post("/viec/<uuid:dossier_id>/<uuid:task_id>/nhap/<form>/bo")
def discard(dossier_id: UUID, task_id: UUID, form: str) -> ResponseReturnValue:
    """Begin the form anew."""
    drop(outside(), actor(), TaskRef(dossier_id, task_id), form)
    page = "task_acts.return_page" if form == "return" else "task.page"
    return redirect(url_for(page, dossier_id=dossier_id, task_id=task_id), 303)


@blueprint.get("/phien")
@by_itself
def session_state() -> ResponseReturnValue:
    """Whose session this is, and its form token: for a page that outlived the one before."""
    return {"person": str(actor().person_id), "token": generate_csrf()}
