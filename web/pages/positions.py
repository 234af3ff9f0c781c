"""`/quan-tri/tham-quyen/vi-tri`: one seat, who held it through time, and the forms that keep it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.register.positions.correct import correct_position
from engine.actions.register.positions.end import end_position
from engine.actions.register.positions.enter import enter_position
from engine.actions.register.positions.strike import strike_position
from engine.actions.register.positions.told import OF_A_SEAT, UNIT, PositionTold
from engine.errors import InvalidAnswers
from engine.questions.people.choices import unit_choices
from engine.questions.people.position_page import position_page
from engine.questions.people.words import RANKS, ROLES, power_words
from engine.say import say
from web.current import actor, outside
from web.kept_form import Filled, Wrong, as_given, id_in, looked_for, words_for

blueprint = Blueprint("positions", __name__, url_prefix="/quan-tri/tham-quyen/vi-tri")


@blueprint.get("/moi")
def new_page() -> str:
    """A new seat, in the unit that the address names."""
    return _form({UNIT: request.args.get(UNIT, ""), "rank": "staff"}, None)


@blueprint.post("/moi")
def make() -> ResponseReturnValue:
    """Enter it."""
    if looked_for(UNIT):
        return _form(_given(), None)
    try:
        position_id = enter_position(outside(), actor(), _told())
    except InvalidAnswers as refused:
        return _form(_given(), None, refused.fields), 422
    flash(_("Đã nhập vị trí; hãy bổ nhiệm người vào."), "done")
    return redirect(url_for("positions.one", position_id=position_id), 303)


@blueprint.get("/<uuid:position_id>")
def one(position_id: UUID) -> str:
    """Its holders, its powers and their grounds, its history."""
    seat = position_page(outside(), actor(), position_id)
    return render_template("positions/page.html", seat=seat)


@blueprint.get("/<uuid:position_id>/sua")
def correct_page(position_id: UUID) -> str:
    """Correct what was entered."""
    seat = position_page(outside(), actor(), position_id)
    return _form({**as_given(seat.told), "seen": seat.row_id}, position_id)


@blueprint.post("/<uuid:position_id>/sua")
def correct(position_id: UUID) -> ResponseReturnValue:
    """A new row of it."""
    if looked_for(UNIT):
        return _form(_given(), position_id)
    filled = Filled()
    why, seen = filled.text("reason"), filled.number("seen")
    try:
        correct_position(outside(), actor(), position_id, _told(), why, seen)
    except InvalidAnswers as refused:
        return _form(_given(), position_id, refused.fields), 422
    flash(_("Đã sửa; bản ghi cũ vẫn giữ trong lịch sử."), "done")
    return redirect(url_for("positions.one", position_id=position_id), 303)


@blueprint.get("/<uuid:position_id>/ket-thuc")
def close_page(position_id: UUID) -> str:
    """End it on a day, or strike it."""
    return _close(position_id)


@blueprint.post("/<uuid:position_id>/ket-thuc")
def close(position_id: UUID) -> ResponseReturnValue:
    """It ends."""
    filled = Filled()
    try:
        last = filled.day("valid_to")
        filled.refuse()
        end_position(outside(), actor(), position_id, last, filled.text("reason"))
    except InvalidAnswers as refused:
        return _close(position_id, refused.fields), 422
    flash(_("Đã ghi ngày kết thúc."), "done")
    return redirect(url_for("positions.one", position_id=position_id), 303)


@blueprint.post("/<uuid:position_id>/bo")
def drop(position_id: UUID) -> ResponseReturnValue:
    """It should never have been entered."""
    unit_id = position_page(outside(), actor(), position_id).told.unit_id
    try:
        strike_position(outside(), actor(), position_id, Filled().text("reason"))
    except InvalidAnswers as refused:
        return _close(position_id, refused.fields, striking=True), 422
    flash(_("Đã bỏ khỏi danh mục; lịch sử vẫn giữ."), "done")
    return redirect(url_for("units.one", unit_id=unit_id), 303)


def _told() -> PositionTold:
    filled = Filled()
    told = PositionTold(
        unit_id=filled.id(UNIT) or UUID(int=0),
        title=filled.text("title"),
        rank=filled.text("rank"),
        roles=(*filled.many("roles"), *filled.text("more_roles").replace(",", " ").split()),
        powers=filled.many("powers"),
        valid_from=filled.day("valid_from"),
        valid_to=filled.day("valid_to"),
    )
    filled.refuse()
    return told


def _given() -> Mapping[str, Any]:
    lists = {name: request.form.getlist(name) for name in ("roles", "powers")}
    return {**request.form, **lists}


def _form(given: Mapping[str, Any], position_id: UUID | None, wrong: Wrong | None = None) -> str:
    powers = [(str(power), *power_words([power])) for power in OF_A_SEAT]
    others = [role for role in given.get("roles", ()) if role not in ROLES]
    return render_template(
        "positions/form.html",
        given=given,
        position_id=position_id,
        units=unit_choices(outside(), actor(), words_for(UNIT), id_in(given, UNIT)),
        ranks=[(str(rank), say(words), None) for rank, words in RANKS.items()],
        roles=sorted(((role, say(words)) for role, words in ROLES.items()), key=lambda r: r[1]),
        more_roles=given.get("more_roles", " ".join(others)),
        powers=powers,
        wrong=wrong or {},
    )


def _close(position_id: UUID, wrong: Wrong | None = None, *, striking: bool = False) -> str:
    seat = position_page(outside(), actor(), position_id)
    return render_template("positions/close.html", seat=seat, wrong=wrong or {}, striking=striking)
