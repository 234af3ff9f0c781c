"""`/bao-cao`: the heads' report, the lists behind its numbers, and its tables as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.accounts.record_read import NO_DOSSIER
from engine.core.period import LONGEST, Period, period_around
from engine.core.vietnamese import LOCAL, format_date, format_number, parse_date
from engine.errors import InvalidAnswers
from engine.questions.reports.asked import OF_DOSSIERS, OF_STEPS, UNIT, Asked
from engine.questions.reports.dossier_report import PAGE, Report, listed, report
from engine.questions.reports.overview import open_steps, overview
from engine.questions.reports.step_report import StepReport, step_report, steps_listed
from web.current import actor, outside
from web.reads import note_read
from web.report_table import (
    FIGURE_NAMES,
    GROUPS,
    PRESSING_NAMES,
    dossier_table,
    duration,
    percent,
    step_table,
)
from web.spreadsheet import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx

blueprint = Blueprint("reports", __name__, url_prefix="/bao-cao")
blueprint.add_app_template_filter(format_number, "number")
blueprint.add_app_template_filter(percent, "percent")
blueprint.add_app_template_filter(duration, "duration")

KINDS = ("day", "week", "month", "quarter", "year")
FREE = "range"
FIELDS = ("ky", "ngay", "tu", "den", "theo", "don-vi", "linh-vuc", "thu-tuc", "can-bo")
"""What of the address says which report it is."""


@blueprint.get("")
def page() -> ResponseReturnValue:
    """The overview of this moment, and the report of the period asked for; of this month, if
    none was."""
    pressing = overview(outside(), actor())
    try:
        asked = _asked()
        found = _report(asked)
    except InvalidAnswers as refused:
        plain = Asked(period_around("month", _today()))
        return _page(plain, pressing, report(outside(), actor(), plain), refused.fields), 422
    return _page(asked, pressing, found)


@blueprint.get("/ho-so")
def dossiers() -> ResponseReturnValue:
    """What is behind a number: dossiers, or, for a report of steps, steps."""
    asked, figure, key = _asked(), request.args.get("so", "all"), request.args.get("dong")
    if asked.by in OF_STEPS:
        steps = steps_listed(outside(), actor(), asked, figure, key, _page_number())
        return _listed("reports/steps.html", steps, steps.count, asked=asked, figure=figure)
    found = listed(outside(), actor(), asked, figure, key, _page_number())
    return _listed("reports/dossiers.html", found, found.count, asked=asked, figure=figure)


@blueprint.get("/viec")
def pressing() -> ResponseReturnValue:
    """The open steps behind a number of the overview."""
    figure, officer = request.args.get("so", "open"), _uuid("can-bo")
    found = open_steps(outside(), actor(), figure, officer, _page_number())
    return _listed("reports/open_steps.html", found, found.count, figure=figure)


@blueprint.get("/tep.<string:kind>")
def file(kind: str) -> ResponseReturnValue:
    """The table as XLSX or CSV, with what it is about, who made it and when."""
    if kind not in ("xlsx", "csv"):
        abort(404)
    asked = _asked()
    found = _report(asked)
    table = (
        dossier_table(asked, found, actor().full_name)
        if isinstance(found, Report)
        else step_table(asked, found, actor().full_name)
    )
    first, last = asked.period.first, asked.period.last
    name = f"bao-cao-{first:%Y%m%d}-{last:%Y%m%d}.{kind}"
    content, media_type = (
        (as_xlsx(table), XLSX_TYPE) if kind == "xlsx" else (as_csv(table), CSV_TYPE)
    )
    note_read(NO_DOSSIER, "report", "bao-cao")
    sent = Response(content, mimetype=media_type)
    sent.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    sent.headers["Cache-Control"] = "no-store"
    return sent


def _report(asked: Asked) -> Report | StepReport:
    if asked.by in OF_STEPS:
        return step_report(outside(), actor(), asked)
    return report(outside(), actor(), asked)


def _asked() -> Asked:
    """Raises InvalidAnswers."""
    by = request.args.get("theo") or UNIT
    if by not in (*OF_DOSSIERS, *OF_STEPS):
        by = UNIT
    return Asked(
        period=_period(),
        by=by,
        unit=_uuid("don-vi"),
        field=request.args.get("linh-vuc") or None,
        procedure=request.args.get("thu-tuc") or None,
        officer=_uuid("can-bo"),
    )


def _period() -> Period:
    kind = request.args.get("ky") or "month"
    if kind != FREE:
        day = _day("ngay") or _today()
        try:
            return period_around(kind if kind in KINDS else "month", day)
        except OverflowError:
            raise InvalidAnswers({"ngay": [_("Không có kỳ báo cáo này trong lịch.")]}) from None
    first, last = _day("tu"), _day("den")
    if first is None:
        raise InvalidAnswers({"tu": [_("Hãy ghi ngày đầu của kỳ báo cáo, ví dụ 01/11/2026.")]})
    last = last or _today()
    if last < first:
        raise InvalidAnswers({"den": [_("Ngày cuối phải từ ngày đầu trở đi.")]})
    if last - first > LONGEST or last.year > 9000:
        too_long = _("Một báo cáo dài nhất năm năm; hãy chọn khoảng ngắn hơn.")
        raise InvalidAnswers({"den": [too_long]})
    return Period(first, last)


def _day(name: str) -> date | None:
    """Raises InvalidAnswers."""
    written = request.args.get(name, "").strip()
    if not written:
        return None
    try:
        day = parse_date(written)
    except ValueError as fault:
        raise InvalidAnswers({name: [str(fault)]}) from None
    if not 1900 < day.year < 9000:
        raise InvalidAnswers({name: [_("Không có kỳ báo cáo này trong lịch.")]})
    return day


def _uuid(name: str) -> UUID | None:
    written = request.args.get(name, "").strip()
    try:
        return UUID(written) if written else None
    except ValueError:
        abort(404)


def _page_number() -> int:
    written = request.args.get("trang", "1")
    good = written.isascii() and written.isdigit() and len(written) < 7
    return max(1, int(written)) if good else 1


def _today() -> date:
    return outside().clock.now().astimezone(LOCAL).date()


def _kept() -> dict[str, Any]:
    """The address's own words, for links that stay within this report."""
    return {name: value for name in FIELDS if (value := request.args.get(name))}


def _page(
    asked: Asked,
    pressing: object,
    found: Report | StepReport,
    wrong: Mapping[str, Sequence[str]] | None = None,
) -> str:
    kept = _kept()
    kind = kept.get("ky", "month")
    given = {
        **dict.fromkeys(FIELDS, ""),
        **kept,
        "ky": kind if kind in (*KINDS, FREE) else "month",
        "theo": asked.by,
    }

    def behind(figure: str, key: str | None = None) -> str:
        line: dict[str, Any] = {} if key is None else {"dong": key}
        return url_for("reports.dossiers", **kept, so=figure, **line)

    return render_template(
        "reports/page.html",
        asked=asked,
        overview=pressing,
        report=found,
        of_steps=isinstance(found, StepReport),
        given=given,
        wrong=wrong or {},
        kept=kept,
        behind=behind,
        kinds=KINDS,
        names=FIGURE_NAMES,
        groups=GROUPS,
        pressing_names=PRESSING_NAMES,
        period=(format_date(asked.period.first), format_date(asked.period.last)),
    )


def _listed(template: str, found: object, count: int, **more: object) -> str:
    note_read(NO_DOSSIER, "report", "bao-cao/ho-so")
    page = _page_number()
    turn: dict[str, Any] = {k: v for k, v in request.args.items() if k != "trang"}
    return render_template(
        template,
        found=found,
        page=page,
        pages=max(1, -(-count // PAGE)),
        back=url_for("reports.page", **_kept()),
        turn=lambda number: url_for(request.endpoint or "reports.page", **turn, trang=number),
        names=PRESSING_NAMES if request.endpoint == "reports.pressing" else FIGURE_NAMES,
        **more,
    )
