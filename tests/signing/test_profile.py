from __future__ import annotations

import pytest

from signing.profile import (
    MINUTES,
    RESULT,
    Holder,
    SignatureField,
    SigningProfile,
    TextField,
    profile_with,
)


def test_the_seal_leaves_nothing_open_and_the_leader_only_what_comes_later() -> None:
    assert RESULT.left_open_by("CoQuan") == ()
    assert RESULT.left_open_by("LanhDao") == ("SoVanBan", "NgayVB", "ThangVB", "NamVB", "CoQuan")


def test_the_leader_is_first_and_the_seal_last() -> None:
    assert RESULT.is_first("LanhDao")
    assert not RESULT.is_last("LanhDao")
    assert RESULT.is_last("CoQuan")


@pytest.mark.parametrize("name", ["So.VanBan", "", "Lanh"])
def test_names_that_pdf_would_confuse_are_refused(name: str) -> None:
    leader = SignatureField("LanhDao", "Người ký", Holder.PERSON)
    with pytest.raises(ValueError):
        SigningProfile((TextField(name, "Số", 13),), (leader,))


def test_a_profile_without_a_signature_is_refused() -> None:
    with pytest.raises(ValueError):
        SigningProfile((TextField("So", "Số", 13),), ())


def test_the_one_signature_of_minutes_certifies_and_closes() -> None:
    [signature] = MINUTES.signature_fields
    assert signature.holder is Holder.PERSON
    assert MINUTES.is_first(signature.name)
    assert MINUTES.is_last(signature.name)
    assert [text.name for text in MINUTES.text_fields] == ["NgayVB", "ThangVB", "NamVB"]


def test_a_file_is_held_to_the_profile_of_its_last_signature_field() -> None:
    assert profile_with(RESULT.names) is RESULT
    assert profile_with(MINUTES.names) is MINUTES
    assert profile_with(["LanhDao", "CoQuan"]) is RESULT
    assert profile_with(["Signature1"]) is None
    assert profile_with([]) is None
