"""`/quan-tri/tham-quyen/van-ban/…`: reviewed, looked at before force, put in force, struck."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.register.instruments.put_in_force import put_in_force
from engine.actions.register.instruments.review import review
from engine.actions.register.instruments.strike import strike_instrument
from engine.errors import InvalidAnswers
from engine.questions.register.instrument_page import instrument_page
from engine.questions.register.readiness import readiness
from web.current import actor, outside
from web.pages.instruments import page_of

blueprint = Blueprint("instrument_acts", __name__, url_prefix="/quan-tri/tham-quyen/van-ban")


@blueprint.post("/<uuid:instrument_id>/tham-dinh")
def review_it(instrument_id: UUID) -> ResponseReturnValue:
    """Compared with the decision by a second pair of eyes."""
    try:
        review(outside(), actor(), instrument_id, _seen())
    except InvalidAnswers as refused:
        return page_of(instrument_id, refused), 422
    flash(_("Đã thẩm định. Còn một bước: xem mức sẵn sàng rồi đưa vào hiệu lực."), "done")
    return redirect(url_for("instruments.one", instrument_id=instrument_id), 303)


@blueprint.get("/<uuid:instrument_id>/san-sang")
def ready_page(instrument_id: UUID) -> str:
    """Who sits where, certificates, procedures, load; red items named."""
    return _ready_page(instrument_id)


@blueprint.post("/<uuid:instrument_id>/san-sang")
def put_it_in_force(instrument_id: UUID) -> ResponseReturnValue:
    """From now on it gives what it says."""
    try:
        put_in_force(
            outside(),
            actor(),
            instrument_id,
            seen=_seen(),
            reason=request.form.get("reason", ""),
            paper_compared="paper_compared" in request.form,
        )
    except InvalidAnswers as refused:
        return _ready_page(instrument_id, refused), 422
    flash(_("Văn bản đã có hiệu lực trong hệ thống, ngay từ lúc này."), "done")
    return redirect(url_for("instruments.one", instrument_id=instrument_id), 303)


@blueprint.get("/<uuid:instrument_id>/bo")
def strike_page(instrument_id: UUID) -> str:
    """Ask why the draft is struck."""
    return _strike_page(instrument_id)


@blueprint.post("/<uuid:instrument_id>/bo")
def strike_it(instrument_id: UUID) -> ResponseReturnValue:
    """It should never have been entered."""
    try:
        strike_instrument(outside(), actor(), instrument_id, request.form.get("reason", ""))
    except InvalidAnswers as refused:
        return _strike_page(instrument_id, refused), 422
    flash(_("Đã bỏ dự thảo; những gì từng nhập vẫn còn trong nhật ký."), "done")
    return redirect(url_for("instruments.page"), 303)


def _seen() -> int | None:
    return request.form.get("seen", type=int)


def _ready_page(instrument_id: UUID, refused: InvalidAnswers | None = None) -> str:
    return render_template(
        "authority/readiness.html",
        page=instrument_page(outside(), actor(), instrument_id),
        ready=readiness(outside(), actor(), instrument_id),
        wrong=refused.fields if refused else {},
        given=request.form,
    )


def _strike_page(instrument_id: UUID, refused: InvalidAnswers | None = None) -> str:
    return render_template(
        "authority/instrument_strike.html",
        page=instrument_page(outside(), actor(), instrument_id),
        wrong=refused.fields if refused else {},
    )
