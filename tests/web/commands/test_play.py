"""`trinhky play`: the stories of a folder, told by the command itself with all it starts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from engine.outside.servers import Servers
from tests.factories.office import SLUG
from tests.factories.ward import WORKFLOWS
from tests.web.commands.conftest import Command

PLAY = """
import sys
from pathlib import Path
import web.commands.play
web.commands.play.SHIPPED = Path(sys.argv.pop(1))
from web.commands import main
main()
"""
"""The command, with other stories than the shipped ones."""


def test_one_story_that_came_otherwise_is_told_and_the_result_of_the_other_is_valid(
    command: Command, servers: Servers, tmp_path: Path
) -> None:
    shutil.copytree(WORKFLOWS, tmp_path / "workflows")
    told = tmp_path / "workflows/chung_thuc" / SLUG / "scenario.yaml"
    straight, *_, lapsed = yaml.safe_load(told.read_text(encoding="utf-8"))
    lapsed["expects"]["outcome"] = "granted"
    told.write_text(yaml.safe_dump([straight, lapsed], allow_unicode=True), encoding="utf-8")
    home, out = tmp_path / "home", tmp_path / "out"
    said = subprocess.run(
        [sys.executable, "-c", PLAY, str(tmp_path / "workflows"), "play", SLUG, "--json", "--out",
         str(out)],
        env={
            **os.environ,
            "TRINHKY_HOME": str(home),
            "TRINHKY_DATABASE_URL": servers.postgres.url,
            "TRINHKY_REDIS_URL": str(servers.settings.redis_url),
        },
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert said.returncode == 1, said.stderr
    assert json.loads(said.stdout.splitlines()[-1]) == {
        "scenarios": 2, "passed": 1, "results": 1, "signatures": 2,
    }  # fmt: skip
    assert f"KHÁC  {SLUG} · lapsed\n      the end: outcome: lapsed, not granted" in said.stdout
    assert f"{SLUG}: 1/2 kịch bản đạt, 1 văn bản, 2 chữ ký" in said.stdout
    [result] = out.glob("*.pdf")
    assert command("verify", result, TRINHKY_HOME=str(home)).code == 0


def test_an_unknown_procedure_is_named_with_those_there_are(command: Command) -> None:
    said = command("play", "khong_co")
    assert said.code == 4
    assert "khong_co" in said.output
    assert SLUG in said.output
