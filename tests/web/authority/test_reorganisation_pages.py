"""A reorganisation at the pages: step after step, the preview, another's approval, the outcome."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.actions.outbox.sweep import sweep
from engine.core.vietnamese import format_date
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from tests.web.browsing import signed_in

BASE = "/quan-tri/tham-quyen/sap-xep"
RENAME = {
    "kind": "rename",
    "unit_id": str(city.WARD),
    "name": "Ủy ban nhân dân phường Bến Mới",
    "add": "1",
}


@pytest.fixture
def keeper(app: Flask) -> FlaskClient:
    return signed_in(app.test_client(), "quan_tri")


def written(page: str) -> str:
    found = re.search(r'name="written" value="([^"]*)"', page)
    assert found is not None
    return html.unescape(found[1])


def test_entered_step_by_step_approved_by_another_and_carried_out(
    app: Flask, keeper: FlaskClient, outside: Outside
) -> None:
    assert "Chưa có quyết định" in keeper.get(BASE).text
    today = format_date(outside.clock.now() - timedelta(days=1))
    head = {"decision": "Nghị quyết số 1", "day": today}
    added = keeper.post(f"{BASE}/moi", data={**head, **RENAME}).text
    assert "đổi tên thành Ủy ban nhân dân phường Bến Mới" in added
    assert 'value="Nghị quyết số 1"' in added
    kept = {**head, "written": written(added)}
    out = keeper.post(f"{BASE}/moi", data={**kept, "out": "0"})
    assert "Chưa có dòng nào" in out.text
    entered = keeper.post(f"{BASE}/moi", data=kept)
    assert entered.status_code == 303
    address = entered.headers["Location"]
    page = keeper.get(address).text
    assert "Chờ người quản trị thẩm quyền khác duyệt" in page
    assert "Đơn vị được sắp xếp" in page
    assert keeper.post(f"{address}/duyet").status_code == 403
    other = signed_in(app.test_client(), "quan_tri_2")
    assert "Duyệt, thực hiện từ" in other.get(address).text
    assert other.post(f"{address}/duyet").status_code == 303
    sweep(outside)
    done = other.get(address).text
    assert "đã thực hiện xong" in done
    assert "Xem trước và đối chiếu" in done
    assert other.post(f"{address}/bo").status_code == 409
    unit = other.get(f"/quan-tri/tham-quyen/don-vi/{city.WARD}").text
    assert "Tên cũ, đến trước ngày" in unit
    assert city.WARD_NAME in unit


def test_what_is_wrong_is_told_and_what_was_written_stays(keeper: FlaskClient) -> None:
    added = keeper.post(f"{BASE}/moi", data=RENAME).text
    kept = {"written": written(added), "decision": "", "day": "x"}
    refused = keeper.post(f"{BASE}/moi", data=kept)
    assert refused.status_code == 422
    assert "ngày/tháng/năm" in refused.text
    assert "Bến Mới" in refused.text
    empty = keeper.post(f"{BASE}/moi", data={"add": "1", "by_procedure": "2.000908 = ?"})
    assert empty.status_code == 422
    for words in ("Hãy chọn việc sắp xếp", "Hãy chọn đơn vị", "2.000908 = ?"):
        assert words in empty.text
    foreign = keeper.post(f"{BASE}/moi", data={"written": '[{"kind": 1}]', "out": "0"})
    assert foreign.status_code == 200
    found = keeper.post(f"{BASE}/moi", data={"tim_unit_id": "ben nuoc"})
    assert city.WARD_NAME in found.text


def test_nobody_else_opens_it(app: Flask) -> None:
    visitor = signed_in(app.test_client(), "chu_tich")
    assert visitor.get(BASE).status_code == 403
    assert visitor.get(f"{BASE}/moi").status_code == 403
