"""The desk takes a dossier in."""

from __future__ import annotations

import re

import pikepdf
import pytest
from flask.testing import FlaskClient

from tests.web.browsing import SLUG, pdf, signed_in, summary, take_in


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


def test_whoever_hands_in_for_the_applicant_stands_on_the_receipt(clerk: FlaskClient) -> None:
    received = take_in(clerk, submitter__full_name="Hoàng Đức An")
    receipt = clerk.get(received.headers["Location"]).text
    assert "Người được ủy quyền nộp" in receipt
    assert "Hoàng Đức An" in receipt
    alone = clerk.get(take_in(clerk, submitter__full_name=" ").headers["Location"]).text
    assert "Người được ủy quyền nộp" not in alone
