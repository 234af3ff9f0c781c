from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from engine.errors import SettingsWrong
from engine.settings import NAMES, Settings

REPOSITORY = Path(__file__).parents[2]


class Asked(Mapping[str, str]):
    """An environment that remembers which names were asked of it."""

    def __init__(self, given: dict[str, str]) -> None:
        self.given = given
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        return self.given[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)


def test_an_empty_environment_serves_the_demonstration_on_port_8000(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_env({})
    assert settings.home == tmp_path / ".trinhky"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.database_url is None
    assert settings.redis_url is None
    assert settings.trust == tmp_path / ".trinhky" / "trust"


def test_the_list_of_names_is_exactly_what_is_read(tmp_path: Path) -> None:
    asked = Asked({"TRINHKY_HOME": str(tmp_path)})
    Settings.from_env(asked)
    assert asked.names == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_stands_in_the_readme(name: str) -> None:
    assert f"`{name}`" in (REPOSITORY / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRINHKY_BIND", "8000"),
        ("TRINHKY_BIND", "127.0.0.1:http"),
        ("TRINHKY_BIND", "127.0.0.1:70000"),
        ("TRINHKY_DATABASE_URL", "sqlite:///x.db"),
        ("TRINHKY_REDIS_URL", "127.0.0.1:6379"),
        ("TRINHKY_TSA_URL", "ftp://tsa"),
        ("TRINHKY_WORKERS", "0"),
        ("TRINHKY_WORKERS", "two"),
        ("TRINHKY_WEB_WORKERS", "65"),
        ("TRINHKY_UPLOAD_MB", "-1"),
        ("TRINHKY_DEMO", "yes"),
        ("TRINHKY_SECRET_KEY", "short"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_its_name(
    tmp_path: Path, name: str, value: str
) -> None:
    with pytest.raises(SettingsWrong) as refused:
        Settings.from_env({"TRINHKY_HOME": str(tmp_path), name: value})
    assert name in refused.value.sentence


def test_a_refused_url_does_not_repeat_its_password(tmp_path: Path) -> None:
    environ = {"TRINHKY_HOME": str(tmp_path), "TRINHKY_DATABASE_URL": "mysql://u:hush@h/d"}
    with pytest.raises(SettingsWrong) as refused:
        Settings.from_env(environ)
    assert "hush" not in refused.value.sentence


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsWrong) as refused:
        Settings.from_env({"TRINHKY_HOME": str(tmp_path / "file" / "home")})
    assert str(tmp_path / "file" / "home") in refused.value.sentence


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = Settings.from_env({"TRINHKY_HOME": str(tmp_path)})
    again = Settings.from_env({"TRINHKY_HOME": str(tmp_path)})
    assert first.secret_key == again.secret_key
    assert len(first.secret_key) >= 64
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_child_process_reads_the_same_settings(tmp_path: Path) -> None:
    settings = Settings.from_env(
        {
            "TRINHKY_HOME": str(tmp_path),
            "TRINHKY_DATABASE_URL": "postgresql://u@h/d",
            "TRINHKY_BIND": "0.0.0.0:81",
            "TRINHKY_TSA_URL": "http://127.0.0.1:1/tsa",
            "TRINHKY_UPLOAD_MB": "7",
            "TRINHKY_WORKERS": "3",
            "TRINHKY_DEMO": "1",
        }
    )
    assert Settings.from_env(settings.environ()) == settings


@pytest.mark.parametrize(
    ("demo", "said", "asked"),
    [("0", "", True), ("1", "", False), ("0", "0", False), ("1", "1", True)],
)
def test_a_second_factor_is_asked_for_everywhere_but_in_demonstrations(
    tmp_path: Path, demo: str, said: str, asked: bool
) -> None:
    given = {
        "TRINHKY_HOME": str(tmp_path),
        "TRINHKY_DEMO": demo,
        "TRINHKY_REQUIRE_TOTP": said,
    }
    settings = Settings.from_env(given)
    assert settings.asks_totp is asked
    child = Settings.from_env(settings.environ())
    assert child.asks_totp is asked
