from __future__ import annotations

import pytest

from signing.profile import RESULT, Holder, SignatureField, SigningProfile, TextField


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
