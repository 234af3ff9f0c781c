"""`/quan-tri/tham-quyen/…/bao-cao`: how each instrument was carried out, and when to say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.actions.accounts.record_read import NO_DOSSIER
from engine.actions.register.reports.mark_sent import mark_sent
from engine.actions.register.reports.set_due import set_due
from engine.errors import InvalidAnswers
from engine.questions.register.instrument_report import InstrumentReport, instrument_report
from engine.questions.register.report_dues import report_dues
from web.current import actor, outside
from web.instrument_report import docx_of, xlsx_of
from web.moments import EARLIEST, LATEST
from web.reads import note_read
from web.report_document import DOCX_TYPE
from web.spreadsheet import XLSX_TYPE

blueprint = Blueprint("instrument_reports", __name__, url_prefix="/quan-tri/tham-quyen")
ONE = "/van-ban/<uuid:instrument_id>/bao-cao"


@blueprint.get("/bao-cao")
def page() -> str:
    """Every instrument that asks for a report, the most pressing first."""
    return render_template("instrument_reports/list.html", dues=report_dues(outside(), actor()))


@blueprint.get(ONE)
def one(instrument_id: UUID) -> str:
    """By procedure and month."""
    return _page(_report(instrument_id), {})


@blueprint.get(f"{ONE}/tep.<string:kind>")
def file(instrument_id: UUID, kind: str) -> ResponseReturnValue:
    """The same as DOCX or XLSX."""
    made = {"docx": (docx_of, DOCX_TYPE), "xlsx": (xlsx_of, XLSX_TYPE)}.get(kind)
    if made is None:
        abort(404)
    write, media_type = made
    report = _report(instrument_id)
    note_read(NO_DOSSIER, "report", "uy-quyen")
    sent = Response(write(report, actor().full_name), mimetype=media_type)
    name = f"uy-quyen-{report.year}.{kind}"
    sent.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    sent.headers["Cache-Control"] = "no-store"
    return sent


@blueprint.post(f"{ONE}/han")
def set_it(instrument_id: UUID) -> ResponseReturnValue:
    """When the report is due, each year."""
    try:
        set_due(outside(), actor(), instrument_id, request.form.get("report_due", ""))
    except InvalidAnswers as refused:
        return _page(_report(instrument_id), refused.fields), 422
    return redirect(url_for("instrument_reports.one", instrument_id=instrument_id), 303)


@blueprint.post(f"{ONE}/da-gui")
def sent(instrument_id: UUID) -> ResponseReturnValue:
    """The report of the year was sent: no reminder any more."""
    year = _year(request.form.get("nam", ""))
    if year is None:
        abort(400)
    mark_sent(outside(), actor(), instrument_id, year)
    return redirect(url_for("instrument_reports.one", instrument_id=instrument_id, nam=year), 303)


def _report(instrument_id: UUID) -> InstrumentReport:
    asked = _year(request.args.get("nam", ""))
    return instrument_report(outside(), actor(), instrument_id, asked)


def _page(report: InstrumentReport, wrong: Mapping[str, Sequence[str]]) -> str:
    return render_template(
        "instrument_reports/one.html", report=report, given=request.form, wrong=wrong
    )


def _year(written: str) -> int | None:
    """None for none; 404 for what is no year."""
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and EARLIEST < int(written) < LATEST):
        abort(404)
    return int(written)
