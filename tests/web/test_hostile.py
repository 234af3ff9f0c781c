"""What comes from people who mean harm, and from browsers that ask by themselves."""

from __future__ import annotations

import inspect
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from inspect import unwrap
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from engine.outside import inspect_upload
from engine.outside.outside import Outside
from engine.simulate import demo_city
from engine.store.records import ReadLogRow, SessionRow
from tests.factories.clock import ShiftedClock
from tests.web.browsing import hand_over, open_task, pdf, signed_in, take_in
from web.app import create_app
from web.by_itself import by_itself
from web.guard import is_public
from web.sent_in import TAKES_FILES

NUL = "a\0b"
PASSWORD = demo_city.PASSWORD
SEARCHES = ("/quan-tri/tai-khoan", "/quan-tri/tai-khoan/moi", "/quan-tri/nhat-ky-xem")


# --- what no database keeps ---------------------------------------------------------------------


def test_a_character_that_no_database_keeps_fails_at_no_door(
    app: Flask, client: FlaskClient
) -> None:
    assert client.post("/dang-nhap", data={"login": NUL, "password": NUL}).status_code == 422
    assert client.get("/thu-tuc", query_string={"tim": NUL, "linh-vuc": NUL}).status_code == 200
    assert client.get("/nop-ho-so/a%00b").status_code == 404
    assert client.get("/t/a%00b").status_code == 404
    keeper = signed_in(app.test_client(), "quan_tri")
    for path in SEARCHES:
        assert keeper.get(path, query_string={"tim": NUL}).status_code == 200, path


def test_a_text_pasted_with_such_a_character_keeps_all_the_rest(client: FlaskClient) -> None:
    page = client.post("/dang-nhap", data={"login": "mot\0_cua", "password": PASSWORD})
    assert page.status_code == 303


# --- whose address it is ------------------------------------------------------------------------


def behind(outside: Outside, proxies: int) -> Flask:
    app = create_app(replace(outside, settings=replace(outside.settings, proxies=proxies)))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


def guess(client: FlaskClient, near: str, claimed: str, times: int = 1) -> int:
    for _ in range(times):
        answer = client.get(
            "/t/SAI",
            environ_overrides={"REMOTE_ADDR": near, "HTTP_X_FORWARDED_FOR": claimed},
        )
    return answer.status_code


def test_whoever_guesses_cannot_claim_another_address_each_time(outside: Outside) -> None:
    client, near = behind(outside, 0).test_client(), f"10.0.0.1 {uuid4()}"
    for turn in range(20):
        assert guess(client, near, f"198.51.100.{turn}") == 404
    assert guess(client, near, "198.51.100.99") == 429


def test_behind_a_proxy_of_ours_each_address_counts_by_itself(outside: Outside) -> None:
    client, one, other = behind(outside, 1).test_client(), str(uuid4()), str(uuid4())
    assert guess(client, "10.0.0.1", f"6.6.6.6, {one}", 20) == 404
    assert guess(client, "10.0.0.1", f"7.7.7.7, {one}") == 429
    assert guess(client, "10.0.0.1", f"6.6.6.6, {other}") == 404


# --- pages that ask by themselves ---------------------------------------------------------------


def later(app: Flask, **by: float) -> None:
    outside: Outside = app.extensions["outside"]
    clock = ShiftedClock(outside.clock.now() + timedelta(**by))
    app.extensions["outside"] = replace(outside, clock=clock)


def test_an_open_page_alone_keeps_no_session_alive(
    app: Flask, officer: FlaskClient, outside: Outside
) -> None:
    dossier = open_task(officer).split("/")[2]
    for _ in range(3):
        later(app, hours=1)
        assert officer.get("/danh-sach?hien=50").status_code == 200
        assert officer.get(f"/ho-so/{dossier}/dang-mo").status_code == 200
        assert officer.get("/phien").status_code == 200
    later(app, hours=1, minutes=1)
    assert officer.get(f"/ho-so/{dossier}/dang-mo").status_code == 303
    assert officer.get("/").status_code == 303


def test_what_a_hand_asks_keeps_it(app: Flask, officer: FlaskClient) -> None:
    for _ in range(3):
        later(app, hours=2)
        assert officer.get("/tai-khoan").status_code == 200


def test_every_page_that_is_asked_again_by_itself_says_so(app: Flask) -> None:
    """What templates and scripts ask on a timer is marked; a new one is found here."""
    templates = app.jinja_env.loader
    assert templates is not None
    asked = {"inbox.part"}  # by 45-list.js
    for name in templates.list_templates():
        source = templates.get_source(app.jinja_env, name)[0]
        for tag in re.findall(r"<[^<]*hx-trigger=\"[^\"]*every [^<]*", source):
            asked |= set(re.findall(r"hx-get=\"{{ url_for\('([a-z_.]+)'", tag))
    assert len(asked) > 2
    for endpoint in asked:
        assert getattr(app.view_functions[endpoint], "asked_by_itself", False), endpoint
    assert by_itself(lambda: None).asked_by_itself  # type: ignore[attr-defined]


def test_a_page_left_open_reads_nothing_anew(officer: FlaskClient, outside: Outside) -> None:
    dossier = UUID(open_task(officer).split("/")[2])
    with outside.sessions() as session:
        before = session.scalars(select(ReadLogRow.kind)).all()
    officer.get(f"/ho-so/{dossier}/dang-mo").close()
    with outside.sessions() as session:
        assert session.scalars(select(ReadLogRow.kind)).all() == before


# --- what is read is noted ----------------------------------------------------------------------


def kinds(outside: Outside, login: str) -> set[str]:
    with outside.sessions() as session:
        rows = select(ReadLogRow.kind).where(
            ReadLogRow.person_id == demo_city.seat(login).person_id
        )
        return set(session.scalars(rows))


def test_names_found_by_a_search_and_offered_at_the_desk_are_in_the_log_of_reads(
    clerk: FlaskClient, outside: Outside
) -> None:
    take_in(clerk, applicant__phone="0900011122").close()
    clerk.get("/tim?q=tran").close()
    assert "search" in kinds(outside, "mot_cua")
    clerk.post("/ho-so/moi/goi-y", data={"role": "applicant", "text": "tran van"}).close()
    assert "known_person" in kinds(outside, "mot_cua")
    clerk.get("/ho-so/truc-tuyen").close()
    head = hand_over(clerk, "chu_tich")
    head.get("/bao-cao/ho-so").close()
    assert "report" in kinds(outside, "chu_tich")


# --- what stays behind --------------------------------------------------------------------------


def test_after_sign_out_the_browser_holds_nothing_of_what_was_looked_for(
    clerk: FlaskClient,
) -> None:
    clerk.post("/ngon-ngu", data={"language": "en"})
    clerk.get("/?chu=Quach")
    clerk.post("/dang-xuat")
    with clerk.session_transaction() as left:
        assert set(left) <= {"language", "_flashes", "csrf_token"}
        assert left["language"] == "en"


def test_papers_of_people_stay_on_no_disk_of_the_desk(clerk: FlaskClient) -> None:
    location = take_in(clerk).headers["Location"]
    page = clerk.get("/".join(location.split("/")[:3])).text
    [paper, *_] = re.findall(r"/ho-so/[0-9a-f-]+/giay-to/[0-9a-f-]+", page)
    answer = clerk.get(paper)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


# --- files --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.pdf",
        "C:\\scan\\a.pdf",
        'a"; filename="x.html',
        "<img src=x>.pdf",
    ],
)
def test_a_hostile_file_name_is_a_name_and_nothing_else(clerk: FlaskClient, name: str) -> None:
    form = {"procedure": "hn_663_ban_sao_tu_so_goc"}
    sent = {**form, "papers.giay_to_tuy_than": (BytesIO(pdf()), name)}
    line = clerk.post("/ho-so/moi/tep", data=sent)
    assert line.status_code == 200
    assert "<img" not in line.text
    [address] = set(re.findall(r"/ho-so/moi/tep/[0-9a-f-]{36}(?=\")", line.text))
    told = clerk.get(address).headers["Content-Disposition"]
    assert told.startswith("inline; filename")
    assert "/" not in told.replace("UTF-8''", "").replace("%2F", "/")
    assert "\\" not in told.replace('\\"', "")
    bad = {**form, "papers.giay_to_tuy_than": (BytesIO(b"<script>"), name)}
    refused = clerk.post("/ho-so/moi/tep", data=bad)
    assert refused.status_code == 422
    assert refused.mimetype == "text/plain"


def test_a_page_dressed_as_a_picture_is_turned_away(clerk: FlaskClient) -> None:
    for data in (b"<html><script>1</script>", b"<svg xmlns='http://www.w3.org/2000/svg'/>"):
        answer = take_in(clerk, data)
        assert answer.status_code == 422
        assert "không phải PDF, PNG hoặc JPEG" in answer.text


def test_a_diagram_opened_by_itself_runs_nothing(officer: FlaskClient) -> None:
    dossier = open_task(officer).split("/")[2]
    answer = officer.get(f"/ho-so/{dossier}/so-do/bpmn")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_child_that_opens_strangers_files_knows_no_secret(
    clerk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []
    run: Callable[..., object] = subprocess.run

    def noting(*words: object, **named: object) -> object:
        given.append(named.get("env"))
        return run(*words, **named)

    monkeypatch.setattr(subprocess, "run", noting)
    # Other tests look at equal papers once; here the look is taken.
    monkeypatch.setattr(inspect_upload, "look", unwrap(inspect_upload.look))
    location = take_in(clerk).headers["Location"]
    page = clerk.get("/".join(location.split("/")[:3])).text
    [paper, *_] = re.findall(r"/ho-so/[0-9a-f-]+/giay-to/[0-9a-f-]+", page)
    assert clerk.get(f"{paper}/trang/1").status_code == 200
    assert len(given) == 2
    assert given == [{}, {}]


# --- sessions -----------------------------------------------------------------------------------


def test_a_session_that_was_planted_is_not_the_one_that_signs_in(
    client: FlaskClient, outside: Outside
) -> None:
    signed_in(client, "tu_phap")
    with client.session_transaction() as cookie:
        planted = cookie["_user_id"]
    client.post("/dang-nhap", data={"login": "mot_cua", "password": PASSWORD})
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != planted
    with outside.sessions() as session:
        assert len(session.scalars(select(SessionRow)).all()) == 2


def test_who_only_knows_a_login_is_not_told_that_it_is_locked(
    app: Flask, client: FlaskClient
) -> None:
    keeper = signed_in(app.test_client(), "quan_tri")
    person = demo_city.seat("tu_phap").person_id
    assert keeper.post(f"/quan-tri/tai-khoan/{person}/khoa").status_code == 303
    wrong = client.post("/dang-nhap", data={"login": "tu_phap", "password": "sai"})
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in wrong.text
    right = client.post("/dang-nhap", data={"login": "tu_phap", "password": PASSWORD})
    assert "đã bị khóa" in right.text


# --- doors that are open to everyone ------------------------------------------------------------


def test_a_door_that_asks_for_no_file_takes_none(client: FlaskClient) -> None:
    entry = {"login": "mot_cua", "password": PASSWORD, "x": (BytesIO(b"x" * 1_100_000), "a.pdf")}
    assert client.post("/dang-nhap", data=entry).status_code == 413
    found = {
        endpoint
        for endpoint, view in client.application.view_functions.items()
        if "request.files" in inspect.getsource(view)
    }
    with client.application.app_context():
        assert {each for each in found if is_public(each)} <= TAKES_FILES


def test_the_verdict_by_code_costs_a_process_and_has_its_limit_too(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.check.CHECKS", 1)
    assert client.get("/kiem-tra/SAI").status_code == 404
    assert client.get("/kiem-tra/SAI").status_code == 429


def test_the_list_that_costs_most_has_its_limit(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.online.LOOKS", 2)
    seen = [client.get("/nop-ho-so").status_code for _ in range(2)]
    assert seen == [200, 200]
    assert client.get("/nop-ho-so/hn_663_ban_sao_tu_so_goc").status_code == 429


def test_a_part_without_a_name_is_nobodys(client: FlaskClient) -> None:
    body = b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"
    kind = "multipart/form-data; boundary=b"
    assert client.post("/kiem-tra", data=body, content_type=kind).status_code == 422
    sent = client.post("/api/v1/public/check", data=body, content_type=kind)
    assert sent.status_code == 422
