"""The secret part of the address on slips and results."""

from __future__ import annotations

from engine.outside.lookup_code import ALPHABET, LENGTH, new_lookup_code


def test_a_lookup_code_has_120_bits_and_no_look_alikes() -> None:
    codes = {new_lookup_code() for _ in range(500)}
    assert len(codes) == 500
    assert len(ALPHABET) == 2**5
    assert not set("IO01") & set(ALPHABET)
    assert LENGTH * 5 == 120
    assert {len(code) for code in codes} == {LENGTH}
    assert set("".join(codes)) == set(ALPHABET)
