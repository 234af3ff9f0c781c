"""On what ground: beside the task, on the dossier's page, and step by step."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from engine.simulate import demo_city as city
from tests.factories.stages import Case, Stages
from tests.web.application import application
from tests.web.browsing import hand_over, open_task, signed_in, words_of
from tests.web.matrix import FIT


def test_a_task_says_why_it_is_ones_own_and_to_somebody_else_why_it_is_not(
    officer: FlaskClient,
) -> None:
    officer.post(open_task(officer), data=FIT)
    chairman = hand_over(officer, "chu_tich")
    address = open_task(chairman)
    page = chairman.get(address).text
    assert "Ủy ban nhân dân phường Bến Nước có thẩm quyền giải quyết thủ tục này" in page
    _, _, dossier_id, task_id, *_ = address.split("/")
    ground = f"/ho-so/{dossier_id}/vi-sao#{task_id}"
    assert f'href="{ground}"' in page
    clerk = hand_over(chairman, "mot_cua")
    refused = words_of(clerk.get(address))
    assert "Ông/bà chỉ xem được bước này." in refused
    assert "Bản ghi: Công chức Bộ phận Một cửa Ủy ban nhân dân phường Bến Nước." in refused
    grounds = words_of(clerk.get(ground))
    for login in ("chu_tich", "pho_chu_tich"):
        assert city.seat(login).full_name in grounds
    assert "được quyết định" in grounds


@pytest.fixture
def signed(stages: Stages) -> Iterator[Case]:
    """A dossier whose result the chairman has signed."""
    with stages.case("to_seal") as case:
        yield case


def test_the_dossiers_page_says_why_who_signed_might_and_the_register_can_be_asked_again(
    signed: Case,
) -> None:
    clerk = signed_in(application(signed.office.outside).test_client(), "mot_cua")
    page = words_of(clerk.get(f"/ho-so/{signed.id}"))
    assert "Vì sao người này được ký" in page
    assert "Chưa ai ký văn bản nào" not in page
    whole = clerk.get(f"/ho-so/{signed.id}/vi-sao").text
    assert "đúng như lịch sử đã ghi" in whole
    again = clerk.get(f"/ho-so/{signed.id}/vi-sao?luc=01/01/2020+08:00")
    assert "không được: không giữ chức vụ" in words_of(again)
    for wrong in ("luc=hôm+qua", "biet=01/01/8000"):
        assert clerk.get(f"/ho-so/{signed.id}/vi-sao?{wrong}").status_code == 422
