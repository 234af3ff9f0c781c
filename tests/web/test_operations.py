"""The operator's page: one line for one cause, exact counts, and what to press."""

from __future__ import annotations

import os
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from engine.outside.outside import Outside
from engine.questions.operations.operations import SHOWN
from engine.store.records import OutboxRow, TaskRow
from tests.web.browsing import signed_in
from tests.web.stories import told

DOWN = "Dịch vụ dấu thời gian không trả lời."
MANY = SHOWN + 5


def _wait(outside: Outside, dossier_id: UUID, sentence: str = DOWN) -> UUID:
    now, row = outside.clock.now(), uuid4()
    with outside.sessions.begin() as session:
        session.add(
            OutboxRow(
                dossier_id=dossier_id, id=row, kind="finish_signature", payload={"attempt": "x"},
                not_before=now + timedelta(minutes=9), leased_until=None, tries=4,
                trouble=sentence, created_at=now, done_at=None,
            )
        )  # fmt: skip
    return row


def _due(outside: Outside) -> int:
    with outside.sessions() as session:
        rows = session.scalars(select(OutboxRow.not_before).where(OutboxRow.trouble == DOWN))
        return sum(at <= outside.clock.now() for at in rows)


@pytest.fixture
def dossier(outside: Outside) -> UUID:
    return told(outside, "hn_663_ban_sao_tu_so_goc", "straight_through", 1)


def test_many_of_one_cause_are_one_line_and_are_tried_again_together(
    client: FlaskClient, outside: Outside, dossier: UUID
) -> None:
    for _ in range(MANY):
        _wait(outside, dossier)
    _wait(outside, dossier, "Chứng thư đã hết hạn.")
    page = signed_in(client, "chu_tich").get("/van-hanh").text
    assert page.count(DOWN) == 1
    assert f'<span class="tally">{MANY + 1}</span>' in page
    assert f"{MANY} hồ sơ" in page
    assert "và 5 hồ sơ nữa" in page
    assert "4 lần" in page
    assert "lần tới" in page
    [address] = {part.split('"')[0] for part in page.split('action="') if "/thu-lai/" in part[:40]}

    assert signed_in(client, "lc_gd").post(address).status_code == 404
    assert signed_in(client, "tu_phap").post(address).status_code == 403
    assert _due(outside) == 0
    answer = signed_in(client, "chu_tich").post(address, follow_redirects=True)
    assert f"Đã yêu cầu thử lại ngay {MANY} việc." in answer.text
    assert _due(outside) == MANY
    assert client.post("/van-hanh/thu-lai/khong-co").status_code == 404


def test_a_step_that_nobody_may_do_leads_to_where_it_is_given_to_somebody(
    client: FlaskClient, outside: Outside, dossier: UUID
) -> None:
    with outside.sessions.begin() as session:
        session.execute(
            update(TaskRow)
            .where(TaskRow.dossier_id == dossier, TaskRow.status == "open")
            .values(incident="Không còn ai giữ vị trí này.")
        )
    page = signed_in(client, "chu_tich").get("/van-hanh").text
    assert "Không còn ai giữ vị trí này." in page
    found = [p.split('"')[0] for p in page.split('href="') if p.startswith("/viec/")]
    [address] = set(found)
    assert client.get(address).status_code == 200


def test_the_parts_of_the_system_say_how_they_are(
    client: FlaskClient, outside: Outside, dossier: UUID
) -> None:
    run = outside.settings.home / "run"
    run.mkdir(parents=True, exist_ok=True)
    for number in (1, 2):
        (run / f"worker-{number}.beat").touch()
    page = signed_in(client, "chu_tich").get("/van-hanh").text
    assert "2/2 tiến trình của máy này đang chạy" in page
    assert "Có vấn đề" not in page

    os.utime(run / "worker-1.beat", (0, 0))
    _wait(outside, dossier)
    with outside.sessions.begin() as session:
        long_ago = outside.clock.now() - timedelta(hours=1)
        session.execute(update(OutboxRow).values(not_before=long_ago))
    page = client.get("/van-hanh").text
    assert "1/2 tiến trình" in page
    assert "Hãy khởi động lại trinhky worker." in page
    assert "kiểm tra trinhky worker" in page
