"""The page of gaps: what the night found, and looked for again at once."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from engine.actions.register.find_gaps import find_gaps_nightly
from engine.outside.outside import Outside
from engine.questions.register.gaps import gap_count
from engine.simulate import demo_city as city
from engine.store.records import AppointmentRow, GapRunRow
from engine.store.register_changes import correct
from engine.store.register_epoch import bump_epoch
from tests.web.browsing import signed_in, words_of

PATH = "/quan-tri/tham-quyen/khoang-trong"


def leave_in_ten_days(outside: Outside, *logins: str) -> None:
    now = outside.clock.now()
    with outside.sessions.begin() as session:
        bump_epoch(session)
        for login in logins:
            person_id = city.seat(login).person_id
            held = session.scalars(
                select(AppointmentRow).where(AppointmentRow.person_id == person_id)
            ).one()
            correct(session, held, person_id, now, valid_to=now + timedelta(days=10))


def test_the_night_finds_from_when_nobody_may_and_the_page_says_since_what(
    outside: Outside, client: FlaskClient
) -> None:
    registrar = signed_in(client, "quan_tri")
    assert "Chưa tính lần nào" in words_of(registrar.get(PATH))
    find_gaps_nightly(outside)
    with outside.sessions() as session:
        calm = gap_count(session)
        [first] = session.scalars(select(GapRunRow.started_at))
    assert calm.made_at is not None
    leave_in_ten_days(outside, "chu_tich", "pho_chu_tich")
    find_gaps_nightly(outside)  # once a night: nothing is looked for again
    with outside.sessions() as session:
        assert list(session.scalars(select(GapRunRow.started_at))) == [first]
    assert "Danh mục thẩm quyền đã thay đổi từ lúc tính" in words_of(registrar.get(PATH))
    assert registrar.post(PATH).status_code == 303
    said = words_of(registrar.get(PATH))
    assert "Danh mục thẩm quyền đã thay đổi" not in said
    assert "Không ai được quyết định 1 thủ tục tại Ủy ban nhân dân phường Bến Nước." in said
    assert "giữ chức Phó Chủ tịch" in said or "giữ chức Chủ tịch" in said
    with outside.sessions() as session:
        assert gap_count(session).gaps > calm.gaps
    asked = registrar.get("/api/v1/authority/gaps").json
    assert asked is not None
    assert [group["unit"] for group in asked["coming"]]


def test_only_who_keeps_the_register_looks(client: FlaskClient) -> None:
    clerk = signed_in(client, "mot_cua")
    assert clerk.get(PATH).status_code == 403
    assert clerk.post(PATH).status_code == 403
