"""A file of the register at the pages: shown first, taken in by a second registrar."""

from __future__ import annotations

import json
from io import BytesIO
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from engine.outside.outside import Outside
from engine.store.records import RegisterEventRow, RegisterLoadRow, UnitRow
from tests.engine.store.factory import census
from tests.factories.register_book import Rows, city, xlsx
from tests.web.browsing import hand_over, signed_in

LOAD = "/quan-tri/tham-quyen/nap"
FIGURES = "/quan-tri/tham-quyen/tinh-hinh"


def bring(client: FlaskClient, rows: Rows, name: str = "danh-muc.xlsx") -> TestResponse:
    sent = {"file": (BytesIO(xlsx(rows)), name)}
    return client.post(LOAD, data=sent, content_type="multipart/form-data")


def units(outside: Outside) -> list[str]:
    with outside.sessions() as session:
        return list(session.scalars(select(UnitRow.code).where(UnitRow.code.like("T1%"))))


def test_a_file_is_shown_then_taken_in_by_somebody_else(
    client: FlaskClient, outside: Outside
) -> None:
    signed_in(client, "quan_tri")
    brought = bring(client, city())
    address = brought.headers["Location"]
    shown = client.get(address).text
    assert "Đơn vị T1.01" in shown
    assert "Người mang tệp đến không tự duyệt" in shown
    assert "Nạp vào danh mục" not in shown
    assert client.post(address).status_code == 403
    assert units(outside) == []
    other = hand_over(client, "quan_tri_2")
    assert "chờ người thứ hai" in other.get(LOAD).text
    assert "Nạp vào danh mục" in other.get(address).text
    done = other.post(address, follow_redirects=True)
    assert "Đã nạp; danh mục mới có hiệu lực từ lúc này." in done.text
    assert sorted(units(outside)) == ["T1", "T1.01"]
    again = other.post(address)
    assert again.status_code == 409
    assert "Tệp này đã được nạp" in again.text
    with outside.sessions() as session:
        events = session.scalars(select(RegisterEventRow)).all()
    assert {(event.kind, event.reason) for event in events} == {("entered", "danh-muc.xlsx")}
    figures = other.get(FIGURES).text
    assert "Đã ủy quyền 1/2 thủ tục có phương án (50%)" in figures


def test_when_the_register_has_changed_meanwhile_the_file_is_looked_at_anew(
    client: FlaskClient, outside: Outside
) -> None:
    signed_in(client, "quan_tri")
    first, second = city(), city()
    second["Đơn vị"][2][1] = "Sở Thử khác"
    addresses = [bring(client, rows).headers["Location"] for rows in (first, second)]
    other = hand_over(client, "quan_tri_2")
    other.post(addresses[0])
    moved = other.post(addresses[1], follow_redirects=True).text
    assert "Danh mục đã đổi từ lúc chạy thử, chưa có gì được ghi" in moved
    assert "Tên đơn vị “Sở Thử nghiệm” → “Sở Thử khác”" in moved
    assert "Đã nạp" in other.post(addresses[1], follow_redirects=True).text
    with outside.sessions() as session:
        loads = session.scalars(select(RegisterLoadRow)).all()
    assert all(load.loaded_at and load.loaded_by_id for load in loads)


def test_wrong_places_stand_in_a_table_and_nothing_is_kept(
    client: FlaskClient, outside: Outside
) -> None:
    signed_in(client, "quan_tri")
    with outside.sessions() as session:
        before = census(session)
    rows = city()
    rows["Người"][2][0] = "12"
    refused = bring(client, rows)
    assert refused.status_code == 422
    assert "Tệp có 1 chỗ sai nên chưa có gì được ghi" in refused.text
    assert "“12” không là số định danh" in refused.text
    nothing = client.post(LOAD, data={}, content_type="multipart/form-data")
    assert (nothing.status_code, "Hãy chọn tệp danh mục." in nothing.text) == (422, True)
    picture = {"file": (BytesIO(b"\x89PNG\0"), "anh.png")}
    refused = client.post(LOAD, data=picture, content_type="multipart/form-data")
    assert (refused.status_code, "không phải bảng tính .xlsx" in refused.text) == (422, True)
    with outside.sessions() as session:
        after = census(session)
    assert {name for name in after if after[name] != before[name]} <= {"session", "read_log"}


def test_the_api_does_the_same(client: FlaskClient, outside: Outside) -> None:
    signed_in(client, "quan_tri")
    sent = {"file": (BytesIO(xlsx(city())), "danh-muc.xlsx")}
    brought = client.post("/api/v1/authority/loads", data=sent, content_type="multipart/form-data")
    assert brought.status_code == 200, brought.text
    load_id = UUID(brought.json["id"])  # type: ignore[index]
    assert client.post(f"/api/v1/authority/loads/{load_id}/take-in").status_code == 403
    other = hand_over(client, "quan_tri_2")
    assert other.post(f"/api/v1/authority/loads/{load_id}/take-in").json == {"taken_in": True}
    told = other.get("/api/v1/authority/summary").json
    assert (told["planned"], told["delegated"]) == (2, 1)  # type: ignore[index]
    behind = other.get("/api/v1/authority/summary/undelegated").json
    assert [line["procedure"] for line in behind["lines"]] == ["3.000002"]  # type: ignore[index]
    rows = city()
    rows["Người"][2][0] = "12"
    sent = {"file": (BytesIO(xlsx(rows)), "danh-muc.xlsx")}
    refused = other.post("/api/v1/authority/loads", data=sent, content_type="multipart/form-data")
    assert refused.status_code == 422
    assert "dòng 3, cột “Số định danh”" in json.dumps(refused.json, ensure_ascii=False)


def test_only_registrars_see_the_figures_and_each_is_its_list(
    client: FlaskClient, outside: Outside
) -> None:
    signed_in(client, "quan_tri")
    assert "Danh mục chưa có thủ tục nào." in client.get(FIGURES).text
    address = bring(client, city()).headers["Location"]
    other = hand_over(client, "quan_tri_2")
    other.post(address)
    for figure, tally in (
        ("procedures", 3), ("plans", 2), ("planned", 2), ("delegated", 1),
        ("internal_procedures", 1), ("undelegated", 1), ("two_delegates", 0),
    ):  # fmt: skip
        page = other.get(f"{FIGURES}/{figure}").text
        assert f'<span class="tally">{tally}</span>' in page, figure
        assert page.count('class="code nowrap"') == tally
    found = other.get(f"{FIGURES}/procedures?tim=thu+hoi").text
    assert ("Thu hồi giấy thử" in found, "Gia hạn giấy thử" in found) == (True, False)
    assert "Không có thủ tục nào khớp." in other.get(f"{FIGURES}/procedures?tim=100%25").text
    assert other.get(f"{FIGURES}/khac").status_code == 404
    officer = hand_over(other, "tu_phap")
    for path in (FIGURES, f"{FIGURES}/plans", LOAD):
        assert officer.get(path).status_code == 403
