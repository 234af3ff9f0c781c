"""`trinhky account create`: a new installation gets its first administrator."""

from __future__ import annotations

import re

import pytest

from engine.outside.outside import Outside
from engine.settings import Settings
from tests.engine.store.factory import census
from tests.web.commands.conftest import Command
from web.app import create_app


@pytest.fixture
def environ(settings: Settings) -> dict[str, str]:
    return {
        "TRINHKY_DATABASE_URL": str(settings.database_url),
        "TRINHKY_REDIS_URL": str(settings.redis_url),
    }


def test_the_first_administrator_signs_in_changes_the_password_and_keeps_accounts(
    command: Command, outside: Outside, environ: dict[str, str]
) -> None:
    made = command("account", "create", "An.Nguyen", "--name", "Nguyễn An", "--admin", **environ)
    assert made.code == 0, made.output
    found = re.search(r"Mật khẩu đầu: (\S+)", made.output)
    assert found
    app = create_app(outside)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    client = app.test_client()
    entry = {"login": "an.nguyen", "password": found[1]}
    assert client.post("/dang-nhap", data=entry).headers["Location"] == "/tai-khoan/mat-khau"
    own = "mot cum tu dai khong ai doan"
    changed = client.post("/tai-khoan/mat-khau", data={"old": found[1], "new": own, "again": own})
    assert changed.status_code == 303
    if changed.headers["Location"].startswith("/tai-khoan/ma-xac-thuc"):
        return  # an installation that asks for a second factor leads on to it
    page = client.get("/quan-tri/tai-khoan")
    assert page.status_code == 200
    assert "an.nguyen" in page.text
    assert client.get("/").status_code == 200


def test_a_login_is_given_once_and_the_second_time_says_so(
    command: Command, outside: Outside, environ: dict[str, str]
) -> None:
    asked = ("account", "create", "an.nguyen", "--name", "Nguyễn An")
    assert command(*asked, "--admin", **environ).code == 0
    with outside.sessions() as session:
        before = census(session)
    again = command(*asked, "--admin", **environ)
    assert again.code == 4
    assert "đã có người dùng" in again.output
    assert "Mật khẩu đầu" not in again.output
    with outside.sessions() as session:
        assert census(session) == before


@pytest.mark.parametrize(("login", "name"), [("Ký số", "Nguyễn An"), ("an.nguyen", " ")])
def test_what_is_no_login_or_no_name_is_refused_in_one_sentence(
    command: Command, environ: dict[str, str], login: str, name: str
) -> None:
    said = command("account", "create", login, "--name", name, **environ)
    assert said.code == 4
    assert "Traceback" not in said.output
