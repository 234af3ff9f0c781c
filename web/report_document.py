"""A report as a DOCX that an office edits and signs (NĐ 30/2020/NĐ-CP, Phụ lục I: page, heads).

By python-docx. Times New Roman, A4, the agency at the left and the state's motto at the right; the
table of the report; room for the number, the recipients and the signature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.document import Document as Written
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from engine.core.vietnamese import format_number
from web.spreadsheet import Cell, Table

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FONT = "Times New Roman"


@dataclass(frozen=True, slots=True)
class ReportText:
    """What stands around the table. `about` are paragraphs; `signed_by` the title of who signs."""

    agency: str
    kind: str
    subject: str
    about: Sequence[str]
    recipients: Sequence[str]


def as_docx(text: ReportText, table: Table) -> bytes:
    """The file; the same input gives the same content, not the same bytes."""
    document = Document()
    _page(document)
    _heads(document, text.agency)
    for said, size in ((text.kind.upper(), 14), (text.subject, 14)):
        _line(document.add_paragraph(), said, bold=True, size=size, centred=True)
    for said in text.about:
        _line(document.add_paragraph(), said)
    _table(document, table)
    _foot(document, text.recipients)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _page(document: Written) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)


def _heads(document: Written, agency: str) -> None:
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    _line(left.paragraphs[0], agency.upper(), bold=True, centred=True)
    _line(left.add_paragraph(), "Số:        /BC-        ", centred=True)
    _line(
        right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12, centred=True
    )
    _line(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", bold=True, centred=True)
    _line(
        right.add_paragraph(), "............, ngày      tháng      năm", italic=True, centred=True
    )


def _table(document: Written, table: Table) -> None:
    drawn = document.add_table(rows=0, cols=len(table.head), style="Table Grid")
    rows: list[Sequence[Cell]] = [table.head, *table.rows]
    for number, values in enumerate(rows):
        heavy = number in (0, len(rows) - 1)
        for cell, value in zip(drawn.add_row().cells, values, strict=True):
            _line(cell.paragraphs[0], _told(value), bold=heavy, size=11)


def _foot(document: Written, recipients: Sequence[str]) -> None:
    document.add_paragraph()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    _line(left.paragraphs[0], "Nơi nhận:", bold=True, italic=True, size=12)
    for each in recipients:
        _line(left.add_paragraph(), f"- {each};", size=11)
    _line(left.add_paragraph(), "- Lưu: VT.", size=11)
    _line(right.paragraphs[0], "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", bold=True, centred=True)


def _line(
    paragraph: Paragraph,
    said: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int = 13,
    centred: bool = False,
) -> None:
    run = paragraph.add_run(said)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _told(value: Cell) -> str:
    if isinstance(value, int | float):
        return format_number(value)
    return "" if value is None else str(value)
