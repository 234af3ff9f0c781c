"""Sign and seal: the password of the key comes in here, is handed on once, and is never kept."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.actor import Actor
from engine.actions.documents.seal import seal
from engine.actions.documents.sign import sign
from engine.core.move import TaskRef
from engine.errors import SigningRefused
from engine.outside.outside import Outside
from signing.errors import SigningError
from web.current import actor, outside
from web.language import sentence_of
from web.pages.task import render_task

blueprint = Blueprint("signing", __name__, url_prefix="/viec/<uuid:dossier_id>/<uuid:task_id>")

KeyAct = Callable[[Outside, Actor, TaskRef, str, str], UUID]


@blueprint.post("/ky")
def sign_it(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Sign the very bytes that were shown, in the capacity that was shown."""
    return _with_key(TaskRef(dossier_id, task_id), sign)


@blueprint.post("/dong-dau")
def seal_it(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Number the document, seal it with the organisation's key and send it on its way."""
    return _with_key(TaskRef(dossier_id, task_id), seal)


def _with_key(ref: TaskRef, act: KeyAct) -> ResponseReturnValue:
    password = request.form.get("password", "")
    if not password:
        return render_task(ref, wrong={"password": [_("Hãy nhập mật khẩu của khóa ký.")]}), 422
    try:
        attempt_id = act(outside(), actor(), ref, request.form.get("shown_sha256", ""), password)
    except (SigningRefused, SigningError) as refused:
        return render_task(ref, wrong={"password": [sentence_of(refused)]}), 422
    return redirect(url_for("attempt.page", dossier_id=ref.dossier_id, attempt_id=attempt_id), 303)
