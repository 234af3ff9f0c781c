"""`trinhky check`: every bad bundle is told with its place and its cure, without a database."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories.office import SLUG
from tests.factories.ward import WORKFLOWS
from tests.web.commands.conftest import Command

DIAGRAM, PROCEDURE = "diagram.bpmn", "procedure.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped procedure beside the shared parts."""
    copy = tmp_path / "workflows"
    shutil.copytree(WORKFLOWS, copy)
    return copy / "chung_thuc" / SLUG


def _replace(old: str, new: str, file: str = DIAGRAM) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def _remove(file: str) -> Callable[[Path], None]:
    return lambda folder: (folder / file).unlink()


def test_what_is_shipped_passes(command: Command) -> None:
    said = command("check", WORKFLOWS, "--json")
    assert said.code == 0
    assert f"{SLUG}: đạt" in said.output
    assert said.json["errors"] == 0
    assert said.json["procedures"] >= 1


@pytest.mark.parametrize(
    ("spoil", "file"),
    [
        (_replace("<?xml", "no <xml"), DIAGRAM),
        (_replace("<bpmn:userTask", "<bpmn:scriptTask"), DIAGRAM),
        (_replace('isExecutable="true"', 'isExecutable="false"'), DIAGRAM),
        (_replace('ket_luan = "du_dieu_kien"', ""), DIAGRAM),
        (_replace('ket_luan = "du_dieu_kien"', "open(ket_luan)"), DIAGRAM),
        (_replace('ket_luan = "du_dieu_kien"', "__import__('os')"), DIAGRAM),
        (_remove("forms/tham_dinh.json"), DIAGRAM),
        (_replace('"type": "object"', '"type": "objekt"', "forms/tham_dinh.json"),
         "forms/tham_dinh.json"),
        (_replace("four_eyes: false", "four_eyes: false\nsix_eyes: true", PROCEDURE), PROCEDURE),
        (_replace("four_eyes: false", "four_eyes: maybe", PROCEDURE), PROCEDURE),
        (_replace("four_eyes: false", "four_eyes: true", PROCEDURE), PROCEDURE),
        (_replace("title: Cấp bản sao", "title: [", PROCEDURE), PROCEDURE),
        (_remove("documents/tu_choi.typ"), PROCEDURE),
    ],
    ids=[
        "not XML", "a script task", "not executable", "a branch without a condition",
        "an expression that calls", "an expression that imports", "a missing form",
        "a faulty form", "an unknown key", "a value of the wrong type",
        "one sitting and four eyes", "not YAML",
        "a missing template",
    ],
)  # fmt: skip
def test_a_bad_bundle_is_told_with_place_cause_and_cure(
    command: Command, folder: Path, spoil: Callable[[Path], None], file: str
) -> None:
    spoil(folder)
    said = command("check", folder, "--json")
    assert said.code == 1
    assert said.json["errors"] >= 1
    errors = [p for p in said.json["problems"] if p["severity"] == "error"]
    assert file in {p["file"] for p in errors}
    for problem in errors:
        assert problem["procedure"] == SLUG
        assert problem["cause"].endswith(".")
        assert problem["cure"]
        assert problem["code"] in said.output
    assert "LỖI" in said.output


def test_two_conditions_of_equal_gateways_are_both_told(command: Command, folder: Path) -> None:
    _replace("<bpmn:userTask", "<bpmn:scriptTask")(folder)
    _replace("four_eyes: false", "four_eyes: false\nsix_eyes: true", PROCEDURE)(folder)
    files = {p["file"] for p in command("check", folder, "--json").json["problems"]}
    assert {DIAGRAM, PROCEDURE} <= files


def test_without_json_nothing_but_sentences_is_printed(command: Command, folder: Path) -> None:
    said = command("check", folder)
    assert (said.code, "{" in said.output) == (0, False)


def test_a_folder_without_a_procedure_could_not_be_checked(
    command: Command, tmp_path: Path
) -> None:
    said = command("check", tmp_path)
    assert said.code == 4
    assert "procedure.yaml" in said.output
    assert command("check", tmp_path / "missing").code == 4
    assert command("check").code == 4
