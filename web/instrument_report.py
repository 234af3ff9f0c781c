"""The report on an instrument as it leaves the house: always in Vietnamese."""

from __future__ import annotations

from engine.core.vietnamese import format_moment
from engine.questions.register.instrument_report import Figures, InstrumentReport
from web.report_document import ReportText, as_docx
from web.spreadsheet import Cell, Table, as_xlsx

TITLE = "Tình hình thực hiện ủy quyền"
HEAD = (
    "Thủ tục",
    "Mã",
    "Tháng",
    "Đã quyết định",
    "Chấp thuận",
    "Từ chối",
    "Đúng hạn",
    "Quá hạn",
    "Có chuyển trả",
)


def xlsx_of(report: InstrumentReport, by: str) -> bytes:
    """As a workbook, with what it is about, who made it and when."""
    return as_xlsx(_table(report, by))


def docx_of(report: InstrumentReport, by: str) -> bytes:
    """As a document to be completed, signed and sent."""
    total = report.total
    text = ReportText(
        agency=report.issuer,
        kind="Báo cáo",
        subject=f"{TITLE} theo {report.instrument} năm {report.year}",
        about=(
            f"Trong năm {report.year} đã quyết định {total.decided} hồ sơ theo "
            f"{report.instrument}: chấp thuận {total.granted}, từ chối {total.refused}; trong các "
            f"hồ sơ đã kết thúc, đúng hạn {total.on_time}, quá hạn {total.late}; "
            f"{total.returned} hồ sơ có chuyển trả trong quá trình giải quyết.",
            f"Số liệu lập lúc {format_moment(report.made_at)}, chi tiết theo thủ tục và tháng:",
        ),
        recipients=("Như trên",),
    )
    return as_docx(text, _table(report, by))


def _table(report: InstrumentReport, by: str) -> Table:
    rows: list[list[Cell]] = [
        [line.title, line.procedure, line.month, *_cells(line.figures)] for line in report.lines
    ]
    rows.append(["Tổng cộng", "", "", *_cells(report.total)])
    about: list[tuple[str, Cell]] = [
        ("Văn bản", report.instrument),
        ("Năm", report.year),
        ("Người lập", by),
        ("Lập lúc", report.made_at),
    ]
    return Table(TITLE, about, HEAD, rows)


def _cells(figures: Figures) -> tuple[Cell, ...]:
    return (
        figures.decided,
        figures.granted,
        figures.refused,
        figures.on_time,
        figures.late,
        figures.returned,
    )
