"""`/quan-tri/tham-quyen/van-ban`: instruments, found, read, entered, corrected."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.papers import Upload
from engine.actions.register.instruments.attach_file import attach_file
from engine.actions.register.instruments.correct import correct_instrument
from engine.actions.register.instruments.enter import enter_instrument
from engine.actions.register.wrong import Wrong
from engine.errors import InvalidAnswers, UploadRefused
from engine.questions.register.choice_makers import PROCEDURE
from engine.questions.register.choices import labels
from engine.questions.register.instrument_list import Wanted, instrument_list
from engine.questions.register.instrument_page import (
    instrument_as_told,
    instrument_file,
    instrument_page,
)
from web.current import actor, outside
from web.existing import existing
from web.instrument_sheet import Sheet, sheet_of, sheet_sent
from web.instrument_told import changed, refuse_all, told_by
from web.instrument_words import kinds_offered, on_ends_offered, powers_offered
from web.sent_file import pdf

blueprint = Blueprint("instruments", __name__, url_prefix="/quan-tri/tham-quyen/van-ban")

LONGEST_SEARCH = 100


@blueprint.get("")
def page() -> str:
    """The list; `tim` finds number, issuer and procedures without diacritics."""
    asked = request.args
    wanted = Wanted(
        words=asked.get("tim", "").strip()[:LONGEST_SEARCH],
        standing=asked.get("trang-thai", ""),
        kind=asked.get("loai", ""),
        ending="sap-het" in asked,
        page=asked.get("trang", 1, type=int),
    )
    found = instrument_list(outside(), actor(), wanted)
    return render_template(
        "authority/instruments.html", found=found, wanted=wanted, kinds=kinds_offered()
    )


@blueprint.get("/moi")
def new_page() -> str:
    """An empty form."""
    return _form(Sheet(), None)


@blueprint.post("/moi")
def make() -> ResponseReturnValue:
    """Enter it, or change the form by one of its small buttons."""
    sheet, wrong = sheet_sent(), Wrong()
    if act := request.form.get("do", ""):
        return _form(changed(sheet, act, wrong), None, wrong)
    try:
        told = told_by(sheet, wrong)
        refuse_all(told, wrong)
        instrument_id = enter_instrument(outside(), actor(), told)
    except InvalidAnswers as refused:
        return _form(sheet, None, refused), 422
    flash(_("Đã nhập dự thảo. Văn bản chưa giao quyền gì cho đến khi người khác duyệt."), "done")
    return _attached(instrument_id)


@blueprint.get("/<uuid:instrument_id>")
def one(instrument_id: UUID) -> str:
    """Header, lines, file, commitments, what happened."""
    return page_of(instrument_id)


@blueprint.get("/<uuid:instrument_id>/sua")
def correct_page(instrument_id: UUID) -> str:
    """The form as it was entered."""
    told, seen = instrument_as_told(outside(), actor(), instrument_id)
    return _form(sheet_of(told), instrument_id, seen=seen)


@blueprint.post("/<uuid:instrument_id>/sua")
def correct_it(instrument_id: UUID) -> ResponseReturnValue:
    """Write the draft anew."""
    sheet, wrong = sheet_sent(), Wrong()
    seen = request.form.get("seen", type=int)
    if act := request.form.get("do", ""):
        return _form(changed(sheet, act, wrong), instrument_id, wrong, seen=seen)
    try:
        told = told_by(sheet, wrong)
        refuse_all(told, wrong)
        correct_instrument(outside(), actor(), instrument_id, told, sheet.reason, seen)
    except InvalidAnswers as refused:
        return _form(sheet, instrument_id, refused, seen=seen), 422
    flash(_("Đã ghi; văn bản là dự thảo, chờ người khác thẩm định."), "done")
    return _attached(instrument_id)


@blueprint.post("/<uuid:instrument_id>/tep")
def attach(instrument_id: UUID) -> ResponseReturnValue:
    """The decision itself."""
    file = request.files.get("file")
    if file is None or not file.filename:
        wrong = {"file": [_("Hãy chọn tệp PDF của văn bản.")]}
        return page_of(instrument_id, InvalidAnswers(wrong)), 422
    return _attached(instrument_id)


@blueprint.get("/<uuid:instrument_id>/tep")
def file(instrument_id: UUID) -> Response:
    """The decision as it was attached."""
    return pdf(*instrument_file(outside(), actor(), instrument_id))


def page_of(instrument_id: UUID, refused: InvalidAnswers | None = None) -> str:
    """The instrument's page, with what was refused of a form on it."""
    path = url_for("instruments.one", instrument_id=instrument_id)
    return render_template(
        "authority/instrument.html",
        page=instrument_page(outside(), actor(), instrument_id),
        wrong=refused.fields if refused else {},
        revoke=existing(f"{path}/thu-hoi"),
        suspend=existing(f"{path}/tam-ngung"),
        resume=existing(f"{path}/khoi-phuc"),
        results=existing(f"{path}/ket-qua"),
        report=existing(f"{path}/bao-cao"),
    )


def _attached(instrument_id: UUID) -> ResponseReturnValue:
    """Attach what was chosen, if anything was; on to the page."""
    sent = request.files.get("file")
    if sent is not None and sent.filename:
        upload = Upload("", sent.filename, sent.read())
        on_paper = "on_paper" in request.form
        try:
            attach_file(outside(), actor(), instrument_id, upload, on_paper=on_paper)
        except UploadRefused as refused:
            return page_of(instrument_id, InvalidAnswers({"file": [refused.sentence]})), 422
        flash(_("Đã lưu tệp và kiểm tra chữ ký số của tệp."), "done")
    return redirect(url_for("instruments.one", instrument_id=instrument_id), 303)


def _form(
    sheet: Sheet,
    instrument_id: UUID | None,
    refused: InvalidAnswers | Wrong | None = None,
    *,
    seen: int | None = None,
) -> str:
    prefix = "thu-tuc:"
    titles = labels(outside(), actor(), PROCEDURE)
    return render_template(
        "authority/instrument_form.html",
        sheet=sheet,
        instrument_id=instrument_id,
        seen=seen,
        wrong=refused.fields if refused else {},
        kinds=kinds_offered(),
        on_ends=on_ends_offered(),
        powers=powers_offered(),
        titles={key.removeprefix(prefix): label for key, label in titles.items()},
    )
