"""Absences at the pages: the calendar, the form, one's work meanwhile, the digest in the inbox."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from engine.actions.outbox.sweep import sweep
from engine.core.vietnamese import format_date
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from tests.web.browsing import hand_over, open_task, signed_in

BASE = "/quan-tri/tham-quyen/vang-mat"
OFFICER, COLLEAGUE = city.seat("tu_phap"), city.seat("tu_phap_2")


def test_from_the_calendar_to_the_digest(officer: FlaskClient, outside: Outside) -> None:
    task = open_task(officer)
    officer.post(f"{task}/nhan", data={})
    assert "Không ai vắng mặt" in officer.get(BASE).text
    form = officer.get(f"{BASE}/moi").text
    assert f'value="{COLLEAGUE.person_id}" checked' in form
    assert city.seat("van_thu").full_name not in form
    today = outside.clock.now()
    days = {"valid_from": format_date(today), "valid_to": format_date(today + timedelta(days=1))}
    wrong = {**days, "valid_to": "hôm kia", "substitute_id": str(COLLEAGUE.person_id)}
    refused = officer.post(f"{BASE}/moi", data=wrong)
    assert refused.status_code == 422
    assert f'value="{COLLEAGUE.person_id}" checked' in refused.text
    entered = officer.post(
        f"{BASE}/moi", data={**days, "substitute_id": str(COLLEAGUE.person_id), "note": "Phép"}
    )
    assert entered.status_code == 303
    address = str(entered.headers["Location"])
    sweep(outside)
    page = officer.get(address).text
    assert f"đang ở {COLLEAGUE.full_name}" in page
    assert 'data-away="day"' in officer.get(BASE).text
    ended = officer.post(f"{address}/ket-thuc")
    assert ended.status_code == 303
    assert "Việc đã làm thay" in officer.get("/?muc=tat_ca").text
    substitute = hand_over(officer, "tu_phap_2")
    assert substitute.get(address).status_code == 200
    assert substitute.post(f"{address}/ket-thuc").status_code == 403


def test_strangers_learn_nothing_of_an_absence(app: Flask, outside: Outside) -> None:
    head = signed_in(app.test_client(), "chu_tich")
    day = format_date(outside.clock.now() + timedelta(days=9))
    whose = {"person_id": str(OFFICER.person_id), "valid_from": day, "valid_to": day}
    address = str(head.post(f"{BASE}/moi", data=whose).headers["Location"])
    assert OFFICER.full_name in head.get(BASE).text
    stranger = signed_in(app.test_client(), "hn_gd")
    assert stranger.get(address).status_code == 404
    assert OFFICER.full_name not in stranger.get(BASE).text
    assert stranger.get(f"{BASE}/moi?person_id={OFFICER.person_id}").status_code == 403
    assert stranger.post(f"{BASE}/moi", data=whose).status_code == 403
