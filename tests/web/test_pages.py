"""The pages of the desk and the officer over the demonstration's ward, without a browser."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from engine.simulate import demo_city

SLUG = "hn_663_ban_sao_tu_so_goc"
REQUEST = {
    "procedure": SLUG,
    "applicant.full_name": "Trần Văn Thưởng",
    "answers.ten_van_ban": "Giấy khai sinh",
    "answers.nguoi_duoc_cap": "Trần Văn Thưởng",
    "answers.quan_he": "ban_than",
}


@pytest.fixture
def clerk(client: FlaskClient) -> FlaskClient:
    return signed_in(client, "mot_cua")


def signed_in(client: FlaskClient, login: str) -> FlaskClient:
    """As after the door, which is tested by itself and slow on purpose."""
    with client.session_transaction() as session:
        session["_user_id"] = f"{demo_city.seat(login).person_id}:1"
    return client


def pdf(**save: object) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    out = BytesIO()
    document.save(out, **save)  # type: ignore[arg-type]
    return out.getvalue()


def take_in(client: FlaskClient, paper: bytes | None = None, **changed: str) -> TestResponse:
    """Send the intake form; `changed` replaces fields (an underscore stands for the dot)."""
    form: MultiDict[str, object] = MultiDict(REQUEST)
    for name, value in changed.items():
        form[name.replace("__", ".")] = value
    file = paper if paper is not None else pdf()
    form["papers.giay_to_tuy_than"] = (BytesIO(file), "can-cuoc.pdf")
    return client.post("/ho-so/moi", data=form, content_type="multipart/form-data")


def summary(answer: TestResponse) -> list[str]:
    """The ids that the lines of the error summary lead to."""
    found = re.search(r'class="errors".*?</div>', answer.text, re.S)
    return re.findall(r'href="#([^"]+)"', found[0]) if found else []


# --- the door -----------------------------------------------------------------------------------


def test_a_wrong_password_and_an_unknown_login_read_alike(client: FlaskClient) -> None:
    wrong = client.post("/dang-nhap", data={"login": "mot_cua", "password": "sai"})
    unknown = client.post("/dang-nhap", data={"login": "khong-ai", "password": "sai"})
    assert wrong.status_code == unknown.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in wrong.text
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in unknown.text
    assert 'value="mot_cua"' in wrong.text
    assert "sai" not in re.findall(r'id="password"[^>]*value="([^"]*)"', wrong.text)


def test_after_many_wrong_passwords_the_right_one_has_to_wait(client: FlaskClient) -> None:
    for _try in range(5):
        client.post("/dang-nhap", data={"login": "mot_cua", "password": "sai"})
    answer = client.post("/dang-nhap", data={"login": "mot_cua", "password": demo_city.PASSWORD})
    assert answer.status_code == 429
    assert "hãy thử lại sau" in answer.text


def test_after_sign_in_one_is_where_one_wanted_to_go_but_never_elsewhere(
    client: FlaskClient,
) -> None:
    entry = {"login": "mot_cua", "password": demo_city.PASSWORD}
    ours = client.post("/dang-nhap", data={**entry, "next": "/ho-so/moi"})
    theirs = client.post("/dang-nhap", data={**entry, "next": "//example.vn/"})
    assert ours.headers["Location"] == "/ho-so/moi"
    assert theirs.headers["Location"] == "/"


def test_after_sign_out_the_session_is_over(clerk: FlaskClient) -> None:
    assert clerk.get("/").status_code == 200
    clerk.post("/dang-xuat")
    assert clerk.get("/").status_code == 303


# --- intake -------------------------------------------------------------------------------------


def test_an_empty_intake_comes_back_with_a_line_for_each_field(clerk: FlaskClient) -> None:
    answer = clerk.post("/ho-so/moi", data={"procedure": SLUG})
    assert answer.status_code == 422
    assert summary(answer) == ["applicant-full_name", "papers-giay_to_tuy_than"]


def test_a_refused_intake_keeps_what_was_typed(clerk: FlaskClient) -> None:
    answer = take_in(clerk, applicant__phone="0912 345 678", answers__quan_he="")
    assert answer.status_code == 422
    assert summary(answer) == ["answers-quan_he"]
    assert 'value="Trần Văn Thưởng"' in answer.text
    assert 'value="0912 345 678"' in answer.text
    assert 'value="Giấy khai sinh"' in answer.text


def test_what_an_applicant_writes_is_text_and_never_markup(clerk: FlaskClient) -> None:
    name = "<script>alert(1)</script>"
    receipt = clerk.get(take_in(clerk, applicant__full_name=name).headers["Location"])
    assert name not in receipt.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in receipt.text


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        (b"MZ\x90\x00 an executable file", "can-cuoc.pdf"),
        (b"%PDF-1.7 but nothing more", "can-cuoc.pdf"),
        (pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "can-cuoc.pdf"),
    ],
    ids=["another type", "damaged", "encrypted"],
)
def test_a_file_that_cannot_be_taken_is_named_and_nothing_is_received(
    clerk: FlaskClient, paper: bytes, said: str
) -> None:
    answer = take_in(clerk, paper)
    assert answer.status_code == 422
    assert summary(answer) == ["papers"]
    assert said in answer.text
    assert "Không còn việc nào chờ ông/bà." in clerk.get("/").text


def test_an_intake_sent_twice_is_one_dossier(clerk: FlaskClient) -> None:
    first, second = (take_in(clerk, key="cung-mot-trang") for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]


def test_the_receipt_says_code_time_and_where_to_ask(clerk: FlaskClient) -> None:
    address = take_in(clerk).headers["Location"]
    receipt = clerk.get(address).text
    assert re.search(r"H26\.999-\d{6}-0001", receipt)
    assert "data:image/svg+xml" in receipt
    code = re.search(r"<dd class=\"code\">(\w{20,})</dd>", receipt)
    assert code
    assert f"/t/{code[1]}" in receipt
    printed = clerk.get(f"{address}/ban-in")
    assert printed.mimetype == "application/pdf"
    assert printed.data.startswith(b"%PDF-")


def test_an_officer_who_may_not_receive_is_offered_no_procedure(client: FlaskClient) -> None:
    signed_in(client, "chu_tich")
    assert "chưa có thủ tục nào" in client.get("/ho-so/moi").text
    assert client.post("/ho-so/moi", data={"procedure": SLUG}).status_code == 404


# --- the officer --------------------------------------------------------------------------------


def open_task(client: FlaskClient) -> str:
    """The address of the first task of the inbox."""
    found = re.search(r'class="task-row" href="([^"]+)"', client.get("/").text)
    assert found
    return found[1]


def hand_over(client: FlaskClient, login: str) -> FlaskClient:
    """The browser changes hands."""
    client.post("/dang-xuat")
    return signed_in(client, login)


@pytest.fixture
def officer(clerk: FlaskClient) -> FlaskClient:
    """The specialist, with one dossier to appraise."""
    take_in(clerk)
    return hand_over(clerk, "tu_phap")


def test_the_counter_of_the_inbox_equals_its_list(officer: FlaskClient) -> None:
    page = officer.get("/").text
    tally = re.search(r'class="tally">(\d+)<', page)
    assert tally
    assert int(tally[1]) == page.count('class="task-row"') == 1


def test_a_refused_form_comes_back_filled_at_an_address_that_can_be_loaded_again(
    officer: FlaskClient,
) -> None:
    task = open_task(officer)
    form = {
        "answers.ket_luan": "du_dieu_kien",
        "answers.so_quyen": "01/1998",
        "answers.ngay_vao_so": "31/02/1998",
    }
    answer = officer.post(task, data=form)
    assert answer.status_code == 422
    assert summary(answer) == [
        "answers-ngay_vao_so",
        "answers-so_vao_so",
        "answers-noi_dung_so_goc",
    ]
    assert 'value="01/1998"' in answer.text
    assert 'value="31/02/1998"' in answer.text
    assert officer.get(task).status_code == 200


def test_a_field_that_the_form_does_not_have_is_refused(officer: FlaskClient) -> None:
    answer = officer.post(
        open_task(officer),
        data={"answers.ket_luan": "tu_choi", "answers.ly_do_tu_choi": "x", "answers.la": "1"},
    )
    assert answer.status_code == 422
    assert summary(answer) == ["answers-la"]


def test_only_the_questions_that_follow_from_the_answers_are_asked(officer: FlaskClient) -> None:
    again = officer.post(
        f"{open_task(officer)}/bieu-mau", data={"answers.ket_luan": "tu_choi"}
    ).text
    assert "answers.ly_do_tu_choi" in again
    assert "answers.so_quyen" not in again


def test_a_task_sent_twice_counts_once_and_a_stale_page_is_told_by_whom(
    officer: FlaskClient,
) -> None:
    task = open_task(officer)
    form = {
        "answers.ket_luan": "tu_choi",
        "answers.ly_do_tu_choi": "Không có trong sổ gốc.",
        "key": "cung-mot-trang",
    }
    assert officer.post(task, data=form).headers["Location"] == "/"
    assert officer.post(task, data=form).headers["Location"] == "/"
    stale = officer.post(task, data={**form, "key": "trang-khac"})
    assert stale.status_code == 409
    assert "Trần Văn Minh" in stale.text


def test_every_page_of_a_dossier_that_does_not_exist_is_not_found(officer: FlaskClient) -> None:
    nobody = "00000000-0000-4000-8000-000000000000"
    for address in (
        f"/ho-so/{nobody}",
        f"/ho-so/{nobody}/giay-tiep-nhan",
        f"/ho-so/{nobody}/giay-to/{nobody}",
        f"/ho-so/{nobody}/van-ban/{nobody}",
        f"/ho-so/{nobody}/ket-qua/{nobody}",
        f"/ho-so/{nobody}/luot-ky/{nobody}",
        f"/viec/{nobody}/{nobody}",
    ):
        assert officer.get(address).status_code == 404, address


def test_a_signer_without_password_is_asked_for_it(officer: FlaskClient) -> None:
    form = {"answers.ket_luan": "tu_choi", "answers.ly_do_tu_choi": "Không có trong sổ gốc."}
    officer.post(open_task(officer), data=form)
    chairman = hand_over(officer, "chu_tich")
    answer = chairman.post(f"{open_task(chairman)}/ky", data={"shown_sha256": "0" * 64})
    assert answer.status_code == 422
    assert summary(answer) == ["answers-password"]
    assert "TM. ỦY BAN NHÂN DÂN" in answer.text


def test_a_page_to_sign_that_changed_meanwhile_is_not_signed(officer: FlaskClient) -> None:
    form = {"answers.ket_luan": "tu_choi", "answers.ly_do_tu_choi": "Không có trong sổ gốc."}
    officer.post(open_task(officer), data=form)
    chairman = hand_over(officer, "chu_tich")
    task = open_task(chairman)
    stale = {"shown_sha256": "0" * 64, "password": demo_city.KEY_PASSWORD}
    answer = chairman.post(f"{task}/ky", data=stale)
    assert answer.status_code == 422
    assert "đã thay đổi" in answer.text
    assert chairman.get(f"{task}/ky").headers["Location"] == task


# --- everyone -----------------------------------------------------------------------------------


def test_the_language_changes_and_stays_and_leads_back(client: FlaskClient) -> None:
    answer = client.post("/ngon-ngu", data={"language": "en", "next": "/tra-cuu"})
    assert answer.headers["Location"] == "/tra-cuu"
    page = client.get("/tra-cuu").text
    assert '<html lang="en">' in page
    assert "Where is my dossier?" in page
    client.post("/ngon-ngu", data={"language": "xx"})
    assert '<html lang="en">' in client.get("/dang-nhap").text
    signed_in(client, "mot_cua")
    assert "My tasks" in client.get("/").text


def test_the_public_page_tells_the_status_and_no_name(clerk: FlaskClient) -> None:
    receipt = clerk.get(take_in(clerk).headers["Location"]).text
    code = re.search(r"/t/(\w{20,})", receipt)
    assert code
    clerk.post("/dang-xuat")
    found = clerk.get("/tra-cuu", query_string={"ma": code[1]}, follow_redirects=True)
    assert "Đang giải quyết" in found.text
    assert "Trần Văn Thưởng" not in found.text


def test_an_unknown_look_up_code_says_so_and_keeps_what_was_typed(client: FlaskClient) -> None:
    answer = client.get("/tra-cuu", query_string={"ma": "SAI-MA"}, follow_redirects=True)
    assert answer.status_code == 404
    assert "Không có hồ sơ nào mang mã tra cứu này" in answer.text
    assert 'value="SAI-MA"' in answer.text


@pytest.mark.parametrize(
    ("file", "said"), [(None, "Hãy chọn tệp PDF"), (b"GIF89a", "không phải PDF")]
)
def test_what_cannot_be_checked_is_said_at_the_field(
    client: FlaskClient, file: bytes | None, said: str
) -> None:
    data = {} if file is None else {"file": (BytesIO(file), "anh.gif")}
    answer = client.post("/kiem-tra", data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert said in answer.text
    assert summary(answer) == ["file"]


def test_health_and_readiness_are_told_to_machines(client: FlaskClient) -> None:
    assert client.get("/health").json == {"status": "ok"}
    ready = client.get("/ready")
    assert ready.status_code == 200
    assert ready.json == {"ok": True, "database": True, "migrated": True, "queue": True}
