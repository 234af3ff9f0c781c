"""`/quan-tri/tham-quyen/don-vi`: the tree of units, one unit, and the forms that keep them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.register.units.correct import correct_unit
from engine.actions.register.units.end import end_unit
from engine.actions.register.units.enter import enter_unit
from engine.actions.register.units.strike import strike_unit
from engine.actions.register.units.told import UnitTold
from engine.core.authority.unit_kinds import KINDS
from engine.errors import InvalidAnswers
from engine.questions.people.choices import unit_choices
from engine.questions.people.find import search
from engine.questions.people.unit_page import unit_page
from engine.questions.people.unit_tree import unit_tree
from engine.say import say
from web.current import actor, outside
from web.kept_form import (
    LONGEST_SEARCH,
    Filled,
    Wrong,
    as_given,
    day_asked,
    id_in,
    looked_for,
    words_for,
)

blueprint = Blueprint("units", __name__, url_prefix="/quan-tri/tham-quyen/don-vi")
PARENT = "parent_id"


@blueprint.get("")
def page() -> ResponseReturnValue:
    """One level of the tree (`duoi`), on a day (`ngay`); `tim` finds units and persons."""
    words = request.args.get("tim", "").strip()[:LONGEST_SEARCH]
    day, wrong = day_asked()
    shared = {"words": words, "day": request.args.get("ngay", "").strip(), "wrong": wrong}
    status = 200 if wrong is None else 422
    if words:
        found = search(outside(), actor(), words, day)
        return render_template("units/found.html", found=found, **shared), status
    tree = unit_tree(
        outside(), actor(), id_in(request.args, "duoi"), day, request.args.get("trang", 1, int)
    )
    return render_template("units/tree.html", tree=tree, **shared), status


@blueprint.get("/moi")
def new_page() -> str:
    """A new unit, under `duoi` where the address says so."""
    return _form({PARENT: request.args.get("duoi", ""), "kind": "division"}, None)


@blueprint.post("/moi")
def make() -> ResponseReturnValue:
    """Enter it."""
    if looked_for(PARENT):
        return _form(request.form, None)
    try:
        unit_id = enter_unit(outside(), actor(), _told())
    except InvalidAnswers as refused:
        return _form(request.form, None, refused.fields), 422
    flash(_("Đã nhập đơn vị; có hiệu lực ngay."), "done")
    return redirect(url_for("units.one", unit_id=unit_id), 303)


@blueprint.get("/<uuid:unit_id>")
def one(unit_id: UUID) -> str:
    """Its place, seats, books, history."""
    return render_template("units/page.html", unit=unit_page(outside(), actor(), unit_id))


@blueprint.get("/<uuid:unit_id>/sua")
def correct_page(unit_id: UUID) -> str:
    """Correct what was entered."""
    unit = unit_page(outside(), actor(), unit_id)
    return _form({**as_given(unit.told), "seen": unit.row_id}, unit_id)


@blueprint.post("/<uuid:unit_id>/sua")
def correct(unit_id: UUID) -> ResponseReturnValue:
    """A new row of it."""
    if looked_for(PARENT):
        return _form(request.form, unit_id)
    filled = Filled()
    try:
        told = _told(filled)
        correct_unit(
            outside(), actor(), unit_id, told, filled.text("reason"), filled.number("seen")
        )
    except InvalidAnswers as refused:
        return _form(request.form, unit_id, refused.fields), 422
    flash(_("Đã sửa; bản ghi cũ vẫn giữ trong lịch sử."), "done")
    return redirect(url_for("units.one", unit_id=unit_id), 303)


@blueprint.get("/<uuid:unit_id>/ket-thuc")
def close_page(unit_id: UUID) -> str:
    """End it on a day, or strike it."""
    return _close(unit_id)


@blueprint.post("/<uuid:unit_id>/ket-thuc")
def close(unit_id: UUID) -> ResponseReturnValue:
    """It ends."""
    filled = Filled()
    try:
        last = filled.day("valid_to")
        filled.refuse()
        end_unit(outside(), actor(), unit_id, last, filled.text("reason"))
    except InvalidAnswers as refused:
        return _close(unit_id, refused.fields), 422
    flash(_("Đã ghi ngày kết thúc."), "done")
    return redirect(url_for("units.one", unit_id=unit_id), 303)


@blueprint.post("/<uuid:unit_id>/bo")
def drop(unit_id: UUID) -> ResponseReturnValue:
    """It should never have been entered."""
    try:
        strike_unit(outside(), actor(), unit_id, Filled().text("reason"))
    except InvalidAnswers as refused:
        return _close(unit_id, refused.fields, striking=True), 422
    flash(_("Đã bỏ khỏi danh mục; lịch sử vẫn giữ."), "done")
    return redirect(url_for("units.page"), 303)


def _told(filled: Filled | None = None) -> UnitTold:
    filled = filled or Filled()
    told = UnitTold(
        code=filled.text("code"),
        name=filled.text("name"),
        kind=filled.text("kind"),
        parent_id=filled.id(PARENT),
        valid_from=filled.day("valid_from"),
        valid_to=filled.day("valid_to"),
        collective_name=filled.text("collective_name"),
        abbreviation=filled.text("abbreviation"),
        place=filled.text("place"),
    )
    filled.refuse()
    return told


def _form(given: Mapping[str, Any], unit_id: UUID | None, wrong: Wrong | None = None) -> str:
    chosen = id_in(given, PARENT)
    return render_template(
        "units/form.html",
        given=given,
        unit_id=unit_id,
        parents=unit_choices(outside(), actor(), words_for(PARENT), chosen),
        kinds=[(str(kind), say(words)) for kind, words in KINDS.items()],
        wrong=wrong or {},
    )


def _close(unit_id: UUID, wrong: Wrong | None = None, *, striking: bool = False) -> str:
    unit = unit_page(outside(), actor(), unit_id)
    return render_template("units/close.html", unit=unit, wrong=wrong or {}, striking=striking)
