"""`/quan-tri/tham-quyen/phap-luat`: what the law says of who decides."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.register.competences.correct import correct_competence
from engine.actions.register.competences.end import end_competence
from engine.actions.register.competences.enter import enter_competence
from engine.actions.register.competences.told import CompetenceTold
from engine.actions.register.wrong import Wrong
from engine.core.vietnamese import format_date
from engine.errors import InvalidAnswers
from engine.questions.register.choice_makers import PROCEDURE, SEAT, UNIT
from engine.questions.register.choices import labels
from engine.questions.register.competence_list import (
    CompetencePage,
    competence_list,
    competence_page,
)
from web.current import actor, outside
from web.instrument_words import powers_offered
from web.register_form import choice_of, day_of

blueprint = Blueprint("competences", __name__, url_prefix="/quan-tri/tham-quyen/phap-luat")

LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form as typed."""

    procedure: str = ""
    position_id: str = ""
    unit_id: str = ""
    collective: bool = False
    powers: tuple[str, ...] = ("decide", "sign")
    legal_basis: str = ""
    valid_from: str = ""
    valid_to: str = ""
    reason: str = ""


@blueprint.get("")
def page() -> str:
    """The list; `tim` finds procedure, unit, seat and legal basis without diacritics."""
    words = request.args.get("tim", "").strip()[:LONGEST_SEARCH]
    found = competence_list(outside(), actor(), words, request.args.get("trang", 1, type=int))
    return render_template("authority/competences.html", found=found, words=words)


@blueprint.get("/moi")
def new_page() -> str:
    """An empty form."""
    competence_list(outside(), actor())  # closed to all but those who keep the register
    return _form(Sheet(), None)


@blueprint.post("/moi")
def make() -> ResponseReturnValue:
    """Enter it; effective at once."""
    sheet, wrong = _sent(), Wrong()
    try:
        told = _told(sheet, wrong)
        wrong.refuse()
        enter_competence(outside(), actor(), told)
    except InvalidAnswers as refused:
        return _form(sheet, None, refused), 422
    return _done(_("Đã ghi thẩm quyền theo luật."))


@blueprint.get("/<uuid:competence_id>")
def one(competence_id: UUID) -> str:
    """The form as it was entered, and what was done to it."""
    found = competence_page(outside(), actor(), competence_id)
    return _form(_sheet_of(found.told), found)


@blueprint.post("/<uuid:competence_id>")
def correct_it(competence_id: UUID) -> ResponseReturnValue:
    """Something was entered wrongly."""
    sheet, wrong = _sent(), Wrong()
    found = competence_page(outside(), actor(), competence_id)
    seen = request.form.get("seen", type=int)
    try:
        told = _told(sheet, wrong)
        wrong.refuse()
        correct_competence(outside(), actor(), competence_id, told, sheet.reason, seen)
    except InvalidAnswers as refused:
        return _form(sheet, found, refused), 422
    return _done(_("Đã sửa; điều từng ghi vẫn còn trong nhật ký."))


@blueprint.post("/<uuid:competence_id>/ket-thuc")
def end_it(competence_id: UUID) -> ResponseReturnValue:
    """The law changed."""
    found, wrong = competence_page(outside(), actor(), competence_id), Wrong()
    last = day_of(request.form.get("last", ""), "last", wrong)
    try:
        wrong.refuse()
        end_competence(outside(), actor(), competence_id, last, request.form.get("why", ""))
    except InvalidAnswers as refused:
        renamed = {"valid_to": "last", "reason": "why"}
        fields = {renamed.get(name, name): said for name, said in refused.fields.items()}
        return _form(_sheet_of(found.told), found, InvalidAnswers(fields)), 422
    return _done(_("Đã ghi ngày kết thúc."))


def _sent() -> Sheet:
    form = request.form
    names = ("procedure", "position_id", "unit_id", "legal_basis", "valid_from", "valid_to",
             "reason")  # fmt: skip
    return Sheet(
        **{name: form.get(name, "") for name in names},
        collective="collective" in form,
        powers=tuple(form.getlist("powers")),
    )


def _told(sheet: Sheet, wrong: Wrong) -> CompetenceTold:
    procedure = choice_of(PROCEDURE, sheet.procedure, "procedure", wrong)
    seat = choice_of(SEAT, sheet.position_id, "position_id", wrong)
    unit = choice_of(UNIT, sheet.unit_id, "unit_id", wrong)
    return CompetenceTold(
        procedure=procedure.key.partition(":")[2] if procedure else sheet.procedure,
        position_id=seat.id if seat else None,
        collective=sheet.collective,
        powers=sheet.powers,
        legal_basis=sheet.legal_basis,
        valid_from=day_of(sheet.valid_from, "valid_from", wrong),
        valid_to=day_of(sheet.valid_to, "valid_to", wrong),
        unit_id=unit.id if unit else None,
    )


def _sheet_of(told: CompetenceTold) -> Sheet:
    procedures = labels(outside(), actor(), PROCEDURE)
    return Sheet(
        procedure=procedures.get(f"{PROCEDURE}:{told.procedure}", told.procedure),
        position_id=labels(outside(), actor(), SEAT).get(f"{SEAT}:{told.position_id}", ""),
        unit_id=labels(outside(), actor(), UNIT).get(f"{UNIT}:{told.unit_id}", ""),
        collective=told.collective,
        powers=tuple(told.powers),
        legal_basis=told.legal_basis,
        valid_from=format_date(told.valid_from) if told.valid_from else "",
        valid_to=format_date(told.valid_to) if told.valid_to else "",
    )


def _form(sheet: Sheet, known: CompetencePage | None, refused: InvalidAnswers | None = None) -> str:
    return render_template(
        "authority/competence_form.html",
        sheet=sheet,
        known=known,
        wrong=refused.fields if refused else {},
        powers=powers_offered(),
        given=request.form,
    )


def _done(sentence: str) -> ResponseReturnValue:
    flash(sentence, "done")
    return redirect(url_for("competences.page"), 303)
