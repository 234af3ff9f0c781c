"""`/ho-so/<dossier>/luot-ky/<attempt>`: a signature on its way; it can be left and come back to."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.questions.task.attempt import attempt
from web.by_itself import by_itself
from web.current import actor, outside

blueprint = Blueprint(
    "attempt", __name__, url_prefix="/ho-so/<uuid:dossier_id>/luot-ky/<uuid:attempt_id>"
)


@blueprint.get("")
def page(dossier_id: UUID, attempt_id: UUID) -> ResponseReturnValue:
    """Where the signature stands; a finished one leads on to the next task."""
    view = attempt(outside(), actor(), dossier_id, attempt_id)
    if view.status == "finished":
        flash(_("Chữ ký số đã hoàn tất và được kiểm tra; hồ sơ đã chuyển bước."), "done")
        return redirect(url_for("inbox.page"), 303)
    return render_template("attempt/page.html", dossier_id=dossier_id, attempt=view)


@blueprint.get("/tinh-trang")
@by_itself
def state(dossier_id: UUID, attempt_id: UUID) -> ResponseReturnValue:
    """The same as a fragment, asked again while it waits; when it ends the whole page is."""
    view = attempt(outside(), actor(), dossier_id, attempt_id)
    fragment = make_response(
        render_template("attempt/state.html", dossier_id=dossier_id, attempt=view)
    )
    if view.status in {"finished", "refused"}:
        fragment.headers["HX-Redirect"] = url_for(
            "attempt.page", dossier_id=dossier_id, attempt_id=attempt_id
        )
    return fragment
