"""The receipt in the hand at once, printed again as what it is, queued by mail where asked."""

from __future__ import annotations

import json
import re
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select, update

from engine.actions.outbox.sweep import sweep
from engine.outside.outside import Outside
from engine.store.records import DossierRow, HistoryRow
from tests.web.browsing import hand_over, summary, take_in
from tests.workflows.pages import words

EMAIL = {"applicant__email": "thuong@example.vn", "notices": "email"}


def test_the_receipt_opens_ready_to_print_and_prints_by_itself_only_where_wanted(
    clerk: FlaskClient,
) -> None:
    page = clerk.get(take_in(clerk).headers["Location"]).text
    assert re.search(r'class="button primary"[^>]*autofocus', page)
    assert "data-print-at-once" not in page
    assert 'name="print_at_once" value="1">' in clerk.get("/ho-so/moi").text
    wanted = take_in(clerk, print_at_once="1").headers["Location"]
    assert "data-print-at-once" in clerk.get(wanted).text
    assert 'name="print_at_once" value="1" checked' in clerk.get("/ho-so/moi").text


def test_a_reprint_is_numbered_marked_and_told_in_the_history(
    clerk: FlaskClient, outside: Outside
) -> None:
    address = take_in(clerk).headers["Location"]
    first = words(clerk.get(f"{address}/ban-in").data)
    assert "IN LẠI" not in first
    assert "BẢN SAO" not in first
    for times in (1, 2):
        again = clerk.post(f"{address}/in-lai", follow_redirects=True)
        assert again.mimetype == "application/pdf"
        assert f"IN LẠI LẦN {times}" in words(again.data)
    history = clerk.get(address.removesuffix("/giay-tiep-nhan")).text
    assert "in lại giấy tiếp nhận lần 2" in history
    assert clerk.get(f"{address}/ban-in?lan=3").status_code == 404
    assert clerk.get(f"{address}/ban-in?lan=0").status_code == 404


def test_later_the_same_address_prints_a_copy(clerk: FlaskClient, outside: Outside) -> None:
    address = take_in(clerk).headers["Location"]
    with outside.sessions.begin() as session:
        session.execute(
            update(DossierRow).values(received_at=DossierRow.received_at - timedelta(minutes=11))
        )
    assert "BẢN SAO" in words(clerk.get(f"{address}/ban-in").data)


def test_only_the_desk_prints_again(clerk: FlaskClient, outside: Outside) -> None:
    address = take_in(clerk).headers["Location"]
    officer = hand_over(clerk, "tu_phap")
    assert officer.post(f"{address}/in-lai").status_code == 403
    stranger = hand_over(officer, "hn_mc")
    assert stranger.post(f"{address}/in-lai").status_code == 404
    with outside.sessions() as session:
        kinds = session.scalars(select(HistoryRow.kind)).all()
    assert "slip_reprinted" not in kinds


def test_a_receipt_by_mail_is_said_to_be_queued_and_is(
    clerk: FlaskClient, outside: Outside
) -> None:
    page = clerk.get(take_in(clerk, None, **EMAIL).headers["Location"]).text
    assert "Đã xếp hàng gửi tới th…@example.vn" in page
    folder = outside.settings.home / "notices" / "new"
    assert not folder.exists()
    sweep(outside)
    [message] = [json.loads(each.read_text(encoding="utf-8")) for each in folder.iterdir()]
    assert message["to"] == "thuong@example.vn"
    assert "/t/" in message["text"]
    sweep(outside)
    assert len(list(folder.iterdir())) == 1
    assert "Đã xếp hàng" not in clerk.get(take_in(clerk).headers["Location"]).text


def test_a_receipt_by_mail_without_an_address_is_asked_back(clerk: FlaskClient) -> None:
    answer = take_in(clerk, notices="email")
    assert answer.status_code == 422
    assert summary(answer) == ["notices"]
    assert "Chưa có thư điện tử" in answer.text
