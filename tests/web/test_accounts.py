"""Accounts at the pages: sessions, passwords, the second factor, what administrators do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError

from engine.actions.accounts import proof
from engine.core.totp import code_of, step_of
from engine.core.vietnamese import name_key
from engine.outside.outside import Outside
from engine.outside.sealed import unseal
from engine.simulate import demo_city
from engine.store.records import (
    AccountEventRow,
    AccountRow,
    AppointmentRow,
    RecoveryCodeRow,
    SessionRow,
)
from tests.factories.clock import ShiftedClock
from tests.web.browsing import hand_over, open_task, signed_in, summary, take_in

NEW = "hoa sen no som mai"
ADMIN = "/quan-tri/tai-khoan"


def person(login: str) -> UUID:
    return demo_city.seat(login).person_id


def enter(client: FlaskClient, login: str, password: str, **more: str) -> str:
    """Through the door; where it leads."""
    answer = client.post("/dang-nhap", data={"login": login, "password": password, **more})
    return str(answer.headers.get("Location"))


def account(outside: Outside, login: str) -> AccountRow:
    with outside.sessions() as session:
        return session.get_one(AccountRow, person(login))


def later(app: Flask, **by: float) -> None:
    """The machine's clock goes on."""
    outside: Outside = app.extensions["outside"]
    clock = ShiftedClock(outside.clock.now() + timedelta(**by))
    app.extensions["outside"] = replace(outside, clock=clock)


def require_totp(app: Flask, *, asked: bool) -> None:
    outside: Outside = app.extensions["outside"]
    settings = replace(outside.settings, require_totp=asked)
    app.extensions["outside"] = replace(outside, settings=settings)


@pytest.fixture(autouse=True)
def quick_passwords(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are slow to check on purpose; that they are is tested at the door."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(proof, "_hasher", quick)
    with outside.sessions.begin() as session:
        session.execute(update(AccountRow).values(password_hash=quick.hash(demo_city.PASSWORD)))


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    return signed_in(app.test_client(), "quan_tri")


# --- sessions -----------------------------------------------------------------------------------


def test_the_cookie_holds_an_id_that_the_database_does_not_know(
    client: FlaskClient, outside: Outside
) -> None:
    assert enter(client, "mot_cua", demo_city.PASSWORD) == "/"
    with client.session_transaction() as cookie:
        assert set(cookie) - {"csrf_token", "language", "_permanent"} == {"_user_id"}
        kept = str(cookie["_user_id"])
    assert len(kept) > 40
    with outside.sessions() as session:
        [row] = session.scalars(select(SessionRow))
    assert kept.encode() not in row.id_hash
    assert row.person_id == person("mot_cua")


@pytest.mark.parametrize(
    ("hours", "words"),
    [((4.1,), "4 giờ không thao tác"), ((3.9, 3.9, 3.9, 0.5), "đủ 12 giờ")],
)
def test_a_session_ends_kindly_and_leads_back_to_the_page(
    app: Flask, clerk: FlaskClient, hours: tuple[float, ...], words: str
) -> None:
    for between in hours:
        assert clerk.get("/tai-khoan").status_code == 200
        later(app, hours=between)
    gone = clerk.get("/ho-so/moi")
    assert gone.headers["Location"] == "/dang-nhap?next=/ho-so/moi"
    page = clerk.get(gone.headers["Location"]).text
    assert words in page
    assert 'value="/ho-so/moi"' in page
    assert words not in clerk.get("/dang-nhap").text


def test_a_form_sent_too_late_leads_back_to_the_page_where_it_stands(
    app: Flask, clerk: FlaskClient
) -> None:
    later(app, hours=5)
    gone = clerk.post("/ho-so/moi", headers={"Referer": "http://localhost/ho-so/moi"})
    assert gone.headers["Location"] == "/dang-nhap?next=/ho-so/moi"
    elsewhere = clerk.post("/ho-so/moi", headers={"Referer": "http://la.vn/ho-so/moi"})
    assert elsewhere.headers["Location"] == "/dang-nhap"


def test_sign_out_ends_the_session_on_the_server_too(app: Flask, clerk: FlaskClient) -> None:
    with clerk.session_transaction() as cookie:
        kept = cookie["_user_id"]
    clerk.post("/dang-xuat")
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie["_user_id"] = kept
    assert thief.get("/").status_code == 303


def test_one_sees_and_ends_ones_own_sessions_and_nobody_elses(
    app: Flask, clerk: FlaskClient, outside: Outside
) -> None:
    other = app.test_client()
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36"
    other.post(
        "/dang-nhap",
        data={"login": "mot_cua", "password": demo_city.PASSWORD},
        headers={"User-Agent": agent},
        environ_base={"REMOTE_ADDR": "203.0.113.77"},
    )
    stranger = signed_in(app.test_client(), "tu_phap")
    page = clerk.get("/tai-khoan").text
    assert "Chrome · Windows" in page
    assert "203.0.113.*" in page
    assert "203.0.113.77" not in page
    [ending] = re.findall(r'action="(/tai-khoan/phien/[0-9a-f]{64}/ket-thuc)"', page)
    assert stranger.post(ending).status_code == 404
    assert other.get("/").status_code == 200
    assert clerk.post(ending).status_code == 303
    assert other.get("/").status_code == 303
    assert clerk.get("/").status_code == 200
    assert clerk.post("/tai-khoan/phien/khong-phai/ket-thuc").status_code == 404


def test_all_other_sessions_end_with_one_press(app: Flask, clerk: FlaskClient) -> None:
    others = [signed_in(app.test_client(), "mot_cua") for _ in range(2)]
    assert clerk.post("/tai-khoan/phien/ket-thuc").status_code == 303
    assert "Đã kết thúc 2 phiên khác." in clerk.get("/tai-khoan").text
    assert [other.get("/").status_code for other in others] == [303, 303]


def test_a_request_asks_one_select_and_writes_only_every_five_minutes(
    app: Flask, clerk: FlaskClient, outside: Outside
) -> None:
    def seen() -> datetime:
        with outside.sessions() as session:
            return session.scalars(select(SessionRow.seen_at)).one()

    first = seen()
    later(app, minutes=4)
    clerk.get("/kiem-tra")
    clerk.get("/tai-khoan")
    assert seen() == first
    later(app, minutes=2)
    clerk.get("/tai-khoan")
    assert seen() > first


def test_where_somebody_was_signed_in_is_forgotten_after_a_month(
    app: Flask, client: FlaskClient, outside: Outside
) -> None:
    signed_in(client, "mot_cua")
    later(app, days=31)
    signed_in(client, "mot_cua")
    with outside.sessions() as session:
        assert session.scalar(select(func.count()).select_from(SessionRow)) == 1


def test_the_language_is_kept_with_the_account(app: Flask, clerk: FlaskClient) -> None:
    clerk.post("/ngon-ngu", data={"language": "en"})
    clerk.post("/dang-xuat")
    other = app.test_client()
    enter(other, "mot_cua", demo_city.PASSWORD)
    assert "My account" in other.get("/tai-khoan").text


# --- one's own password -------------------------------------------------------------------------


def change(client: FlaskClient, **changed: str) -> tuple[int, list[str]]:
    form = {"old": demo_city.PASSWORD, "new": NEW, "again": NEW, **changed}
    answer = client.post("/tai-khoan/mat-khau", data=form)
    return answer.status_code, summary(answer)


def test_a_changed_password_ends_all_other_sessions_at_once(app: Flask, clerk: FlaskClient) -> None:
    other = signed_in(app.test_client(), "mot_cua")
    assert change(clerk) == (303, [])
    assert clerk.get("/").status_code == 200
    assert other.get("/").status_code == 303
    assert enter(app.test_client(), "mot_cua", demo_city.PASSWORD) == "None"
    assert enter(app.test_client(), "mot_cua", NEW) == "/"


def test_each_fault_of_a_new_password_is_told_at_its_field(clerk: FlaskClient) -> None:
    assert change(clerk, old="sai") == (422, ["answers-old"])
    assert change(clerk, new="ngắn", again="ngắn") == (422, ["answers-new"])
    assert change(clerk, again="khác") == (422, ["answers-again"])
    name = "nguyen thi hoa"
    assert change(clerk, new=name, again=name) == (422, ["answers-new"])
    assert change(clerk, new="") == (422, ["answers-new", "answers-again"])


def test_the_old_password_cannot_be_guessed_here_either(clerk: FlaskClient) -> None:
    for _ in range(5):
        change(clerk, old="sai")
    assert change(clerk) == (429, ["answers-old"])


# --- administrators -----------------------------------------------------------------------------


def test_only_administrators_keep_accounts(app: Flask) -> None:
    for login in ("mot_cua", "chu_tich"):
        visitor = signed_in(app.test_client(), login)
        assert visitor.get(ADMIN).status_code == 403
        assert visitor.post(f"{ADMIN}/{person('tu_phap')}/khoa").status_code == 403
        assert visitor.post(f"{ADMIN}/{person('tu_phap')}/mat-khau").status_code == 403
        assert "Nhật ký xem" not in visitor.get("/tai-khoan").text
    assert enter(app.test_client(), "tu_phap", demo_city.PASSWORD) == "/"


def test_the_list_is_sorted_by_given_name_and_searched_without_diacritics(
    admin: FlaskClient,
) -> None:
    page = admin.get(ADMIN).text
    names = re.findall(r'/quan-tri/tai-khoan/[0-9a-f-]{36}">([^<]+)<', page)
    assert len(names) == len(demo_city.SEATS)
    assert names == sorted(names, key=name_key)
    tally = re.search(r'class="tally">(\d+)<', page)
    assert tally
    assert int(tally[1]) == len(names)
    found = admin.get(f"{ADMIN}?tim=do thi LAN").text
    assert "Đỗ Thị Lan" in found
    assert "Trần Văn Minh" not in found
    assert "Trần Văn Minh" in admin.get(f"{ADMIN}?tim=tu_phap").text
    assert "Không có tài khoản nào khớp." in admin.get(f"{ADMIN}?tim=%25").text


def shown_password(page: str) -> str:
    found = re.search(r'id="password">([^<]+)<', page)
    assert found
    return found[1]


def test_a_new_account_signs_in_and_must_change_its_password_first(
    app: Flask, admin: FlaskClient, outside: Outside
) -> None:
    form = {"login": "An.Moi", "person": "", "full_name": "Lý Văn An"}
    made = admin.post(f"{ADMIN}/moi", data=form)
    assert made.status_code == 200
    password = shown_password(made.text)
    newcomer = app.test_client()
    step = enter(newcomer, "an.moi", password, next="/kiem-tra")
    assert step == "/tai-khoan/mat-khau?next=/kiem-tra"
    assert newcomer.get("/tai-khoan").headers["Location"].startswith("/tai-khoan/mat-khau")
    assert "do hệ thống cấp" in newcomer.get(step).text
    data = {"old": password, "new": NEW, "again": NEW, "next": "/kiem-tra"}
    assert newcomer.post("/tai-khoan/mat-khau", data=data).headers["Location"] == "/kiem-tra"
    assert "Chưa giữ vị trí nào" in newcomer.get("/tai-khoan").text
    again = admin.post(f"{ADMIN}/moi", data=form)
    assert again.status_code == 422
    assert summary(again) == ["answers-login"]
    assert 'value="Lý Văn An"' in again.text


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"login": "Có dấu"}, "login"),
        ({"login": "a"}, "login"),
        ({"full_name": " "}, "person"),
        ({"full_name": "A\x01B"}, "full_name"),
        ({"person": "không phải"}, "person"),
        ({"person": str(demo_city.WARD)}, "person"),
        ({"person": str(demo_city.seat("tu_phap").person_id)}, "person"),
    ],
)
def test_an_account_that_cannot_be_is_refused_at_its_field(
    admin: FlaskClient, outside: Outside, changed: dict[str, str], field: str
) -> None:
    form = {"login": "an.moi", "person": "", "full_name": "Lý Văn An", **changed}
    answer = admin.post(f"{ADMIN}/moi", data=form)
    assert (answer.status_code, summary(answer)) == (422, [f"answers-{field}"])
    with outside.sessions() as session:
        assert session.scalar(select(func.count()).select_from(AccountEventRow)) == 0


def test_a_reset_ends_sessions_and_forgets_the_waits(
    app: Flask, admin: FlaskClient, clerk: FlaskClient
) -> None:
    for _ in range(6):
        enter(app.test_client(), "mot_cua", "sai")
    page = admin.post(f"{ADMIN}/{person('mot_cua')}/mat-khau").text
    assert clerk.get("/").status_code == 303
    step = enter(app.test_client(), "mot_cua", shown_password(page))
    assert step == "/tai-khoan/mat-khau"
    assert "Đặt lại mật khẩu · Hoàng Anh Tuấn" in admin.get(f"{ADMIN}/{person('mot_cua')}").text


def test_a_locked_account_is_out_at_once_and_comes_back(
    app: Flask, admin: FlaskClient, clerk: FlaskClient
) -> None:
    admin.post(f"{ADMIN}/{person('mot_cua')}/khoa")
    assert clerk.get("/").status_code == 303
    refused = app.test_client().post(
        "/dang-nhap", data={"login": "mot_cua", "password": demo_city.PASSWORD}
    )
    assert "Tài khoản đã bị khóa" in refused.text
    assert "đang khóa" in admin.get(f"{ADMIN}/{person('mot_cua')}").text
    admin.post(f"{ADMIN}/{person('mot_cua')}/mo-khoa")
    assert enter(app.test_client(), "mot_cua", demo_city.PASSWORD) == "/"


def test_the_last_administrator_cannot_lock_themselves_out(admin: FlaskClient) -> None:
    me = f"{ADMIN}/{person('quan_tri')}"
    for act in ("khoa", "nghi-viec"):
        answer = admin.post(f"{me}/{act}")
        assert answer.status_code == 403
        assert "quản trị cuối cùng" in answer.text
    assert admin.get(ADMIN).status_code == 200


def test_who_leaves_holds_no_post_any_more_and_their_tasks_are_told(
    admin: FlaskClient, officer: FlaskClient, outside: Outside
) -> None:
    task = open_task(officer)
    officer.post(f"{task}/nhan")
    me = f"{ADMIN}/{person('tu_phap')}"
    asked = admin.get(f"{me}/nghi-viec").text
    assert "H26.999-" in asked
    assert "lãnh đạo đơn vị giao lại" in asked
    admin.post(f"{me}/nghi-viec")
    assert officer.get("/").status_code == 303
    page = admin.get(me).text
    assert "đã nghỉ việc" in page
    assert "Còn việc đang nằm ở người này" in page
    assert "Chưa giữ vị trí nào" in page
    with outside.sessions() as session:
        rows = session.scalars(
            select(AppointmentRow)
            .where(AppointmentRow.person_id == person("tu_phap"))
            .order_by(AppointmentRow.row_id)
        ).all()
    assert [row.recorded_to is None for row in rows] == [False, True]
    assert rows[1].valid_to is not None
    assert rows[1].recorded_by_id == person("quan_tri")
    assert admin.post(f"{me}/mo-khoa").status_code == 409
    head = hand_over(officer, "chu_tich")
    assert head.get(f"{task}/giao-viec").status_code == 200


def test_what_was_done_to_accounts_is_only_added(admin: FlaskClient, outside: Outside) -> None:
    admin.post(f"{ADMIN}/{person('mot_cua')}/khoa")
    for statement in ("UPDATE account_event SET kind = 'x'", "DELETE FROM account_event"):
        with pytest.raises(DBAPIError, match="only added"), outside.sessions.begin() as session:
            session.execute(text(statement))


def test_a_page_says_what_a_post_opens(admin: FlaskClient) -> None:
    page = admin.get(f"{ADMIN}/{person('mot_cua')}").text
    assert "tiếp nhận hồ sơ · sổ theo dõi hồ sơ" in page
    for signer in ("chu_tich", "pho_chu_tich"):
        assert "ký theo thẩm quyền" in admin.get(f"{ADMIN}/{person(signer)}").text
    assert "ký theo thẩm quyền" not in page
    assert "quản trị tài khoản" in admin.get("/tai-khoan").text
    assert admin.get(f"{ADMIN}/{demo_city.WARD}").status_code == 404


# --- the second factor --------------------------------------------------------------------------


def code(outside: Outside, login: str, steps: int = 0) -> str:
    """What the application shows now, or some steps away."""
    sealed = account(outside, login).totp_secret
    assert sealed is not None
    secret = unseal(outside.settings.secret_key, sealed)
    assert secret is not None
    assert secret not in sealed
    return code_of(secret, step_of(datetime.now(UTC)) + steps)


def with_totp(client: FlaskClient, outside: Outside, login: str) -> list[str]:
    """Set the second factor up; the recovery codes."""
    signed_in(client, login)
    client.post("/tai-khoan/ma-xac-thuc/bat-dau")
    answer = client.post("/tai-khoan/ma-xac-thuc", data={"code": code(outside, login, -1)})
    assert answer.status_code == 200
    client.post("/dang-xuat")
    return re.findall(r'<li class="code">([^<]+)<', answer.text)


def test_with_a_second_factor_the_password_alone_opens_nothing(
    client: FlaskClient, outside: Outside
) -> None:
    with_totp(client, outside, "chu_tich")
    step = enter(client, "chu_tich", demo_city.PASSWORD, next="/kiem-tra")
    assert step == "/dang-nhap/ma-xac-thuc?next=/kiem-tra"
    assert client.get("/").headers["Location"].startswith("/dang-nhap/ma-xac-thuc")
    assert client.get("/tai-khoan/mat-khau").status_code == 303
    assert client.post("/tai-khoan/ma-xac-thuc/bat-dau").status_code == 303
    assert "Việc của tôi" not in client.get(step).text
    data = {"code": code(outside, "chu_tich"), "next": "/kiem-tra"}
    assert client.post("/dang-nhap/ma-xac-thuc", data=data).headers["Location"] == "/kiem-tra"
    assert client.get("/").status_code == 200


def test_a_code_is_good_once_and_a_wrong_one_is_slowed_down(
    app: Flask, client: FlaskClient, outside: Outside
) -> None:
    with_totp(client, outside, "chu_tich")
    used = code(outside, "chu_tich")
    enter(client, "chu_tich", demo_city.PASSWORD)
    assert client.post("/dang-nhap/ma-xac-thuc", data={"code": used}).status_code == 303
    thief = app.test_client()
    enter(thief, "chu_tich", demo_city.PASSWORD)
    replay = thief.post("/dang-nhap/ma-xac-thuc", data={"code": used})
    assert (replay.status_code, summary(replay)) == (422, ["answers-code"])
    for _ in range(4):
        thief.post("/dang-nhap/ma-xac-thuc", data={"code": "000000"})
    good = {"code": code(outside, "chu_tich", 1)}
    assert thief.post("/dang-nhap/ma-xac-thuc", data=good).status_code == 429
    assert thief.get("/").status_code == 303


def test_a_recovery_code_opens_once_and_is_kept_hashed(
    app: Flask, client: FlaskClient, outside: Outside
) -> None:
    codes = with_totp(client, outside, "chu_tich")
    assert len(set(codes)) == 10
    with outside.sessions() as session:
        kept = b"".join(session.scalars(select(RecoveryCodeRow.code_hash)))
    assert codes[0].replace("-", "").encode() not in kept
    for expected in (303, 422):
        browser = app.test_client()
        enter(browser, "chu_tich", demo_city.PASSWORD)
        data = {"code": codes[0].lower().replace("-", " ")}
        assert browser.post("/dang-nhap/ma-xac-thuc", data=data).status_code == expected
    account_page = client
    enter(account_page, "chu_tich", demo_city.PASSWORD)
    account_page.post("/dang-nhap/ma-xac-thuc", data={"code": codes[1]})
    assert "Còn 8 mã dự phòng." in account_page.get("/tai-khoan").text


@pytest.mark.parametrize("login", ["chu_tich", "pho_chu_tich", "van_thu", "quan_tri"])
def test_signers_and_administrators_are_led_to_set_it_up(
    app: Flask, client: FlaskClient, outside: Outside, login: str
) -> None:
    require_totp(app, asked=True)
    assert enter(client, login, demo_city.PASSWORD, next="/kiem-tra") == (
        "/tai-khoan/ma-xac-thuc?next=/kiem-tra"
    )
    assert client.get("/tai-khoan").headers["Location"].startswith("/tai-khoan/ma-xac-thuc")
    client.post("/tai-khoan/ma-xac-thuc/bat-dau", data={"next": "/kiem-tra"})
    page = client.get("/tai-khoan/ma-xac-thuc?next=/kiem-tra").text
    assert "data:image/svg+xml" in page
    wrong = client.post("/tai-khoan/ma-xac-thuc", data={"code": "000000"})
    assert (wrong.status_code, summary(wrong)) == (422, ["answers-code"])
    done = client.post(
        "/tai-khoan/ma-xac-thuc", data={"code": code(outside, login), "next": "/kiem-tra"}
    )
    assert 'href="/kiem-tra"' in done.text
    assert client.get("/tai-khoan").status_code == 200
    assert client.post("/tai-khoan/ma-xac-thuc/bat-dau").status_code == 409


def test_who_neither_signs_nor_administers_needs_none(app: Flask, client: FlaskClient) -> None:
    require_totp(app, asked=True)
    assert enter(client, "tu_phap", demo_city.PASSWORD) == "/"
    require_totp(app, asked=False)
    assert enter(app.test_client(), "chu_tich", demo_city.PASSWORD) == "/"


def test_an_administrator_takes_a_lost_second_factor_off(
    app: Flask, client: FlaskClient, admin: FlaskClient, outside: Outside
) -> None:
    with_totp(client, outside, "mot_cua")
    assert "Gỡ mã xác thực" in admin.get(f"{ADMIN}/{person('mot_cua')}").text
    admin.post(f"{ADMIN}/{person('mot_cua')}/ma-xac-thuc")
    assert enter(client, "mot_cua", demo_city.PASSWORD) == "/"
    assert account(outside, "mot_cua").totp_secret is None


def test_under_another_secret_key_no_code_is_right_and_nothing_breaks(
    app: Flask, client: FlaskClient, outside: Outside
) -> None:
    with_totp(client, outside, "mot_cua")
    with outside.sessions.begin() as session:
        session.execute(update(AccountRow).values(totp_secret=b"sealed elsewhere"))
    enter(client, "mot_cua", demo_city.PASSWORD)
    assert client.post("/dang-nhap/ma-xac-thuc", data={"code": "123456"}).status_code == 422


# --- who read what ------------------------------------------------------------------------------


def test_the_head_sees_who_opened_the_dossier_for_which_post(
    clerk: FlaskClient, outside: Outside
) -> None:
    dossier = take_in(clerk).headers["Location"].removesuffix("/giay-tiep-nhan")
    officer = hand_over(clerk, "tu_phap")
    for _ in range(3):
        officer.get(open_task(officer)).close()
    page = officer.get(dossier)
    [paper] = set(re.findall(rf'"({dossier}/giay-to/[0-9a-f-]+)"', page.text))
    page.close()
    officer.get(paper).close()
    assert officer.get(f"{dossier}/ai-da-xem").status_code == 404
    assert "ai-da-xem" not in officer.get(dossier).text
    head = hand_over(officer, "chu_tich")
    assert f"{dossier}/ai-da-xem" in head.get(dossier).text
    seen = head.get(f"{dossier}/ai-da-xem").text
    lines = re.findall(r"Trần Văn Minh</td>.*?</tr>", seen)
    assert len(lines) == 3
    assert all("Công chức Tư pháp - Hộ tịch, Ủy ban nhân dân phường Bến Nước" in x for x in lines)
    assert sum("can-cuoc.pdf" in x for x in lines) == 1
    tally = re.search(r'class="tally">(\d+)<', seen)
    assert tally
    assert int(tally[1]) == seen.count("<tr>") - 1


def test_an_administrator_sees_what_a_person_read_but_not_the_dossier(
    clerk: FlaskClient, admin: FlaskClient
) -> None:
    dossier = take_in(clerk).headers["Location"].removesuffix("/giay-tiep-nhan")
    clerk.get(dossier).close()
    page = admin.get(f"{ADMIN}/{person('mot_cua')}/da-xem").text
    assert "Mở xem hồ sơ" in page
    assert "Trần Văn Thưởng" not in page
    assert "Mở xem hồ sơ" in admin.get("/quan-tri/nhat-ky-xem?tim=nguyen thi hoa").text
    assert "Chưa có lượt xem nào." in admin.get("/quan-tri/nhat-ky-xem?tim=ai khac").text
    assert admin.get(dossier).status_code == 404
    assert clerk.get("/quan-tri/nhat-ky-xem").status_code == 403


def test_a_printed_register_is_noted_as_a_report(clerk: FlaskClient, admin: FlaskClient) -> None:
    clerk.get("/so-theo-doi/ban-in").close()
    page = admin.get(f"{ADMIN}/{person('mot_cua')}/da-xem").text
    assert "Xuất báo cáo" in page
    assert "sổ theo dõi hồ sơ" in page


def test_a_log_that_fails_closes_no_page(clerk: FlaskClient, outside: Outside) -> None:
    dossier = take_in(clerk).headers["Location"].removesuffix("/giay-tiep-nhan")
    with outside.sessions.begin() as session:
        session.execute(text("ALTER TABLE read_log RENAME TO lost"))
    page = clerk.get(dossier)
    assert page.status_code == 200
    page.close()
