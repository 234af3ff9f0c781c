"""By what a desk knows a person again."""

from __future__ import annotations

from uuid import UUID, uuid5

from engine.core.dossier import Party
from engine.core.vietnamese import fold

LEAST = 3
"""Characters before anyone is offered: one letter must not list half a ward."""
MOST = 8
"""Persons offered at once."""


def digits(text: str | None) -> str:
    """A number without the spaces and points that people write in it."""
    return "".join(c for c in text or "" if c.isalnum()).lower()


def marks(party: Party) -> tuple[str, ...]:
    """What makes two entries the same person: the identity, or name and phone together.

    A name alone makes nobody the same: then there is no mark.
    """
    found = []
    if identity := digits(party.identity):
        found.append(f"i:{identity}")
    if (phone := digits(party.phone)) and (name := fold(party.full_name)):
        found.append(f"n:{name}|{phone}")
    return tuple(found)


def party_id(unit_id: UUID, party: Party) -> UUID | None:
    """The id of the person at this unit, by the strongest mark; None for a name alone."""
    found = marks(party)
    return uuid5(unit_id, found[0]) if found else None


def keys(party: Party) -> tuple[str, ...]:
    """What the person is found by, each from its beginning on: the name from every word on."""
    words = fold(party.full_name).split()
    names = [" ".join(words[at:]) for at in range(len(words))]
    numbers = [digits(party.identity), digits(party.phone)]
    return tuple(dict.fromkeys(key for key in (*names, *numbers) if key))


def asked(text: str) -> str | None:
    """What to look for: a number without its spaces, else the text folded; None if too short."""
    folded = fold(text)
    number = digits(folded)
    wanted = number if number.isdecimal() or " " not in folded else folded
    return wanted if len(wanted) >= LEAST else None


def hidden(number: str | None) -> str:
    """ "•••••••1234": enough to tell two persons of one name apart, not enough to be used."""
    shown = digits(number)
    return "•" * max(0, len(shown) - 4) + shown[-4:] if len(shown) > 5 else "•" * len(shown)
