"""How what a person types finds a dossier: whole words, the last one as it begins.

Both sides are folded by `fold`, so that "ho so" finds "hồ sơ" and capitals or decomposed letters
make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.core.vietnamese import fold

MOST_WORDS = 12
"""More are a paste, not a search."""
_NUMBER = re.compile(r"\+?[\d\s.()-]+")


def search_words(texts: Iterable[str | None]) -> frozenset[str]:
    """The words of these texts; of a number written in groups its plain digits, too."""
    found: set[str] = set()
    for text in texts:
        if text:
            found.update(_split(text))
            if digits := _digits(text):
                found.add(digits)
    return frozenset(found)


def text_query(typed: str) -> str:
    """What was typed, as PostgreSQL's `tsquery`; "" when there is no word in it.

    Every word must be there. The last is taken as a beginning, for it may be unfinished; a single
    letter is not, or it would find half the archive.
    """
    words = _split(typed)[:MOST_WORDS]
    if not words:
        return ""
    asked = " & ".join((*map(_exact, words[:-1]), _beginning(words[-1])))
    digits = _digits(typed)
    return f"({_beginning(digits)} | ({asked}))" if digits and len(words) > 1 else f"({asked})"


def without_letter(typed: str) -> str:
    """The same without a last word of one letter, with which a name may just be beginning."""
    words = _split(typed)
    return " ".join(words[:-1]) if words and len(words[-1]) == 1 else ""


def _split(text: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", fold(text)) if word]


def _digits(text: str) -> str:
    """The plain digits of what is nothing but a number; +84 is 0."""
    if not _NUMBER.fullmatch(text.strip()):
        return ""
    digits = re.sub(r"\D", "", text)
    return "0" + digits[2:] if digits.startswith("84") and len(digits) == 11 else digits


def _exact(word: str) -> str:
    return f"'{word}'"


def _beginning(word: str) -> str:
    return f"'{word}':*" if len(word) > 1 else f"'{word}'"
