"""An internal procedure is read from its folder: its own files and the shared ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import BundleRefused
from engine.outside import bundle_folder
from engine.outside.bundle_folder import procedure_folders, read_bundle


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two procedures in a field, one file shared by all."""
    for name in ("chung_thuc/mot", "chung_thuc/hai", "common"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "chung_thuc/mot/procedure.yaml").write_text("title: Một")
    (tmp_path / "chung_thuc/hai/procedure.yaml").write_text("title: Hai")
    (tmp_path / "common/nd30.typ").write_text("= Trang")
    return tmp_path


def test_every_folder_with_a_procedure_is_found_in_order(root: Path) -> None:
    names = [folder.name for folder in procedure_folders(root)]
    assert names == ["hai", "mot"]
    one = root / "chung_thuc/mot"
    assert list(procedure_folders(one)) == [one]
    assert list(procedure_folders(root / "common")) == []


def test_a_bundle_is_the_folders_files_and_the_shared_ones(root: Path) -> None:
    folder = root / "chung_thuc/mot"
    (folder / "forms").mkdir()
    (folder / "forms/don.json").write_text("{}")
    assert read_bundle(folder) == {
        "procedure.yaml": "title: Một".encode(),
        "forms/don.json": b"{}",
        "common/nd30.typ": b"= Trang",
    }


def test_the_nearest_shared_folder_counts(root: Path) -> None:
    (root / "chung_thuc/common").mkdir()
    (root / "chung_thuc/common/gan.typ").write_text("gần")
    assert set(read_bundle(root / "chung_thuc/mot")) == {"procedure.yaml", "common/gan.typ"}


def test_scenarios_hidden_files_and_links_stay_out(root: Path) -> None:
    folder = root / "chung_thuc/mot"
    (folder / "scenario.yaml").write_text("[]")
    (folder / ".bí mật").write_text("x")
    (folder / "link.json").symlink_to("/etc/hostname")
    assert set(read_bundle(folder)) == {"procedure.yaml", "common/nd30.typ"}


def test_a_folder_without_a_procedure_is_named(root: Path) -> None:
    with pytest.raises(BundleRefused, match=r"common.*procedure\.yaml"):
        read_bundle(root / "common")


def test_too_large_and_too_many_files_are_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = root / "chung_thuc/mot"
    (folder / "lớn.json").write_bytes(b" " * 2_000_001)
    with pytest.raises(BundleRefused, match=r"lớn\.json.*2 MB"):
        read_bundle(folder)
    (folder / "lớn.json").write_bytes(b" " * 2_000_000)
    assert len(read_bundle(folder)) == 3
    monkeypatch.setattr(bundle_folder, "FILES_LIMIT", 2)
    with pytest.raises(BundleRefused, match="quá 2 tệp"):
        read_bundle(folder)
