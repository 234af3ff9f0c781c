"""`/ho-so/<dossier>/trao-doi`: comments on a dossier; `/nhac-toi`: those that name the reader."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.comments.see import see
from engine.actions.comments.strike import strike
from engine.actions.comments.write import write
from engine.actions.drafts.keep_comment import keep_comment
from engine.core.vietnamese import format_time
from engine.errors import InvalidAnswers
from engine.questions.inbox.mentions import mentions
from web.addresses import local_address
from web.chosen import person_chosen
from web.current import actor, outside
from web.pages.dossier import render_dossier

blueprint = Blueprint("comments", __name__)


@blueprint.post("/ho-so/<uuid:dossier_id>/trao-doi")
def add(dossier_id: UUID) -> ResponseReturnValue:
    """Write a comment; the page it was written on comes back with it."""
    try:
        chosen = person_chosen(request.form.get("mention"))
        named = () if chosen is None else (chosen,)
        write(outside(), actor(), dossier_id, request.form.get("comment", ""), named)
    except InvalidAnswers as refused:
        return render_dossier(dossier_id, wrong=refused.fields), 422
    flash(_("Đã ghi ý kiến vào hồ sơ."), "done")
    return _back(dossier_id)


@blueprint.post("/ho-so/<uuid:dossier_id>/trao-doi/nhap")
def keep_draft(dossier_id: UUID) -> ResponseReturnValue:
    """Asked by the page's script while one types, as `drafts.save`."""
    try:
        at = keep_comment(outside(), actor(), dossier_id, request.form.get("comment", ""))
    except InvalidAnswers as refused:
        return {"says": " ".join(s for each in refused.fields.values() for s in each)}, 422
    return {"says": _("Đã lưu nháp %(time)s", time=format_time(at))}


@blueprint.post("/ho-so/<uuid:dossier_id>/trao-doi/<uuid:comment_id>/rut")
def take_back(dossier_id: UUID, comment_id: UUID) -> ResponseReturnValue:
    """Strike a comment of one's own."""
    strike(outside(), actor(), dossier_id, comment_id)
    flash(_("Đã rút ý kiến; dấu vết vẫn còn trong hồ sơ."), "done")
    return _back(dossier_id)


@blueprint.get("/ho-so/<uuid:dossier_id>/trao-doi")
def again(dossier_id: UUID) -> ResponseReturnValue:
    """Whoever loads again the address of a refused comment comes back to the dossier."""
    return redirect(url_for("dossier.page", dossier_id=dossier_id, _anchor="trao-doi"), 303)


@blueprint.get("/nhac-toi")
def naming_me() -> str:
    """The list; who has seen it has seen what was new."""
    page = render_template("mentions/page.html", mentions=mentions(outside(), actor()))
    see(outside(), actor())
    return page


def _back(dossier_id: UUID) -> ResponseReturnValue:
    back = local_address(request.form.get("back")) or url_for("dossier.page", dossier_id=dossier_id)
    return redirect(f"{back}#trao-doi", 303)
