"""`trinhky load procedures`: what is loaded twice changes nothing, what is broken loads nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.core.versions import Binding
from engine.outside.outside import Outside
from engine.settings import Settings
from engine.simulate import demo_city as city
from engine.store.versions import bindings_in_force
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


@pytest.fixture
def with_a_party(tmp_path: Path) -> Path:
    """A folder with a procedure in which another agency takes part, and one without."""
    shutil.copytree(WORKFLOWS / "common", tmp_path / "quy_trinh" / "common")
    shutil.copytree(WORKFLOWS / "ton_giao" / "hn_1.012644", tmp_path / "quy_trinh" / "a_hai_cap")
    shutil.copytree(WORKFLOWS / "chung_thuc" / SLUG, tmp_path / "quy_trinh" / "b_mot_cap")
    return tmp_path / "quy_trinh"


def test_a_party_that_is_bound_to_no_unit_is_told_and_the_others_are_loaded(
    command: Command, environ: dict[str, str], with_a_party: Path
) -> None:
    said = command("load", "procedures", with_a_party, **environ)
    assert said.code == 4
    assert "Chưa gắn đơn vị cho bên tham gia ubnd" in said.output
    assert "--binding" in said.output
    assert "b_mot_cap: đã áp dụng (" in said.output


def test_a_binding_file_names_units_by_code(
    command: Command, outside: Outside, environ: dict[str, str], with_a_party: Path, tmp_path: Path
) -> None:
    binding = tmp_path / "gan.yaml"
    binding.write_text(
        "procedures:\n"
        "  - {slug: a_hai_cap, unit: H26.999, parties: {ubnd: H26}, instrument: 15/QĐ-UBND}\n",
        encoding="utf-8",
    )
    said = command("load", "procedures", with_a_party, "--binding", binding, **environ)
    assert said.code == 0
    with outside.sessions() as session:
        [found] = bindings_in_force(session, "a_hai_cap", outside.clock.now())
    assert found == Binding(city.WARD, {"ubnd": city.CITY}, city.ASSIGNMENT)


def test_a_faulty_binding_file_loads_nothing(
    command: Command, outside: Outside, environ: dict[str, str], with_a_party: Path, tmp_path: Path
) -> None:
    binding = tmp_path / "gan.yaml"
    with outside.sessions() as session:
        before = census(session)
    for content, words in (
        ("procedures: {", "gan.yaml"),
        ("procedures: [{slug: a_hai_cap, unit: H00}]", "đơn vị H00"),
    ):
        binding.write_text(content, encoding="utf-8")
        said = command("load", "procedures", with_a_party, "--binding", binding, **environ)
        assert said.code == 4
        assert words in said.output
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
