"""The public register: what it says is what the core answers, without a name; page, JSON, CSV."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from engine.actions.register.load import load
from engine.core.authority.may_act import mandates
from engine.core.authority.register import Power
from engine.outside.outside import Outside
from engine.outside.register_book import open_book
from engine.questions.public.authority import every_line
from engine.store.load_register import load_register
from engine.store.records import UnitRow
from engine.store.time import read_time
from tests.factories.register_book import Rows, city, xlsx

HERE = "/tham-quyen"


def take_in(outside: Outside, rows: Rows) -> None:
    with open_book(xlsx(rows), "danh-muc.xlsx") as book:
        load(outside, book)


def told(outside: Outside) -> set[tuple[str, str, str]]:
    return {
        (line.procedure, line.unit_code, line.seat.upper())
        for line in every_line(outside, "giay thu")
        if line.held
    }


def answered(outside: Outside) -> set[tuple[str, str, str]]:
    """The same from the core, without who signs for somebody else."""
    found = set()
    with outside.sessions.begin() as session:
        epoch, now = read_time(session, outside.clock.now())
        units = session.execute(
            select(UnitRow.id, UnitRow.code).where(UnitRow.code.like("T1%"))
        ).all()
        for procedure in ("3.000001", "3.000002", "3.000003"):
            for unit, code in units:
                register = load_register(session, procedure, [unit], epoch)
                for one in mandates(register, Power.DECIDE, procedure, unit, now, {}):
                    seat = register.positions[one.position_id]
                    found.add((procedure, code, seat.title.upper()))
    return found


@pytest.mark.parametrize(
    "change",
    ["nothing", "exclusive", "expired", "suspended", "vacant", "devolved"],
)
def test_it_lists_who_the_core_would_let_decide(outside: Outside, change: str) -> None:
    rows = city()
    act = rows["Văn bản"]
    if change == "exclusive":
        act[0].append("Giao hẳn")
        act[1].append("có")
    elif change == "expired":
        act[1][7] = date(2025, 9, 1)
    elif change == "suspended":
        act[0].append("Trạng thái từ ngày")
        act[1][5] = "tạm ngưng"
        act[1].append(date(2025, 9, 1))
    elif change == "vacant":
        rows["Bổ nhiệm"][2][4] = date(2025, 9, 1)
    elif change == "devolved":
        act[1][2] = "phân cấp"
    take_in(outside, rows)
    assert told(outside) == answered(outside)
    by_law = set() if change == "exclusive" else {("3.000001", "T1", "CHỦ TỊCH")}
    given = {("3.000001", "T1.01", "GIÁM ĐỐC")}
    lost = change in ("expired", "suspended", "vacant")
    assert told(outside) == (by_law if lost else by_law | given)


def test_anybody_finds_a_line_by_words_and_day_and_reads_no_name(
    client: FlaskClient, outside: Outside
) -> None:
    take_in(outside, city())
    page = client.get(f"{HERE}?tim=cap+giay+thu+so").text
    assert "Giám đốc Sở Thử nghiệm" in page
    assert "12/QĐ-UBND ngày 01/08/2025" in page
    assert "từ 01/08/2025 đến hết ngày 28/02/2027" in page
    assert "Phạm Thử Hai" not in page
    assert "Giám đốc Sở Thử" not in client.get(f"{HERE}?tim=giay+thu&ngay=15/07/2025").text
    assert "Chủ tịch Ủy ban" in client.get(f"{HERE}?tim=3.000001&ngay=15/07/2025").text
    assert "Không có dòng nào khớp" in client.get(f"{HERE}?tim=khong+co+dau").text
    wrong = client.get(f"{HERE}?ngay=31/02/2026")
    assert (wrong.status_code, "Không có ngày “31/02/2026”" in wrong.text) == (422, True)
    assert 'value="31/02/2026"' in wrong.text


def test_json_and_csv_hold_the_same_lines(client: FlaskClient, outside: Outside) -> None:
    rows = city()
    rows["Thủ tục"][1][1] = "+Cấp giấy thử"
    take_in(outside, rows)
    lines = client.get(f"{HERE}.json?tim=giay+thu").json["lines"]  # type: ignore[index]
    assert [(line["unit_code"], line["kind"]) for line in lines] == [
        ("T1", "law"),
        ("T1.01", "delegation"),
    ]
    assert lines[1]["valid_to"] == "2027-03-01T00:00:00+07:00"
    sent = client.get(f"{HERE}.csv?tim=giay+thu")
    assert sent.data.startswith(b"\xef\xbb\xbf")
    head, *told = csv.reader(StringIO(sent.data.decode("utf-8-sig")), delimiter=";")
    assert head[:2] == ["Mã thủ tục", "Thủ tục"]
    assert told[1] == [
        "3.000001", "'+Cấp giấy thử", "Thử nghiệm", "T1.01", "Sở Thử nghiệm", "Giám đốc",
        "Được ủy quyền", "12/QĐ-UBND", "01/08/2025", "", "01/08/2025", "28/02/2027", "có",
    ]  # fmt: skip
    assert client.get(f"{HERE}.csv?ngay=x").status_code == 422
    found = client.get("/api/v1/public/authority?q=giay+thu&day=2025-07-15").json
    assert [line["unit_code"] for line in found["lines"]] == ["T1"]  # type: ignore[index]
