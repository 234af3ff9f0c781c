"""Pictures of signatures and seals, by their owner."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from engine.outside.stamps import FOLDER, stamp_of


def test_a_stamp_belongs_to_one_person_or_unit(tmp_path: Path) -> None:
    owner = uuid4()
    assert stamp_of(tmp_path, owner) is None
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / f"{owner}.png").write_bytes(b"picture")
    assert stamp_of(tmp_path, owner) == b"picture"
    assert stamp_of(tmp_path, uuid4()) is None
