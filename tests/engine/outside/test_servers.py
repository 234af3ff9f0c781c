from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
import redis

from engine.errors import ServiceDown, SettingsWrong
from engine.outside import embedded_postgres, private_folders
from engine.outside.embedded_postgres import EmbeddedPostgres
from engine.outside.servers import Servers
from engine.settings import Settings


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Servers]:
    """Servers of a home of this test's own, not yet started; gone without trace afterwards."""
    made = _servers(tmp_path / "home")
    yield made
    made.stop()
    made.postgres.remove()


def _servers(home: Path) -> Servers:
    return Servers(Settings.from_env({"TRINHKY_HOME": str(home)}), durable=False)


def _ask(servers: Servers, statement: str) -> str:
    url = str(servers.settings.database_url).replace("+psycopg", "", 1)
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(statement).fetchone()
        return str(row[0]) if row else ""


def _rings(servers: Servers) -> bool:
    with redis.Redis.from_url(str(servers.settings.redis_url)) as client:
        return bool(client.ping())


def _data(servers: Servers) -> Path:
    return Path(_ask(servers, "SHOW data_directory"))


def _postmaster(data: Path) -> int:
    return int((data / "postmaster.pid").read_text().split("\n", 1)[0])


def test_a_first_start_gives_an_utf8_database_and_a_queue(own: Servers) -> None:
    own.start()
    assert int(_ask(own, "SHOW server_version_num")) >= 180000
    assert _ask(own, "SHOW server_encoding") == "UTF8"
    assert _ask(own, "SELECT upper('đặng thị hường')") == "ĐẶNG THỊ HƯỜNG"
    assert _ask(own, "SHOW TimeZone") == "UTC"
    assert _rings(own)


def test_what_was_stored_is_there_after_a_stop(own: Servers) -> None:
    own.start()
    with psycopg.connect(str(own.settings.database_url).replace("+psycopg", "", 1)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 663 AS n")
    own.stop()
    with pytest.raises(psycopg.OperationalError):
        _ask(own, "SELECT 1")
    own.start()
    assert _ask(own, "SELECT n FROM kept") == "663"


def test_a_second_user_finds_them_running_and_the_last_one_out_stops_them(own: Servers) -> None:
    own.start()
    server = _postmaster(_data(own))
    second = _servers(own.settings.home)
    second.start()
    assert _postmaster(_data(second)) == server
    own.stop()
    assert _ask(second, "SELECT 1") == "1"
    assert _rings(second)
    second.stop()
    with pytest.raises(psycopg.OperationalError):
        _ask(second, "SELECT 1")


def test_killed_servers_come_back_with_the_next_look(own: Servers) -> None:
    own.start()
    data = _data(own)
    with redis.Redis.from_url(str(own.settings.redis_url)) as client:
        os.kill(int(client.info("server")["process_id"]), signal.SIGKILL)
    os.kill(_postmaster(data), signal.SIGKILL)
    own.revive()
    assert _ask(own, "SELECT 1") == "1"
    assert _rings(own)


def test_servers_outlive_a_user_that_was_killed(own: Servers) -> None:
    script = (
        "import os, signal; from engine.settings import Settings\n"
        "from engine.outside.servers import Servers\n"
        "Servers(Settings.from_env(os.environ), durable=False).start()\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    environ = {**os.environ, "TRINHKY_HOME": str(own.settings.home)}
    killed = subprocess.run([sys.executable, "-c", script], env=environ, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert _ask(own, "SELECT 1") == "1"
    own.start()
    own.stop()
    with pytest.raises(psycopg.OperationalError):
        _ask(own, "SELECT 1")


def test_a_process_number_given_away_after_a_reboot_does_not_stop_the_start(own: Servers) -> None:
    own.start()
    data = _data(own)
    lock = data / "postmaster.pid"
    left_behind = lock.read_text()
    own.stop()
    # A process of the same user, as PostgreSQL would have to believe: a child of the server's.
    owner = lock.parent.stat()
    stranger = subprocess.Popen(
        ["/bin/sleep", "60"],
        user=owner.st_uid if os.geteuid() == 0 else None,
        group=owner.st_gid if os.geteuid() == 0 else None,
    )
    try:
        lock.write_text(left_behind.replace(left_behind.split("\n", 1)[0], str(stranger.pid), 1))
        os.chown(lock, owner.st_uid, owner.st_gid)
        own.start()
        assert _ask(own, "SELECT 1") == "1"
    finally:
        stranger.kill()
        stranger.wait()


def test_a_start_waits_until_the_last_child_of_a_killed_server_has_left(own: Servers) -> None:
    own.start()
    data = _data(own)
    own.stop()
    lingers = subprocess.Popen(["/bin/sleep", "1.5"], cwd=data)
    own.start()
    assert lingers.poll() == 0
    assert _ask(own, "SELECT 1") == "1"


def test_nobody_else_enters_the_sockets_or_the_cluster(own: Servers) -> None:
    own.start()
    data = _data(own)
    for folder in (own.postgres.sockets, data, own.settings.home / "run"):
        assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
    assert _ask(own, "SHOW listen_addresses") == ""


def test_folders_that_we_did_not_make_keep_their_rights(tmp_path: Path) -> None:
    parent = tmp_path / "private"
    parent.mkdir(mode=0o700)
    servers = _servers(parent / "home")
    try:
        servers.start()
        assert stat.S_IMODE(parent.stat().st_mode) == 0o700
    finally:
        servers.stop()
        servers.postgres.remove()


def test_a_home_too_deep_for_a_socket_still_serves(tmp_path: Path) -> None:
    servers = _servers(tmp_path / ("sâu" * 30))
    try:
        servers.start()
        assert _rings(servers)
        assert _ask(servers, "SELECT 1") == "1"
    finally:
        servers.stop()
        servers.postgres.remove()


def test_someone_elses_folder_in_the_shared_temporary_place_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    home = tmp_path / ("sâu" * 30)
    taken = tmp_path / f"trinhky-{os.geteuid()}-{private_folders.home_key(home)}"
    taken.mkdir(mode=0o755)
    taken.chmod(0o777)
    with pytest.raises(SettingsWrong) as refused:
        private_folders.socket_folder(home)
    assert str(taken) in refused.value.sentence


def test_the_operators_own_servers_are_left_alone(tmp_path: Path) -> None:
    settings = Settings.from_env({"TRINHKY_HOME": str(tmp_path / "home")})
    theirs = replace(settings, database_url="postgresql://u@h/d", redis_url="redis://h")
    with Servers(theirs) as servers:
        assert servers.settings == theirs
    assert sorted(path.name for path in (tmp_path / "home").iterdir()) == ["run", "secret_key"]


def test_the_reason_is_told_when_the_cluster_is_damaged(own: Servers) -> None:
    own.start()
    data = _data(own)
    own.stop()
    (data / "PG_VERSION").write_text("9.6\n")
    with pytest.raises(ServiceDown) as down:
        own.start()
    assert "postgres.log" in down.value.sentence


def test_root_without_an_unprivileged_user_is_told_what_to_do(
    own: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded_postgres, "UNPRIVILEGED", ())
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(SettingsWrong) as refused:
        EmbeddedPostgres(own.settings.home).start()
    assert "root" in refused.value.sentence


def test_a_machine_with_only_nobody_serves_too(
    own: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded_postgres, "UNPRIVILEGED", ("nobody",))
    own.start()
    assert _ask(own, "SELECT 1") == "1"
