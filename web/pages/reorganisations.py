"""`/quan-tri/tham-quyen/sap-xep`: units are renamed, merged or split, with preview and progress."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.register.reorganisations.decide import (
    approve_reorganisation,
    drop_reorganisation,
)
from engine.actions.register.reorganisations.enter import STEPS, enter_reorganisation
from engine.core.reorganisation import Step, StepKind, as_rows, from_rows
from engine.errors import InvalidAnswers
from engine.questions.people.choices import unit_choices, unit_of_code
from engine.questions.people.reorganisation_words import kind_choices, step_words
from engine.questions.people.reorganisations import reorganisation_list, reorganisation_page
from web.current import actor, outside
from web.kept_form import Filled, Wrong, id_in, looked_for, words_for

blueprint = Blueprint("reorganisations", __name__, url_prefix="/quan-tri/tham-quyen/sap-xep")
UNIT, INTO, WRITTEN = "unit_id", "into", "written"
MOST_STEPS = 300


@blueprint.get("")
def page() -> str:
    """All of them."""
    lines = reorganisation_list(outside(), actor())
    return render_template("reorganisations/list.html", lines=lines)


@blueprint.get("/moi")
def new_page() -> str:
    """The decision, and step after step."""
    return _form({}, ())


@blueprint.post("/moi")
def make() -> ResponseReturnValue:
    """Add a step, take one out, or enter what was written."""
    steps = _written()
    if looked_for(UNIT, INTO):
        return _form(request.form, steps)
    if (gone := Filled().number("out")) is not None:
        return _form(request.form, (*steps[:gone], *steps[gone + 1 :]))
    filled = Filled()
    try:
        if "add" in request.form:
            added = (*steps, _step())
            return _form({name: filled.text(name) for name in ("decision", "day")}, added)
        day = filled.day("day")
        filled.refuse()
        made = enter_reorganisation(outside(), actor(), filled.text("decision"), day, steps)
    except InvalidAnswers as refused:
        return _form(request.form, steps, refused.fields), 422
    flash(_("Đã nhập; người quản trị thẩm quyền khác xem và duyệt."), "done")
    return redirect(url_for("reorganisations.one", reorganisation_id=made), 303)


@blueprint.get("/<uuid:reorganisation_id>")
def one(reorganisation_id: UUID) -> str:
    """What moves where, what falls, what needs a person; later how far it is."""
    found = reorganisation_page(outside(), actor(), reorganisation_id)
    return render_template("reorganisations/page.html", found=found)


@blueprint.post("/<uuid:reorganisation_id>/duyet")
def approve(reorganisation_id: UUID) -> ResponseReturnValue:
    """Another registrar has looked at the preview."""
    approve_reorganisation(outside(), actor(), reorganisation_id)
    flash(_("Đã duyệt; hệ thống thực hiện đúng ngày."), "done")
    return redirect(url_for("reorganisations.one", reorganisation_id=reorganisation_id), 303)


@blueprint.post("/<uuid:reorganisation_id>/bo")
def drop(reorganisation_id: UUID) -> ResponseReturnValue:
    """It is not carried out."""
    drop_reorganisation(outside(), actor(), reorganisation_id)
    flash(_("Đã bỏ; không có gì thay đổi."), "done")
    return redirect(url_for("reorganisations.one", reorganisation_id=reorganisation_id), 303)


def _written() -> tuple[Step, ...]:
    """The steps that the form carries along; nothing for what is not of our making."""
    try:
        return from_rows(json.loads(request.form.get(WRITTEN, "") or "[]"))[:MOST_STEPS]
    except (ValueError, TypeError, KeyError, AttributeError):
        return ()


def _step() -> Step:
    """The step in the fields. Raises InvalidAnswers."""
    filled = Filled()
    wrong: dict[str, list[str]] = {}
    unit_id = filled.id(UNIT)
    kind = filled.text("kind")
    if kind not in set(StepKind):
        wrong["kind"] = [_("Hãy chọn việc sắp xếp.")]
    if unit_id is None:
        wrong[UNIT] = [_("Hãy chọn đơn vị được sắp xếp.")]
    by_procedure: dict[str, UUID] = {}
    for line in filled.lines("by_procedure"):
        code, _equals, unit = (part.strip() for part in line.partition("="))
        to = unit_of_code(outside(), actor(), unit)
        if not code or to is None:
            said = _("Dòng “%(line)s”: hãy ghi mã thủ tục = mã đơn vị nhận.", line=line[:80])
            wrong.setdefault("by_procedure", []).append(said)
        else:
            by_procedure[code] = to
    if wrong:
        raise InvalidAnswers(wrong)
    assert unit_id is not None
    names = {
        n: filled.text(n).strip() for n in ("name", "collective_name", "abbreviation", "place")
    }
    return Step(
        StepKind(kind),
        unit_id,
        filled.id(INTO),
        by_procedure,
        ends=filled.text("ends") != "false",
        **names,
    )


def _form(given: Mapping[str, Any], steps: Sequence[Step], wrong: Wrong | None = None) -> str:
    return render_template(
        "reorganisations/form.html",
        given=given,
        written=json.dumps(as_rows(steps)),
        steps=step_words(outside(), actor(), steps),
        kinds=[(kind, words, None) for kind, words in kind_choices()],
        units=unit_choices(outside(), actor(), words_for(UNIT), id_in(given, UNIT)),
        takers=unit_choices(outside(), actor(), words_for(INTO), id_in(given, INTO)),
        STEPS=STEPS,
        wrong=wrong or {},
    )
