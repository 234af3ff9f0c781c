"""By what a desk knows somebody again."""

from __future__ import annotations

import unicodedata
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.dossier import Party
from engine.core.known_party import asked, hidden, keys, marks, party_id

_WORD = st.sampled_from(["Nguyễn", "Trần", "Thị", "Đức", "Ơn", "Ưng", "Hoà"])
_NAME = st.lists(_WORD, min_size=1, max_size=5).map(" ".join)
_NUMBER = st.text("0123456789", min_size=9, max_size=12)


def party(name: str, identity: str | None = None, phone: str | None = None) -> Party:
    return Party(name, identity, phone, None, None)


@given(_NAME, _NUMBER)
def test_a_person_is_the_same_however_name_and_number_are_written(name: str, number: str) -> None:
    spaced = " ".join(number[at : at + 3] for at in range(0, len(number), 3))
    other = unicodedata.normalize("NFD", name.upper())
    assert marks(party(name, phone=number)) == marks(party(other, phone=spaced))
    unit = uuid4()
    assert party_id(unit, party(name, number)) == party_id(unit, party("Khác", spaced))
    assert party_id(unit, party(name, number)) != party_id(uuid4(), party(name, number))


def test_a_name_alone_makes_nobody_the_same() -> None:
    assert marks(party("Nguyễn Văn An")) == ()
    assert marks(party("Nguyễn Văn An", identity=" . ")) == ()
    assert party_id(uuid4(), party("Nguyễn Văn An")) is None


@given(_NAME, _NUMBER)
def test_whatever_begins_a_word_or_a_number_finds_the_person(name: str, number: str) -> None:
    found = keys(party(name, number))
    for word in range(len(name.split())):
        typed = " ".join(name.split()[word:])[:6]
        wanted = asked(typed)
        assert wanted is None or any(key.startswith(wanted) for key in found)
    assert any(key.startswith(asked(number[:5]) or "-") for key in found)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("ab", None),
        ("  a b ", "a b"),
        ("0912 345", "0912345"),
        ("Nguyễn A", "nguyen a"),
        ("H26.901", "h26901"),
        ("", None),
    ],
)
def test_three_characters_are_the_least(typed: str, wanted: str | None) -> None:
    assert asked(typed) == wanted


@pytest.mark.parametrize(
    ("number", "shown"), [("001190054321", "••••••••4321"), ("12345", "•••••"), (None, "")]
)
def test_a_number_is_shown_by_its_end_only(number: str | None, shown: str) -> None:
    assert hidden(number) == shown
