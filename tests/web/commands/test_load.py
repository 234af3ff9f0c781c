"""`trinhky load procedures`: what is loaded twice changes nothing, what is broken loads nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.outside.outside import Outside
from engine.settings import Settings
from tests.engine.store.factory import census
from tests.factories.office import SLUG
from tests.factories.ward import WORKFLOWS
from tests.web.commands.conftest import Command


@pytest.fixture
def environ(settings: Settings) -> dict[str, str]:
    """The test's own database, already with the shipped procedures."""
    return {
        "TRINHKY_DATABASE_URL": str(settings.database_url),
        "TRINHKY_REDIS_URL": str(settings.redis_url),
    }


def test_what_is_there_already_is_left_as_it_is(
    command: Command, outside: Outside, environ: dict[str, str]
) -> None:
    with outside.sessions() as session:
        before = census(session)
    said = command("load", "procedures", **environ)
    assert said.code == 0
    assert f"{SLUG}: không đổi" in said.output
    with outside.sessions() as session:
        assert census(session) == before


def test_a_new_procedure_is_in_force_and_said_so(
    command: Command, environ: dict[str, str], tmp_path: Path
) -> None:
    shutil.copytree(WORKFLOWS / "common", tmp_path / "common")
    shutil.copytree(WORKFLOWS / "chung_thuc" / SLUG, tmp_path / "moi")
    said = command("load", "procedures", tmp_path, **environ)
    assert said.code == 0
    assert "moi: đã áp dụng (" in said.output
    assert "moi: không đổi" in command("load", "procedures", tmp_path, **environ).output


def test_a_broken_procedure_loads_nothing_and_says_why(
    command: Command, outside: Outside, environ: dict[str, str], tmp_path: Path
) -> None:
    shutil.copytree(WORKFLOWS / "common", tmp_path / "common")
    shutil.copytree(WORKFLOWS / "chung_thuc" / SLUG, tmp_path / "hong")
    diagram = tmp_path / "hong" / "diagram.bpmn"
    diagram.write_text(diagram.read_text().replace("<bpmn:userTask", "<bpmn:scriptTask", 1))
    with outside.sessions() as session:
        before = census(session)
    said = command("load", "procedures", tmp_path, **environ)
    assert said.code == 4
    assert "LỖI diagram.bpmn" in said.output
    assert "“hong” chưa nạp được" in said.output
    with outside.sessions() as session:
        assert census(session) == before


def test_a_database_that_is_away_is_one_sentence_and_no_trace(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", "from web.commands import main; main()", "load", "procedures"],
        env={
            **os.environ,
            "TRINHKY_HOME": str(tmp_path),
            "TRINHKY_DATABASE_URL": "postgresql://127.0.0.1:1/none",
            "TRINHKY_REDIS_URL": "redis://127.0.0.1:1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 4
    assert said.stderr.startswith("Không kết nối được cơ sở dữ liệu")
    assert "Traceback" not in said.stderr
