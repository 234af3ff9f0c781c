"""`/ho-so/<dossier>/ho-so-giay`: where the paper dossier is, and handing it on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.paper_dossier.hand_on import hand_on, receive
from engine.errors import InvalidAnswers
from engine.questions.dossier.hand_on_page import hand_on_page
from web.chosen import person_chosen
from web.current import actor, outside

blueprint = Blueprint("paper_dossier", __name__, url_prefix="/ho-so/<uuid:dossier_id>/ho-so-giay")


@blueprint.get("")
def page(dossier_id: UUID) -> str:
    """Where it is, and to whom it may go."""
    return _page(dossier_id)


@blueprint.post("")
def give(dossier_id: UUID) -> ResponseReturnValue:
    """Hand it to a colleague or a unit."""
    try:
        hand_on(outside(), actor(), dossier_id, person_chosen(request.form.get("to")))
    except InvalidAnswers as refused:
        return _page(dossier_id, refused.fields), 422
    flash(_("Đã ghi việc giao hồ sơ giấy; người nhận xác nhận khi nhận được."), "done")
    return redirect(url_for("dossier.page", dossier_id=dossier_id), 303)


@blueprint.post("/nhan")
def take(dossier_id: UUID) -> ResponseReturnValue:
    """I have it in hand."""
    receive(outside(), actor(), dossier_id)
    flash(_("Đã ghi: hồ sơ giấy đang ở chỗ ông/bà."), "done")
    return redirect(url_for("dossier.page", dossier_id=dossier_id), 303)


@blueprint.get("/nhan")
def again(dossier_id: UUID) -> ResponseReturnValue:
    """Whoever loads this address again comes back to the page."""
    return redirect(url_for("paper_dossier.page", dossier_id=dossier_id), 303)


def _page(dossier_id: UUID, wrong: Mapping[str, Sequence[str]] | None = None) -> str:
    asked = hand_on_page(outside(), actor(), dossier_id)
    return render_template(
        "dossier/hand_on.html",
        head=asked.head,
        asked=asked,
        given=request.form,
        wrong=wrong or {},
    )
