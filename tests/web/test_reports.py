"""The heads' report at its pages: every number leads to what is behind it, and equals it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from engine.core.vietnamese import LOCAL
from engine.outside.servers import Servers
from engine.simulate import demo_city as city
from tests.factories.ward import copied_database, let_go, outside_of
from tests.web.application import application
from tests.web.browsing import signed_in
from tests.web.stories import told
from web.spreadsheet import Table, as_csv, as_xlsx

NUMBER = re.compile(
    r'<a class="(?:figure|tile)[^"]*" href="([^"]+)">(?:<span[^<]*</span>)?(?:<strong>)?([\d.]+)<'
)
ITEM = 'class="code nowrap"'
WARD = "hn_663_ban_sao_tu_so_goc"


@pytest.fixture(scope="module")
def read_only(
    servers: Servers, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The ward has three dossiers, one of which waits for its applicant; another province has one.

    One for all tests of this file: they only read.
    """
    with copied_database(servers, template_database) as name:
        outside = outside_of(servers, name, tmp_path_factory.mktemp("reports-home"))
        told(outside, WARD, "supplement", 3)
        told(outside, WARD, "straight_through", 2)
        told(outside, WARD, "straight_through", 1)
        told(outside, "laocai_1883", "straight_through", 1)
        yield application(outside)
        let_go(outside)


@pytest.fixture
def head(read_only: Flask) -> FlaskClient:
    """The chairman of the ward."""
    return signed_in(read_only.test_client(), "chu_tich")


def _numbers(page: str) -> Iterator[tuple[str, int]]:
    for address, number in NUMBER.findall(page):
        yield address.replace("&amp;", "&"), int(number.replace(".", ""))


def test_every_number_leads_to_a_list_of_so_many(head: FlaskClient) -> None:
    for by in ("unit", "field", "procedure", "officer", "step", "doer"):
        page = head.get(f"/bao-cao?theo={by}")
        assert page.status_code == 200
        numbers = dict(_numbers(page.text))
        assert sum(numbers.values()) > 10, by
        for address, number in numbers.items():
            behind = head.get(address)
            assert behind.status_code == 200, address
            assert f'<span class="tally">{number}</span>' in behind.text, address
            assert behind.text.count(ITEM) == number, address


def test_the_sums_add_up(head: FlaskClient) -> None:
    found = {}
    for address, number in _numbers(head.get("/bao-cao").text):
        figure = re.search(r"so=(\w+)", address)
        if figure and "dong" not in address and address.startswith("/bao-cao/ho-so"):
            found[figure[1]] = number
    assert found["all"] == 3
    assert found["received"] + found.get("carried", 0) == 3
    assert found["open"] == found["in_time"] + found["paused"] == 3
    assert found["paused"] == 1


def test_a_head_sees_their_own_units_and_those_below_and_no_others(head: FlaskClient) -> None:
    ward, city_unit = str(city.WARD), str(city.CITY)
    page = head.get("/bao-cao").text
    assert ward in page
    assert city_unit not in page
    assert head.get(f"/bao-cao?don-vi={city_unit}").status_code == 404
    assert head.get(f"/bao-cao/ho-so?so=all&don-vi={city_unit}").status_code == 404
    assert head.get(f"/bao-cao/tep.csv?don-vi={city_unit}").status_code == 404
    assert head.get("/bao-cao/ho-so?so=all").text.count(ITEM) == 3

    above = signed_in(head, "tp_ct").get("/bao-cao/ho-so?so=all").text
    assert above.count(ITEM) == 3  # the ward's; the other province's is not below the city
    assert "/ho-so/" not in above.replace("/bao-cao/ho-so", "")  # and not to be opened from there


@pytest.mark.parametrize("login", ["tu_phap", "mot_cua", "van_thu", "lc_cv"])
def test_who_leads_nothing_has_no_report(head: FlaskClient, login: str) -> None:
    officer = signed_in(head, login)
    assert "/bao-cao" not in officer.get("/").text
    for address in ("", "/ho-so", "/viec", "/tep.xlsx", "/tep.csv"):
        assert officer.get(f"/bao-cao{address}").status_code == 403, address


def test_the_reporting_role_of_the_city_sees_all_below_it(head: FlaskClient) -> None:
    reporter = signed_in(head, "tp_cvp")
    assert 'href="/bao-cao"' in reporter.get("/").text
    assert reporter.get("/bao-cao/ho-so?so=all").text.count(ITEM) == 3


def test_lists_name_no_applicant(head: FlaskClient) -> None:
    assert "Thưởng" not in head.get("/bao-cao/ho-so?so=all").text
    assert "Thưởng" not in head.get("/bao-cao/viec?so=open").text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ky=range", "Hãy ghi ngày đầu"),
        ("ky=range&tu=31/02/2026", "Không có ngày"),
        ("ky=range&tu=05/11/2026&den=01/11/2026", "Ngày cuối phải từ ngày đầu"),
        ("ky=range&tu=01/01/1990&den=01/11/2026", "dài nhất năm năm"),
        ("ky=day&ngay=hom+qua", "dạng ngày/tháng/năm"),
        ("ky=year&ngay=01/01/9999", "Không có kỳ báo cáo này"),
    ],
)
def test_a_wrong_period_is_told_in_one_sentence_and_the_form_comes_back(
    head: FlaskClient, query: str, said: str
) -> None:
    answer = head.get(f"/bao-cao?{query}")
    assert answer.status_code == 422
    assert said in answer.text
    assert 'role="alert"' in answer.text
    for given in re.findall(r"=([\d/]{10})", query):
        assert f'value="{given}"' in answer.text


@pytest.mark.parametrize(
    "address",
    ["/ho-so?so=khong-co", "/ho-so?so=all&dong=xyz", "/viec?so=khong-co", "/tep.exe", "?don-vi=1"],
)
def test_what_the_report_does_not_have_is_not_found(head: FlaskClient, address: str) -> None:
    assert head.get(f"/bao-cao{address}").status_code == 404


def test_a_wrong_word_in_the_address_of_a_file_is_refused_with_a_sentence(
    head: FlaskClient,
) -> None:
    answer = head.get("/bao-cao/tep.csv?ky=range&tu=31/02/2026")
    assert answer.status_code == 422


def test_the_file_says_what_it_is_about_and_its_numbers_are_numbers(head: FlaskClient) -> None:
    answer = head.get("/bao-cao/tep.xlsx?theo=procedure")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="bao-cao-')
    sheet = load_workbook(BytesIO(answer.data)).active
    assert sheet is not None
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    about = {line[0]: line[1] for line in lines[1:6]}
    assert about["Người lập"] == "Lê Quang Hùng"
    assert str(about["Đơn vị"]).startswith(city.WARD_NAME)
    today = datetime.now(LOCAL).date()
    assert about["Từ ngày"] == datetime(today.year, today.month, 1)  # noqa: DTZ001  # a sheet's day
    assert about["Lập lúc"].date() == today
    assert lines[7][:3] == ["Thủ tục", "Tổng số hồ sơ", "Tiếp nhận trong kỳ"]
    assert lines[8][:3] == ["Cấp bản sao từ sổ gốc", 3, 3]
    assert lines[-1][:3] == ["Tổng cộng", 3, 3]

    steps = load_workbook(BytesIO(head.get("/bao-cao/tep.xlsx?theo=step").data)).active
    assert steps is not None
    assert [cell.value for cell in steps[steps.max_row]][1] == "Tổng cộng"


def test_the_csv_opens_in_an_office_s_excel(head: FlaskClient) -> None:
    answer = head.get("/bao-cao/tep.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert lines[0] == ["Báo cáo tình hình giải quyết hồ sơ"]
    assert lines[-1][:3] == ["Tổng cộng", "3", "3"]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    evil = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]
    table = Table("T", [], ["a", "b", "c"], [[text, 97.5, date(2026, 11, 2)] for text in evil])
    sheet = load_workbook(BytesIO(as_xlsx(table))).active
    assert sheet is not None
    cells = [sheet.cell(4 + n, 1) for n in range(len(evil))]
    assert [cell.data_type for cell in cells] == ["s"] * len(evil)
    assert sheet.cell(4, 2).value == 97.5
    lines = as_csv(table).decode("utf-8-sig").split("\r\n")
    assert lines[3] == "'=1+1;97,50;02/11/2026"
    assert all(line.lstrip('"').startswith("'") for line in lines[3:9] if line)


def test_the_overview_tells_what_presses(head: FlaskClient) -> None:
    numbers = dict(_numbers(head.get("/bao-cao").text))
    assert numbers["/bao-cao/viec?so=unclaimed"] >= 1
    assert {a for a in numbers if a.startswith("/bao-cao/viec?so=")} >= {
        "/bao-cao/viec?so=overdue",
        "/bao-cao/viec?so=today",
        "/bao-cao/viec?so=stuck",
        "/bao-cao/viec?so=unclaimed",
    }
