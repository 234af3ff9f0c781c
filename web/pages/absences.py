"""`/quan-tri/tham-quyen/vang-mat`: who is away, who does the work meanwhile, the digest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.register.absences.end import end_absence
from engine.actions.register.absences.enter import SUBSTITUTE, AbsenceTold, enter_absence
from engine.errors import InvalidAnswers
from engine.questions.people.absences import absence_form, absence_page, absences, just_back
from web.current import actor, outside
from web.kept_form import Filled, Wrong, id_in

blueprint = Blueprint("absences", __name__, url_prefix="/quan-tri/tham-quyen/vang-mat")


@blueprint.record_once
def _names(state: object) -> None:
    app: Flask = state.app  # type: ignore[attr-defined]  # Flask's BlueprintSetupState
    app.jinja_env.globals["digest_of_absence"] = lambda: just_back(outside(), actor())


@blueprint.get("")
def page() -> str:
    """The calendar of the reader's units."""
    return render_template("absences/list.html", found=absences(outside(), actor()))


@blueprint.get("/moi")
def new_page() -> str:
    """One's own absence, or that of `person_id` whom one leads."""
    return _form(request.args)


@blueprint.post("/moi")
def make() -> ResponseReturnValue:
    """Enter it."""
    filled = Filled()
    try:
        told = AbsenceTold(
            person_id=_whose(request.form),
            first=filled.day("valid_from"),
            last=filled.day("valid_to"),
            from_noon=filled.text("from_half") == "pm",
            to_noon=filled.text("to_half") == "am",
            substitute_id=filled.id(SUBSTITUTE),
            note=filled.text("note"),
        )
        filled.refuse()
        absence_id = enter_absence(outside(), actor(), told)
    except InvalidAnswers as refused:
        return _form(request.form, refused.fields), 422
    flash(_("Đã ghi lịch vắng mặt; việc sẽ được chuyển đúng lúc bắt đầu."), "done")
    return redirect(url_for("absences.one", absence_id=absence_id), 303)


@blueprint.get("/<uuid:absence_id>")
def one(absence_id: UUID) -> str:
    """What was done instead of the person, and who else may sign."""
    return render_template(
        "absences/page.html", absence=absence_page(outside(), actor(), absence_id)
    )


@blueprint.post("/<uuid:absence_id>/ket-thuc")
def close(absence_id: UUID) -> ResponseReturnValue:
    """Back earlier, or not away at all."""
    end_absence(outside(), actor(), absence_id)
    flash(_("Đã kết thúc lịch vắng mặt; việc mới lại đến tay người đó."), "done")
    return redirect(url_for("absences.one", absence_id=absence_id), 303)


def _whose(given: Mapping[str, Any]) -> UUID:
    return id_in(given, "person_id") or actor().person_id


def _form(given: Mapping[str, Any], wrong: Wrong | None = None) -> str:
    asked = absence_form(outside(), actor(), _whose(given))
    return render_template("absences/form.html", asked=asked, given=given, wrong=wrong or {})
