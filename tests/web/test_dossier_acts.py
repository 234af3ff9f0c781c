"""Acts on a whole dossier, the slips, the register, the menu, and what is stuck."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from engine.actions.messages.deliver import deliver
from engine.core.messages import Message
from engine.outside.outside import Outside
from tests.web.browsing import REQUEST, hand_over, signed_in, summary, take_in


@pytest.fixture
def taken_in(clerk: FlaskClient) -> str:
    """The address of a dossier that was just received."""
    return take_in(clerk).headers["Location"].removesuffix("/giay-tiep-nhan")


def test_the_applicant_withdraws_with_a_reason_and_gets_a_notice(
    clerk: FlaskClient, taken_in: str
) -> None:
    assert "thao-tac/rut" in clerk.get(taken_in).text
    assert "thao-tac/dung" not in clerk.get(taken_in).text
    page = f"{taken_in}/thao-tac/rut"
    assert "không lấy lại được" in clerk.get(page).text
    assert summary(clerk.post(page, data={"reason": ""})) == ["answers-reason"]
    assert clerk.post(page, data={"reason": "Không còn nhu cầu."}).status_code == 303
    shown = clerk.get(taken_in).text
    assert "Đã rút hồ sơ" in shown
    assert "Không còn nhu cầu." in shown
    assert "thao-tac/" not in shown
    assert clerk.get(f"{taken_in}/phieu/dung-giai-quyet").data.startswith(b"%PDF-")
    assert clerk.post(page, data={"reason": "Nữa."}).status_code == 409


def test_only_who_answers_for_it_stops_a_dossier(clerk: FlaskClient, taken_in: str) -> None:
    page = f"{taken_in}/thao-tac/dung"
    assert "không làm được việc này" in clerk.get(page).text
    assert clerk.post(page, data={"reason": "Trùng."}).status_code == 403
    chairman = hand_over(clerk, "chu_tich")
    assert chairman.post(page, data={"reason": "Trùng hồ sơ."}).status_code == 303


def test_a_dossier_is_linked_by_its_code_and_a_wrong_code_gets_one_sentence(
    clerk: FlaskClient, taken_in: str
) -> None:
    other = take_in(clerk).headers["Location"].removesuffix("/giay-tiep-nhan")
    code = clerk.get(other).text.split('class="code">')[1].split("<")[0]
    page = f"{taken_in}/thao-tac/lien-ket"
    for wrong in ("", "H26.1-000000-0001"):
        answer = clerk.post(page, data={"code": wrong})
        assert (answer.status_code, summary(answer)) == (422, ["answers-code"])
    assert clerk.post(page, data={"code": code}).status_code == 303
    assert f'href="{other}">{code}' in clerk.get(taken_in).text


@pytest.mark.parametrize("act", ["khong-co", "xoa"])
def test_an_act_that_there_is_not_is_not_found(clerk: FlaskClient, taken_in: str, act: str) -> None:
    assert clerk.get(f"{taken_in}/thao-tac/{act}").status_code == 404
    assert clerk.post(f"{taken_in}/thao-tac/{act}").status_code == 404


@pytest.mark.parametrize("slip", ["giay-tiep-nhan", "kiem-soat"])
def test_a_slip_is_a_pdf(clerk: FlaskClient, taken_in: str, slip: str) -> None:
    answer = clerk.get(f"{taken_in}/phieu/{slip}")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ("bo-sung", "không đang chờ"),
        ("xin-loi", "chưa có văn bản xin lỗi"),
        ("dung-giai-quyet", "không bị dừng"),
        ("06", "Không có loại phiếu này."),
    ],
)
def test_a_slip_that_a_dossier_has_not_is_refused_in_one_sentence(
    clerk: FlaskClient, taken_in: str, slip: str, said: str
) -> None:
    answer = clerk.get(f"{taken_in}/phieu/{slip}")
    assert answer.status_code == 404
    assert said in answer.text


def test_the_desk_refuses_to_take_in_on_paper_and_opens_nothing(clerk: FlaskClient) -> None:
    page = "/ho-so/tu-choi-tiep-nhan"
    assert summary(clerk.post(page, data={})) == ["answers-procedure"]
    key = clerk.get(page).text.split('<option value="')[2].split('"')[0]
    answer = clerk.post(page, data={"procedure": key})
    assert summary(answer) == ["answers-full_name", "answers-reason"]
    given = {"procedure": key, "full_name": "Trần Văn Thưởng", "reason": "Không thuộc thẩm quyền."}
    slip = clerk.post(page, data=given)
    assert slip.data.startswith(b"%PDF-")
    assert "Không có hồ sơ nào được tiếp nhận" in clerk.get("/so-theo-doi").text
    assert hand_over(clerk, "chu_tich").post(page, data=given).status_code == 403


def test_the_register_of_the_desk_on_the_screen_and_on_paper(
    clerk: FlaskClient, taken_in: str
) -> None:
    assert f'href="{taken_in}"' in clerk.get("/so-theo-doi").text
    assert clerk.get("/so-theo-doi/ban-in").data.startswith(b"%PDF-")
    for wrong, field in (
        ("first=31/02/2026", "answers-first"),
        ("first=02/03/2026&last=01/03/2026", "answers-last"),
        ("first=01/01/2020&last=01/03/2026", "answers-last"),
    ):
        for page in ("/so-theo-doi", "/so-theo-doi/ban-in"):
            answer = clerk.get(f"{page}?{wrong}")
            assert (answer.status_code, summary(answer)) == (422, [field])
    assert hand_over(clerk, "chu_tich").get("/so-theo-doi").status_code == 403


@pytest.mark.parametrize(
    ("login", "there", "absent"),
    [
        ("mot_cua", ("/ho-so/moi", "/so-theo-doi"), ("/van-hanh",)),
        ("chu_tich", ("/van-hanh",), ("/ho-so/moi", "/so-theo-doi")),
        ("tu_phap", (), ("/ho-so/moi", "/so-theo-doi", "/van-hanh")),
    ],
)
def test_the_menu_leads_only_where_the_reader_may_go(
    client: FlaskClient, login: str, there: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    page = signed_in(client, login).get("/").text
    assert all(f'href="{place}"' in page for place in there)
    assert not any(f'href="{place}"' in page for place in absent)


def test_only_heads_and_operators_see_what_is_stuck(client: FlaskClient) -> None:
    assert signed_in(client, "tu_phap").get("/van-hanh").status_code == 403
    assert (
        hand_over(client, "tu_phap").post(f"/van-hanh/{uuid4()}/{uuid4()}/thu-lai").status_code
        == 403
    )
    assert "Không có gì vướng." in hand_over(client, "chu_tich").get("/van-hanh").text


def test_a_message_for_an_unknown_dossier_is_kept_and_shown(
    client: FlaskClient, outside: Outside
) -> None:
    message = Message(
        id=UUID(int=7),
        name="linked_x",
        correlation="H26.1-260309-0404",
        sender="H26.2-260309-0001",
        facts={},
        papers=(),
    )
    assert deliver(outside, message) == "kept"
    page = signed_in(client, "chu_tich").get("/van-hanh").text
    assert "Thông điệp liên thông chưa giao được" in page
    assert "Không có hồ sơ nào mang mã H26.1-260309-0404." in page


def test_a_refusal_begins_with_what_the_intake_page_was_told_already(clerk: FlaskClient) -> None:
    sent = {
        **REQUEST,
        "procedure": "2.000908",
        "applicant.phone": "0912 345 678",
        "begin": "refusal",
    }
    page = clerk.post("/ho-so/tu-choi-tiep-nhan", data=sent).text
    assert 'value="Trần Văn Thưởng"' in page
    assert 'value="0912 345 678"' in page
    assert re.search(r'<option value="[^"]+" selected>Cấp bản sao từ sổ gốc', page)
    assert "errors-title" not in page
