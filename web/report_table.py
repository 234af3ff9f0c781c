"""The words of a report, and its tables as they leave the house."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from engine.core.vietnamese import format_number
from engine.questions.reports.asked import (
    DOER,
    FIELD,
    FIGURES,
    OFFICER,
    PROCEDURE,
    STEP,
    UNIT,
    Asked,
)
from engine.questions.reports.dossier_report import Line, Report
from engine.questions.reports.step_report import STEP_FIGURES, StepLine, StepReport
from web.spreadsheet import Cell, Table

GROUPS = {
    UNIT: _l("Đơn vị"),
    FIELD: _l("Lĩnh vực"),
    PROCEDURE: _l("Thủ tục"),
    OFFICER: _l("Người chịu trách nhiệm"),
    STEP: _l("Bước"),
    DOER: _l("Người thực hiện bước"),
}
FIGURE_NAMES = {
    "all": _l("Tổng số hồ sơ"),
    "received": _l("Tiếp nhận trong kỳ"),
    "carried": _l("Từ kỳ trước chuyển sang"),
    "resolved": _l("Đã giải quyết"),
    "before": _l("Trước hạn"),
    "on": _l("Đúng hạn"),
    "after": _l("Quá hạn"),
    "no_term": _l("Không có thời hạn"),
    "stopped": _l("Rút, dừng giải quyết"),
    "open": _l("Đang giải quyết"),
    "in_time": _l("Trong hạn"),
    "overdue": _l("Đã quá hạn"),
    "paused": _l("Tạm dừng"),
    "done": _l("Bước đã làm xong"),
}
PRESSING_NAMES = {
    "overdue": _l("Việc quá hạn"),
    "today": _l("Đến hạn hôm nay"),
    "stuck": _l("Bị vướng"),
    "unclaimed": _l("Chưa ai nhận"),
    "open": _l("Việc đang mở"),
}


def dossier_table(asked: Asked, found: Report, by: str) -> Table:
    """The on-time report."""
    head = [_g(asked.by), *(str(FIGURE_NAMES[name]) for name in FIGURES), _("Tỷ lệ đúng hạn (%)")]
    rows = [_dossier_row(line.name, line) for line in found.lines]
    rows.append(_dossier_row(_("Tổng cộng"), found.total))
    return Table(_("Báo cáo tình hình giải quyết hồ sơ"), _about(asked, found, by), head, rows)


def step_table(asked: Asked, found: StepReport, by: str) -> Table:
    """Waiting against working time, in office minutes."""
    head = [
        _("Thủ tục"),
        _g(asked.by),
        *(str(FIGURE_NAMES[name]) for name in STEP_FIGURES),
        _("Số bước tính được thời gian"),
        _("Phút chờ"),
        _("Phút làm"),
        _("Phút tạm dừng"),
    ]
    rows = [_step_row(line.more, line.name, line) for line in found.lines]
    rows.append(_step_row("", _("Tổng cộng"), found.total))
    return Table(_("Báo cáo thời gian chờ và thời gian làm"), _about(asked, found, by), head, rows)


def _g(by: str) -> str:
    return str(GROUPS[by])


def _dossier_row(name: str, line: Line) -> list[Cell]:
    rate = line.on_time
    return [
        name,
        *(line.figures[figure] for figure in FIGURES),
        None if rate is None else round(rate, 2),
    ]


def _step_row(more: str, name: str, line: StepLine) -> list[Cell]:
    numbers = [line.figures[figure] for figure in STEP_FIGURES]
    return [more, name, *numbers, line.timed, line.waited, line.worked, line.paused]


def _about(asked: Asked, found: Report | StepReport, by: str) -> list[tuple[str, Cell]]:
    names = dict(found.choices.procedures)
    lines: list[tuple[str, Cell]] = [
        (_("Đơn vị"), found.about),
        (_("Từ ngày"), asked.period.first),
        (_("Đến ngày"), asked.period.last),
    ]
    if asked.field:
        lines.append((_("Lĩnh vực"), asked.field))
    if asked.procedure:
        lines.append((_("Thủ tục"), names.get(asked.procedure, asked.procedure)))
    return [*lines, (_("Người lập"), by), (_("Lập lúc"), found.made_at)]


def duration(minutes: float) -> str:
    """Office time in words: a working day has 8 hours. `1 ngày 3 giờ`, `2 giờ 5 phút`, `4 phút`."""
    days, rest = divmod(round(minutes), 480)
    hours, left = divmod(rest, 60)
    if days:
        return str(_("%(days)s ngày %(hours)s giờ", days=format_number(days), hours=hours))
    if hours:
        return str(_("%(hours)s giờ %(minutes)s phút", hours=hours, minutes=left))
    return str(_("%(minutes)s phút", minutes=left))


def percent(part: float | None) -> str:
    """`97,68%`; a dash where there is nothing to divide by."""
    return "–" if part is None else f"{format_number(round(part, 2))}%"
