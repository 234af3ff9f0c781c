"""`/quan-tri/tham-quyen/nguoi`: a person, their posts through time, the forms that keep them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.register.persons.correct import correct_person
from engine.actions.register.persons.enter import enter_person
from engine.actions.register.persons.told import PersonTold
from engine.errors import InvalidAnswers
from engine.questions.people.keeping import require_keeper
from engine.questions.people.person_page import person_page
from web.current import actor, outside
from web.kept_form import Filled, Wrong, as_given

blueprint = Blueprint("persons", __name__, url_prefix="/quan-tri/tham-quyen/nguoi")


@blueprint.get("/moi")
def new_page() -> str:
    """A new person of the register."""
    require_keeper(outside(), actor())
    return _form({}, None)


@blueprint.post("/moi")
def make() -> ResponseReturnValue:
    """Enter them."""
    try:
        person_id = enter_person(outside(), actor(), _told())
    except InvalidAnswers as refused:
        return _form(request.form, None, refused.fields), 422
    flash(_("Đã thêm vào danh mục; hãy bổ nhiệm vào một vị trí."), "done")
    return redirect(url_for("persons.one", person_id=person_id), 303)


@blueprint.get("/<uuid:person_id>")
def one(person_id: UUID) -> str:
    """Posts through time, absences, history."""
    return render_template("persons/page.html", person=person_page(outside(), actor(), person_id))


@blueprint.get("/<uuid:person_id>/sua")
def correct_page(person_id: UUID) -> str:
    """Correct name, identity, qualifications."""
    person = person_page(outside(), actor(), person_id)
    given = as_given(person.told)
    lines = "\n".join(person.told.qualifications)
    return _form({**given, "qualifications": lines, "seen": person.row_id}, person_id)


@blueprint.post("/<uuid:person_id>/sua")
def correct(person_id: UUID) -> ResponseReturnValue:
    """A new row of them."""
    filled = Filled()
    why, seen = filled.text("reason"), filled.number("seen")
    try:
        correct_person(outside(), actor(), person_id, _told(), why, seen)
    except InvalidAnswers as refused:
        return _form(request.form, person_id, refused.fields), 422
    flash(_("Đã sửa; bản ghi cũ vẫn giữ trong lịch sử."), "done")
    return redirect(url_for("persons.one", person_id=person_id), 303)


def _told() -> PersonTold:
    filled = Filled()
    return PersonTold(
        filled.text("full_name"), filled.text("identity"), filled.lines("qualifications")
    )


def _form(given: Mapping[str, Any], person_id: UUID | None, wrong: Wrong | None = None) -> str:
    return render_template("persons/form.html", given=given, person_id=person_id, wrong=wrong or {})
