"""Stamps by their owner, and the secret part of an address."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from engine.outside.lookup_code import ALPHABET, LENGTH, new_lookup_code
from engine.outside.stamps import FOLDER, stamp_of


def test_a_lookup_code_has_120_bits_and_no_look_alikes() -> None:
    codes = {new_lookup_code() for _ in range(500)}
    assert len(codes) == 500
    assert len(ALPHABET) == 2**5
    assert not set("IO01") & set(ALPHABET)
    assert LENGTH * 5 == 120
    assert {len(code) for code in codes} == {LENGTH}
    assert set("".join(codes)) == set(ALPHABET)


def test_a_stamp_belongs_to_one_person_or_unit(tmp_path: Path) -> None:
    owner = uuid4()
    assert stamp_of(tmp_path, owner) is None
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / f"{owner}.png").write_bytes(b"picture")
    assert stamp_of(tmp_path, owner) == b"picture"
    assert stamp_of(tmp_path, uuid4()) is None
