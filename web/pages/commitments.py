"""`/quan-tri/tham-quyen/cam-ket`: what a delegation was made on, and who answers for it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.papers import Upload
from engine.actions.register.commitments.attest import Attestation
from engine.actions.register.commitments.attest import attest as attest_commitment
from engine.actions.register.commitments.correct import correct_commitment
from engine.actions.register.commitments.enter import enter_commitment
from engine.actions.register.commitments.strike import strike_commitment
from engine.actions.register.commitments.told import EVERY, CommitmentTold
from engine.actions.register.wrong import Wrong
from engine.core.vietnamese import format_date
from engine.errors import InvalidAnswers, UploadRefused
from engine.questions.register.choice_makers import PERSON
from engine.questions.register.commitment_page import (
    CommitmentPage,
    commitment_page,
    evidence_file,
)
from engine.questions.register.instrument_page import instrument_page
from web.current import actor, outside
from web.register_form import choice_of, day_of
from web.sent_file import sent

blueprint = Blueprint("commitments", __name__, url_prefix="/quan-tri/tham-quyen/cam-ket")


@blueprint.get("/moi/<uuid:instrument_id>")
def new_page(instrument_id: UUID) -> str:
    """An empty form for a commitment of this instrument."""
    return _new(instrument_id)


@blueprint.post("/moi/<uuid:instrument_id>")
def make(instrument_id: UUID) -> ResponseReturnValue:
    """Write it down."""
    wrong = Wrong()
    try:
        told = _told(wrong)
        wrong.refuse()
        enter_commitment(outside(), actor(), instrument_id, told)
    except InvalidAnswers as refused:
        return _new(instrument_id, refused), 422
    return _done(instrument_id, _("Đã ghi cam kết; hệ thống sẽ nhắc trước hạn hai tuần."))


@blueprint.get("/<uuid:commitment_id>")
def correct_page(commitment_id: UUID) -> str:
    """The commitment as it was written down."""
    return _known(commitment_page(outside(), actor(), commitment_id))


@blueprint.post("/<uuid:commitment_id>")
def correct_it(commitment_id: UUID) -> ResponseReturnValue:
    """Its words, its day, how often."""
    page, wrong = commitment_page(outside(), actor(), commitment_id), Wrong()
    seen, reason = request.form.get("seen", type=int), request.form.get("reason", "")
    try:
        told = _told(wrong)
        wrong.refuse()
        instrument_id = correct_commitment(outside(), actor(), commitment_id, told, reason, seen)
    except InvalidAnswers as refused:
        return _known(page, refused), 422
    return _done(instrument_id, _("Đã sửa cam kết."))


@blueprint.post("/<uuid:commitment_id>/bo")
def strike_it(commitment_id: UUID) -> ResponseReturnValue:
    """It was never made."""
    page = commitment_page(outside(), actor(), commitment_id)
    try:
        why = request.form.get("why", "")
        instrument_id = strike_commitment(outside(), actor(), commitment_id, why)
    except InvalidAnswers as refused:
        return _known(page, InvalidAnswers({"why": refused.fields["reason"]})), 422
    return _done(instrument_id, _("Đã bỏ cam kết."))


@blueprint.get("/<uuid:commitment_id>/xac-nhan")
def attest_page(commitment_id: UUID) -> str:
    """Who answers for it, when, with what evidence."""
    return _attest(commitment_page(outside(), actor(), commitment_id))


@blueprint.post("/<uuid:commitment_id>/xac-nhan")
def attest(commitment_id: UUID) -> ResponseReturnValue:
    """Somebody answers for the due day that is open."""
    page, wrong = commitment_page(outside(), actor(), commitment_id), Wrong()
    form, file = request.form, request.files.get("file")
    person = choice_of(PERSON, form.get("person", ""), "person", wrong)
    upload = Upload("", file.filename, file.read()) if file and file.filename else None
    on = day_of(form.get("attested_on", ""), "attested_on", wrong)
    told = Attestation(person.id if person else None, on, form.get("evidence", ""), upload)
    try:
        wrong.refuse()
        instrument_id = attest_commitment(outside(), actor(), commitment_id, told)
    except InvalidAnswers as refused:
        return _attest(page, refused), 422
    except UploadRefused as refused:
        return _attest(page, InvalidAnswers({"file": [refused.sentence]})), 422
    return _done(instrument_id, _("Đã ghi xác nhận."))


@blueprint.get("/<uuid:commitment_id>/<uuid:attestation_id>/tep")
def file(commitment_id: UUID, attestation_id: UUID) -> Response:
    """The evidence."""
    data, name = evidence_file(outside(), actor(), commitment_id, attestation_id)
    return sent(data, name, "application/pdf" if data.startswith(b"%PDF-") else "image/png")


def _told(wrong: Wrong) -> CommitmentTold:
    due: date | None = day_of(request.form.get("due", ""), "due", wrong)
    every = request.form.get("every_months", 0, type=int)
    return CommitmentTold(request.form.get("said", ""), due, every)


def _every() -> list[tuple[int, str]]:
    words = (_("Một lần"), _("Mỗi tháng"), _("Mỗi quý"), _("Sáu tháng"), _("Mỗi năm"))
    return list(zip(EVERY, words, strict=True))


def _new(instrument_id: UUID, refused: InvalidAnswers | None = None) -> str:
    head = instrument_page(outside(), actor(), instrument_id).head
    return render_template(
        "authority/commitment_form.html",
        instrument_id=head.id,
        number=head.number,
        known=None,
        given=request.form,
        every=_every(),
        wrong=refused.fields if refused else {},
    )


def _known(page: CommitmentPage, refused: InvalidAnswers | None = None) -> str:
    due = format_date(page.told.due) if page.told.due else ""
    told = {"said": page.told.said, "due": due, "every_months": page.told.every_months}
    return render_template(
        "authority/commitment_form.html",
        instrument_id=page.view.instrument_id,
        number=page.number,
        known=page.view,
        given=request.form or told,
        every=_every(),
        wrong=refused.fields if refused else {},
    )


def _attest(page: CommitmentPage, refused: InvalidAnswers | None = None) -> str:
    return render_template(
        "authority/attest.html",
        page=page,
        given=request.form,
        wrong=refused.fields if refused else {},
    )


def _done(instrument_id: UUID, sentence: str) -> ResponseReturnValue:
    flash(sentence, "done")
    return redirect(url_for("instruments.one", instrument_id=instrument_id), 303)
