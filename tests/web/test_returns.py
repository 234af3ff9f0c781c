"""The return counter: what waits there, how it is found, and one press to hand it over."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select, update

from engine.actions import machine_steps
from engine.outside.outside import Outside
from engine.simulate.doings import DOINGS
from engine.store.records import AnswerRow, DossierRow, HandOverRow, TaskRow
from engine.store.verify_history import first_broken
from tests.golden import fast_signing
from tests.web.browsing import hand_over, signed_in, summary
from tests.web.stories import told

SLUG = "hn_663_ban_sao_tu_so_goc"


@pytest.fixture
def ready(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> DossierRow:
    """A dossier of the ward whose result waits at the desk; its signatures are not real."""
    monkeypatch.setitem(DOINGS, "sign", fast_signing.sign)
    monkeypatch.setitem(DOINGS, "seal", fast_signing.seal)
    steps = machine_steps.STEPS
    monkeypatch.setitem(steps, "gather_validation", fast_signing.gather_validation)
    monkeypatch.setitem(steps, "release", fast_signing.release)
    dossier_id = told(outside, SLUG, "straight_through", 6)
    with outside.sessions() as session:
        return session.get_one(DossierRow, dossier_id)


def drawn(colour: str = "black") -> str:
    out = BytesIO()
    Image.new("RGB", (60, 16), colour).save(out, "PNG")
    return "data:image/png;base64," + b64encode(out.getvalue()).decode()


def form(page: str, **changed: str) -> dict[str, str]:
    """What the page would send as it was opened, with these fields changed."""
    checked = re.findall(r'type="radio" name="([^"]+)" value="([^"]+)" checked', page)
    hidden = re.findall(r'type="hidden" name="(key|signature)" value="([^"]*)"', page)
    return {**dict(checked), **dict(hidden), **changed}


def handed(outside: Outside, dossier_id: UUID) -> list[HandOverRow]:
    with outside.sessions() as session:
        return list(
            session.scalars(select(HandOverRow).where(HandOverRow.dossier_id == dossier_id))
        )


def opened(client: FlaskClient, wanted: str) -> str:
    """The page that a scan or a search opens by itself."""
    answer = client.get("/tra-ket-qua", query_string={"tim": wanted})
    assert answer.status_code == 303, wanted
    return answer.headers["Location"]


def test_a_result_is_found_by_scan_code_name_or_phone_and_handed_over_with_one_press(
    client: FlaskClient, outside: Outside, ready: DossierRow
) -> None:
    clerk = signed_in(client, "mot_cua")
    listed = clerk.get("/tra-ket-qua").text
    assert 'class="tally">1<' in listed
    address = {
        opened(clerk, wanted)
        for wanted in (
            f"http://127.0.0.1:8000/t/{ready.lookup_code}",
            ready.code,
            "tran van thuong",
            "0912345678",
        )
    }
    [one] = address
    assert f'href="{one}"' in listed
    page = clerk.get(one).text
    assert 'value="applicant" checked' in page
    sent = form(page)
    answer = clerk.post(one, data=sent)
    assert answer.headers["Location"] == f"/tra-ket-qua/{ready.id}/da-tra"
    assert clerk.post(one, data=sent).status_code == 303
    [row] = handed(outside, ready.id)
    assert (row.taker, row.taker_name, row.signature_sha256) == (
        "applicant", "Trần Văn Thưởng", None,
    )  # fmt: skip
    line = clerk.get(answer.headers["Location"]).text
    assert "ký trên giấy" in line
    assert f"/danh-gia/{ready.lookup_code}" in line
    with outside.sessions() as session:
        assert session.get_one(DossierRow, ready.id).outcome == "granted"
        assert first_broken(session, ready.id) is None
    assert "Không có kết quả nào chờ trả." in clerk.get("/tra-ket-qua").text
    again = clerk.get("/tra-ket-qua", query_string={"tim": f"/t/{ready.lookup_code}"}).text
    assert "Hồ sơ không chờ trả kết quả ở đây: Đã có kết quả." in again
    clerk.post("/dang-xuat")
    assert "Ông/bà có hài lòng không?" in clerk.get(f"/t/{ready.lookup_code}").text


def test_another_person_is_named_with_a_paper_and_signs_on_the_screen(
    client: FlaskClient, outside: Outside, ready: DossierRow
) -> None:
    clerk = signed_in(client, "mot_cua")
    one = opened(clerk, ready.code)
    page = clerk.get(one).text
    nameless = clerk.post(one, data=form(page, taker="other", signature=drawn()))
    assert (nameless.status_code, summary(nameless)) == (422, ["answers-taker_name"])
    assert drawn() in nameless.text
    for taker in ("", "submitter", "x"):
        wrong = clerk.post(one, data=form(page, taker=taker))
        assert (wrong.status_code, summary(wrong)) == (422, ["answers-taker"])
    for signature in ("x", "data:image/png;base64,!", "data:image/png;base64,R0lGODlh"):
        wrong = clerk.post(one, data=form(page, signature=signature))
        assert (wrong.status_code, summary(wrong)) == (422, ["answers-signature"]), signature
    assert handed(outside, ready.id) == []
    given = {"taker": "other", "taker_name": "Trần Thị Bưởi", "taker_paper": "Giấy ủy quyền số 5"}
    done = clerk.post(one, data=form(page, signature=drawn(), **given))
    line = clerk.get(done.headers["Location"]).text
    assert "Trần Thị Bưởi" in line
    assert "Giấy ủy quyền số 5" in line
    picture = clerk.get(f"/tra-ket-qua/{ready.id}/chu-ky")
    assert picture.data.startswith(b"\x89PNG")
    with outside.sessions() as session:
        answers = session.scalars(
            select(AnswerRow.answers).where(AnswerRow.form == "tra_ket_qua")
        ).one()
    assert answers == {"hinh_thuc_tra": "tai_quay", "nguoi_nhan": "Trần Thị Bưởi"}


def test_a_result_that_leaves_by_post_is_recorded_without_a_taker(
    client: FlaskClient, outside: Outside, ready: DossierRow
) -> None:
    clerk = signed_in(client, "mot_cua")
    one = opened(clerk, ready.code)
    by_post = {"answers.hinh_thuc_tra": "buu_chinh"}
    answer = clerk.post(one, data={**form(clerk.get(one).text), **by_post})
    assert answer.headers["Location"] == "/tra-ket-qua"
    assert handed(outside, ready.id) == []
    assert clerk.get(f"/tra-ket-qua/{ready.id}/da-tra").status_code == 404
    stale = clerk.post(one, data={**form("", taker="applicant"), **by_post, "key": str(uuid4())})
    assert stale.status_code == 409


def test_what_nobody_fetched_for_a_month_is_marked_and_other_desks_see_nothing_of_it(
    client: FlaskClient, outside: Outside, ready: DossierRow
) -> None:
    clerk = signed_in(client, "mot_cua")
    assert "30 ngày" not in clerk.get("/tra-ket-qua").text
    with outside.sessions.begin() as session:
        month = TaskRow.opened_at - timedelta(days=31)
        session.execute(update(TaskRow).values(opened_at=month))
    listed = clerk.get("/tra-ket-qua").text
    assert "31 ngày" in listed
    assert "1 kết quả đã quá 30 ngày chưa nhận" in listed
    one = opened(clerk, ready.code)
    stranger = hand_over(clerk, "hn_mc")
    assert ready.code not in stranger.get("/tra-ket-qua").text
    scanned = stranger.get("/tra-ket-qua", query_string={"tim": ready.lookup_code}).text
    assert ready.code not in scanned
    for method in (stranger.get, stranger.post):
        assert method(one).status_code == 404
    for page in ("da-tra", "chu-ky"):
        assert stranger.get(f"/tra-ket-qua/{ready.id}/{page}").status_code == 404
    assert hand_over(stranger, "tu_phap").get("/tra-ket-qua").status_code == 403


def test_a_result_handed_over_from_the_task_page_has_its_taker_as_at_the_counter(
    client: FlaskClient, outside: Outside, ready: DossierRow
) -> None:
    clerk = signed_in(client, "mot_cua")
    counter = opened(clerk, ready.code)
    task = counter.replace("/tra-ket-qua/", "/viec/")
    assert f'href="{counter}"' in clerk.get(task).text
    answer = clerk.post(task, data={"answers.hinh_thuc_tra": "tai_quay"})
    assert answer.headers["Location"] == f"/tra-ket-qua/{ready.id}/da-tra"
    [row] = handed(outside, ready.id)
    assert (row.taker, row.taker_name) == ("applicant", "Trần Văn Thưởng")
