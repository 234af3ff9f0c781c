"""The report on an instrument: its figures, its files, when it is due and that it was sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from flask.testing import FlaskClient
from openpyxl import load_workbook

from engine.questions.register.instrument_report import Figures, instrument_report
from engine.questions.register.report_dues import report_dues
from engine.simulate import demo_city as city
from tests.factories.clock import local
from tests.factories.office import person
from tests.factories.stages import Case, Stages
from tests.web.application import application
from tests.web.browsing import signed_in, words_of

AT = "/quan-tri/tham-quyen"
ONE = f"{AT}/van-ban/{city.ASSIGNMENT}/bao-cao"


@pytest.fixture
def signed(stages: Stages) -> Iterator[Case]:
    """A result that the deputy signed in March under the chairman's assignment."""
    with stages.case("to_sign") as case:
        case.office.sign(case.id, "pho_chu_tich")
        case.office.sweep()
        yield case


def browse(case: Case, login: str = "quan_tri") -> FlaskClient:
    return signed_in(application(case.office.outside).test_client(), login)


def test_the_year_is_told_by_procedure_and_month_as_page_docx_and_xlsx(signed: Case) -> None:
    outside = signed.office.outside
    report = instrument_report(outside, person("quan_tri"), city.ASSIGNMENT, 2026)
    [line] = report.lines
    assert (line.procedure, line.month) == ("2.000908", 3)
    assert report.total == line.figures == Figures(1, 1, 0, 0, 0, 0)
    assert instrument_report(outside, person("quan_tri"), city.ASSIGNMENT, 2025).lines == ()
    client = browse(signed)
    assert "2.000908" in words_of(client.get(f"{ONE}?nam=2026"))
    written = Document(BytesIO(client.get(f"{ONE}/tep.docx?nam=2026").data))
    said = "\n".join(paragraph.text for paragraph in written.paragraphs)
    assert "Tình hình thực hiện ủy quyền theo Quyết định số 15/QĐ-UBND" in said
    assert "đã quyết định 1 hồ sơ" in said
    figures = written.tables[1]
    assert [cell.text for cell in figures.rows[-1].cells][:4] == ["Tổng cộng", "", "", "1"]
    sheet = load_workbook(BytesIO(client.get(f"{ONE}/tep.xlsx?nam=2026").data)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[sheet.max_row]][:4] == ["Tổng cộng", None, None, 1]
    assert client.get(f"{ONE}/tep.pdf").status_code == 404
    assert client.get(f"{ONE}?nam=nay").status_code == 404


def test_the_report_is_due_each_year_and_reminded_of_until_it_was_sent(signed: Case) -> None:
    office, registrar = signed.office, person("quan_tri")
    client = browse(signed)
    assert report_dues(office.outside, registrar) == ()
    refused = client.post(f"{ONE}/han", data={"report_due": "31/02"})
    assert refused.status_code == 422
    assert "ví dụ 15/12" in words_of(refused)
    assert client.post(f"{ONE}/han", data={"report_due": "01/04"}).status_code == 303
    [due] = report_dues(office.outside, registrar)
    assert (due.year, due.due, due.state) == (2026, date(2026, 4, 1), "due")
    assert "sắp đến hạn" in words_of(client.get(f"{AT}/bao-cao"))
    office.clock.at = local("2026-04-02 09:00")
    [due] = report_dues(office.outside, registrar)
    assert due.state == "late"
    client = browse(signed)
    assert client.post(f"{ONE}/da-gui", data={"nam": "2026"}).status_code == 303
    [due] = report_dues(office.outside, registrar)
    assert due.state == "sent"
    office.clock.at = local("2027-03-02 09:00")
    [due] = report_dues(office.outside, registrar)
    assert (due.year, due.state) == (2027, "due")


def test_only_who_keeps_the_register_reports(signed: Case) -> None:
    clerk = browse(signed, "mot_cua")
    for path in (f"{AT}/bao-cao", ONE, f"{ONE}/tep.docx"):
        assert clerk.get(path).status_code == 403, path
    for path in (f"{ONE}/han", f"{ONE}/da-gui"):
        assert clerk.post(path, data={"nam": "2026"}).status_code == 403, path
