"""The desk takes a dossier in."""

from __future__ import annotations

import re

import pikepdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from engine.core.authority.register import Power
from engine.outside.outside import Outside
from engine.simulate import demo_city
from engine.store.records import DossierRow
from tests.factories.delegations import Delegate, delegated, revoke
from tests.factories.people import correct_appointment, sit_there_too
from tests.web.browsing import SLUG, pdf, signed_in, summary, take_in


def test_an_empty_intake_comes_back_with_a_line_for_each_field(clerk: FlaskClient) -> None:
    answer = clerk.post("/ho-so/moi", data={"procedure": SLUG})
    assert answer.status_code == 422
    assert summary(answer) == [
        "applicant-full_name",
        "papers-giay_to_tuy_than",
        "answers-ten_van_ban",
        "answers-nguoi_duoc_cap",
        "answers-quan_he",
    ]


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


def test_whoever_hands_in_for_the_applicant_stands_on_the_receipt(clerk: FlaskClient) -> None:
    received = take_in(clerk, submitter__full_name="Hoàng Đức An")
    receipt = clerk.get(received.headers["Location"]).text
    assert "Người được ủy quyền nộp" in receipt
    assert "Hoàng Đức An" in receipt
    alone = clerk.get(take_in(clerk, submitter__full_name=" ").headers["Location"]).text
    assert "Người được ủy quyền nộp" not in alone


def _delegated(outside: Outside, *numbers: str) -> list[Delegate]:
    """Delegates of the ward's procedure, each with its own internal procedure."""
    return [delegated(outside, f"Chi nhánh {number}", number) for number in numbers]


def test_of_two_delegates_the_desk_chooses_on_the_page(
    clerk: FlaskClient, outside: Outside
) -> None:
    one, _ = _delegated(outside, "71", "72")
    choices = clerk.get("/ho-so/moi").text
    assert "Chi nhánh 71" in choices
    assert "Chi nhánh 72" in choices
    key = f"2.000908@{one.unit_id}"
    assert f"thu-tuc={key}" in choices
    form = clerk.get("/ho-so/moi", query_string={"thu-tuc": key}).text
    assert "Cơ quan giải quyết: Chi nhánh 71" in form
    received = take_in(clerk, procedure=key)
    assert received.status_code == 303
    with outside.sessions() as session:
        assert session.scalars(select(DossierRow.unit_id)).all() == [one.unit_id]


def test_a_delegation_that_ended_while_the_form_was_filled_in_loses_nothing(
    clerk: FlaskClient, outside: Outside
) -> None:
    one, _ = _delegated(outside, "71", "72")
    revoke(outside, one.instrument_id, outside.clock.now())
    answer = take_in(clerk, procedure=f"2.000908@{one.unit_id}", applicant__phone="0912 345")
    assert answer.status_code == 403
    assert summary(answer) == ["procedure"]
    assert "71/QĐ-UBND" in answer.text
    assert "đã bị thu hồi" in answer.text
    assert 'value="0912 345"' in answer.text
    assert 'value="Giấy khai sinh"' in answer.text
    with outside.sessions() as session:
        assert session.scalars(select(DossierRow.id)).all() == []


def test_two_delegates_that_came_while_the_form_was_filled_in_ask_for_a_choice(
    clerk: FlaskClient, outside: Outside
) -> None:
    _delegated(outside, "71", "72")
    answer = take_in(clerk, procedure="2.000908")
    assert answer.status_code == 422
    assert summary(answer) == ["procedure"]
    assert "hãy chọn một cơ quan" in answer.text
    assert "Cơ quan giải quyết: Chi nhánh 71" in answer.text
    assert 'value="Trần Văn Thưởng"' in answer.text


def test_where_nobody_may_decide_the_form_comes_back_with_the_reason(
    clerk: FlaskClient, outside: Outside
) -> None:
    for login in ("chu_tich", "pho_chu_tich"):
        correct_appointment(outside, login, outside.clock.now())
    answer = take_in(clerk)
    assert answer.status_code == 403
    assert "Chưa có ai giữ chức Chủ tịch Ủy ban nhân dân phường Bến Nước" in answer.text
    assert 'value="Trần Văn Thưởng"' in answer.text


def test_in_a_same_sitting_whoever_may_goes_straight_on_to_the_next_step(
    clerk: FlaskClient, outside: Outside
) -> None:
    slip = take_in(clerk).headers["Location"]
    assert slip.endswith("/giay-tiep-nhan")
    sit_there_too(
        outside,
        demo_city.seat("mot_cua").person_id,
        ("civil_status",),
        demo_city.WARD,
        (Power.APPRAISE,),
    )
    task = take_in(clerk).headers["Location"]
    page = clerk.get(task).text
    assert "Kết luận thẩm định" in page
    assert "làm tiếp ngay tại đây" in page
    printing = take_in(clerk, print_at_once="1").headers["Location"]
    assert "/giay-tiep-nhan" in printing
