"""The list of procedures that anybody may read."""

from __future__ import annotations

import json
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from engine.outside.outside import Outside
from engine.questions.public.procedure_list import procedure_list
from engine.store.records import BundleRow, ProcedureVersionRow
from tests.web.browsing import SLUG


def test_a_procedure_is_found_without_diacritics_by_code_and_by_field(client: FlaskClient) -> None:
    every = client.get("/thu-tuc").text
    assert "Cấp bản sao từ sổ gốc" in every
    assert "Đề nghị thay đổi trụ sở của tổ chức tôn giáo" in every
    assert "Xin lỗi và đề nghị gia hạn" not in every
    for query in ({"tim": "so GOC ban sao"}, {"tim": "2.000908"}, {"linh-vuc": "Chứng thực"}):
        found = client.get("/thu-tuc", query_string=query).text
        assert 'href="/thu-tuc/2.000908"' in found, query
        assert 'class="tally">1<' in found
    nothing = client.get("/thu-tuc", query_string={"tim": "khong co dau <b>", "trang": "9"}).text
    assert "Không có thủ tục nào khớp" in nothing
    assert "<b>" not in nothing


def test_its_page_tells_papers_times_steps_and_the_decision(client: FlaskClient) -> None:
    page = client.get("/thu-tuc/2.000908").text
    for said in ("Giấy tờ tùy thân", "Thẩm định hồ sơ", "3 giờ", "trong ngày", "663/QĐ-TTPVHCC"):
        assert said in page, said
    assert page.index("Tiếp nhận hồ sơ<") < page.index("Thẩm định hồ sơ<")
    assert client.get(f"/thu-tuc/{SLUG}").text.count("Cấp bản sao từ sổ gốc") >= 1
    delegated = client.get("/thu-tuc/laocai_1883").text
    assert "22 ngày" in delegated
    for nothing in ("khong-co", "xin_loi_gia_han", "1.000000", "%00"):
        assert client.get(f"/thu-tuc/{nothing}").status_code == 404, nothing


def test_the_way_to_hand_in_online_is_shown_only_where_there_is_one(app: Flask) -> None:
    address = f'href="/nop-ho-so/{SLUG}"'
    here = any(rule.rule.startswith("/nop-ho-so/<") for rule in app.url_map.iter_rules())
    assert (address in app.test_client().get("/thu-tuc/2.000908").text) == here


def test_where_there_is_one_the_page_leads_to_it(app: Flask) -> None:
    app.add_url_rule("/nop-ho-so/<slug>", "handed_in_online", lambda slug: slug)
    page = app.test_client().get("/thu-tuc/2.000908").text
    assert f'href="/nop-ho-so/{SLUG}"' in page


def test_the_list_of_a_whole_city_comes_at_once(outside: Outside) -> None:
    with outside.sessions.begin() as session:
        bundle = session.scalars(select(BundleRow).where(BundleRow.procedure == SLUG)).one()
        version = session.scalars(
            select(ProcedureVersionRow).where(ProcedureVersionRow.procedure == SLUG)
        ).first()
        assert version is not None
        kept = {c.key: getattr(bundle, c.key) for c in BundleRow.__table__.columns}
        bound = {c.key: getattr(version, c.key) for c in ProcedureVersionRow.__table__.columns}
        bound.pop("row_id")
        # The diagrams are not asked for by a list, and their bytes would be the test's own burden.
        files = json.loads(bundle.content)["files"]
        only = {"files": {"procedure.yaml": files["procedure.yaml"]}}
        kept["content"] = json.dumps(only).encode()
        made = range(1910)
        session.execute(
            insert(BundleRow),
            [{**kept, "sha256": f"{n:064d}", "code": f"9.{n:06d}", "title": f"Thủ tục số {n}"}
             for n in made],
        )  # fmt: skip
        session.execute(
            insert(ProcedureVersionRow),
            [{**bound, "id": UUID(int=n), "bundle_sha256": f"{n:064d}"} for n in made],
        )
    found = procedure_list(outside, "TU so thu 1", page=2)
    having_one = sum("1" in str(n) for n in made)
    assert (found.count, found.page, len(found.lines)) == (having_one, 2, 50)
    assert found.pages == -(-having_one // 50)
