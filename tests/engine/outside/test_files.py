from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import NotFound, ServiceDown
from engine.outside.files import Files


@given(data=st.binary(max_size=3000))
def test_what_comes_back_is_what_went_in(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    files = Files(tmp_path_factory.mktemp("files"))
    sha256 = files.put(data)
    assert sha256 == hashlib.sha256(data).hexdigest()
    assert files.get(sha256) == data


def test_equal_content_is_kept_once_and_nothing_unfinished_remains(tmp_path: Path) -> None:
    files = Files(tmp_path)
    assert files.put(b"to khai") == files.put(b"to khai")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_only_this_user_reads_what_is_kept(tmp_path: Path) -> None:
    Files(tmp_path / "files").put(b"to khai")
    for path in (tmp_path / "files").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_a_file_damaged_on_disk_is_not_handed_out(tmp_path: Path) -> None:
    files = Files(tmp_path)
    sha256 = files.put(b"quyet dinh")
    (tmp_path / sha256[:2] / sha256).write_bytes(b"quyet dinh khac")
    with pytest.raises(ServiceDown):
        files.get(sha256)


@pytest.mark.parametrize("sha256", ["0" * 64, "../../etc/passwd", "", "A" * 64, "0" * 63 + "/"])
def test_what_was_never_kept_is_not_found(tmp_path: Path, sha256: str) -> None:
    with pytest.raises(NotFound):
        Files(tmp_path).get(sha256)


def test_a_full_disk_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    files = Files(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(ServiceDown):
            files.put(b"to khai")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
