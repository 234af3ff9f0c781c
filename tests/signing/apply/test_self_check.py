from __future__ import annotations

from signing.apply.self_check import document_holds
from tests.signing.making import Made, Maker


def test_what_was_just_made_holds(made: Made) -> None:
    assert document_holds(made.by_leader, "LanhDao")
    assert document_holds(made.sealed, "CoQuan")


def test_only_the_latest_signature_can_be_what_was_just_made(made: Made) -> None:
    assert not document_holds(made.sealed, "LanhDao")
    assert not document_holds(made.prepared, "LanhDao")


def test_a_byte_more_or_another_byte_does_not_hold(made: Made) -> None:
    assert not document_holds(made.sealed + b"\n", "CoQuan")
    spot = made.sealed.index(b"stream", len(made.by_leader)) + 20
    other = made.sealed[:spot] + bytes([made.sealed[spot] ^ 1]) + made.sealed[spot + 1 :]
    assert not document_holds(other, "CoQuan")


def test_a_signature_without_its_timestamp_does_not_hold(maker: Maker, made: Made) -> None:
    sealed = maker.seal_without_asking(made.by_leader, "seal", made.data, timestamped=False)
    assert not document_holds(sealed, "CoQuan")
