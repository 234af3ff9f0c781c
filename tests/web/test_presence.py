"""Two people on one dossier see each other; strangers see and show nothing."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.browsing import open_task, signed_in


@pytest.fixture
def dossier(officer: FlaskClient) -> str:
    return f"/ho-so/{open_task(officer).split('/')[2]}"


def test_each_sees_the_other_with_the_time(officer: FlaskClient, app: Flask, dossier: str) -> None:
    colleague = signed_in(app.test_client(), "tu_phap_2")
    assert officer.get(f"{dossier}/dang-mo").text.strip() == ""
    assert re.search(
        r"Trần Văn Minh cũng đang mở hồ sơ này \(từ \d\d:\d\d\)",
        colleague.get(f"{dossier}/dang-mo").text,
    )
    assert "cũng đang mở hồ sơ này" in officer.get(f"{dossier}/dang-mo").text


def test_a_stranger_sees_nothing_and_is_not_seen(
    officer: FlaskClient, app: Flask, dossier: str
) -> None:
    stranger = signed_in(app.test_client(), "hn_cv")
    assert stranger.get(f"{dossier}/dang-mo").status_code == 404
    assert officer.get(f"{dossier}/dang-mo").text.strip() == ""


def test_the_pages_of_a_dossier_ask(officer: FlaskClient, dossier: str) -> None:
    for page in (dossier, open_task(officer)):
        assert f'hx-get="{dossier}/dang-mo"' in officer.get(page).text
    assert officer.post(f"{dossier}/dang-mo/roi").status_code == 204
