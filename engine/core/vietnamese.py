"""How Vietnamese is written, sorted and searched: text, names, dates, numbers, the local time.

Folding is our own because the embedded PostgreSQL has neither ICU nor `unaccent`: what is
stored to be searched or sorted is made here, and compared byte by byte (COLLATE "C").
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from engine.say import say

#: Asia/Ho_Chi_Minh. Viet Nam has kept UTC+7 without daylight saving since 1975, so the zone is
#: a constant and no time-zone database has to be read.
LOCAL = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

#: The Vietnamese alphabet (QĐ 1989/QĐ-BGDĐT) with the foreign letters f j w z in Latin places.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}

#: Order of the tones in Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}

_GROUPED = re.compile(r"[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


def fold(text: str) -> str:
    """The text as it is searched: no diacritics, đ as d, lower case, single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(bare.replace("đ", "d").replace("Đ", "d").casefold().split())


def name_key(full_name: str) -> str:
    """A key that sorts people as Vietnamese lists do: given name first, then the rest in order.

    Words are compared one by one, by letters first and by tone only where the letters are the
    same. The key is to be compared byte by byte; it is not for reading.
    """
    words = [key for word in full_name.split() if (key := _word_key(word))]
    return " ".join(words[-1:] + words[:-1])


def _word_key(word: str) -> str:
    letters: list[str] = []
    tone = "0"
    for mark in unicodedata.normalize("NFD", word.lower()):
        if mark in _TONES:
            tone = _TONES[mark]
        elif unicodedata.combining(mark):
            letters[-1:] = [unicodedata.normalize("NFC", "".join(letters[-1:]) + mark)]
        elif mark.isalnum():
            letters.append(mark)
    ranked = "".join(_RANK.get(letter, letter) for letter in letters)
    return f"{ranked}.{tone}" if ranked else ""


def clean_text(text: str, *, multiline: bool = False) -> str:
    """The text as it is kept: NFC, trimmed; line ends as LF when `multiline`.

    Raises ValueError with a Vietnamese sentence for NUL and other control characters (tabs and
    line ends too, unless `multiline`), lone surrogates and characters that turn writing around.
    """
    text = unicodedata.normalize("NFC", text).strip()
    if multiline:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for place, character in enumerate(text, start=1):
        if multiline and character in "\n\t":
            continue
        if _is_control(character):
            raise ValueError(
                say(
                    "Ký tự thứ %(place)s là ký tự điều khiển (U+%(code)s); hãy xóa ký tự đó.",
                    place=place,
                    code=f"{ord(character):04X}",
                )
            )
    return text


def _is_control(character: str) -> bool:
    if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}:
        return True
    return character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def format_date(day: date) -> str:
    """`22/11/2026`; a datetime is first brought to local time."""
    if isinstance(day, datetime):
        day = day.astimezone(LOCAL).date()
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_time(at: datetime) -> str:
    """`15:00`, local time."""
    return at.astimezone(LOCAL).strftime("%H:%M")


def format_moment(at: datetime) -> str:
    """`15:00 ngày 22/11/2026`, local time."""
    return say("%(time)s ngày %(day)s", time=format_time(at), day=format_date(at))


def parse_date(text: str) -> date:
    """A day written `22/11/2026` or `2026-11-22`. Raises ValueError with a Vietnamese sentence."""
    text = text.strip()
    try:
        if match := _DAY_MONTH_YEAR.fullmatch(text):
            day, month, year = map(int, match.groups())
            return date(year, month, day)
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        raise ValueError(say("Không có ngày “%(said)s” trong lịch.", said=text)) from None
    raise ValueError(say("Hãy ghi ngày theo dạng ngày/tháng/năm, ví dụ 22/11/2026."))


def format_number(number: int | float | Decimal) -> str:
    """`1.234.567,89`; trailing zeros after the comma are dropped."""
    plain = format(Decimal(str(number)), ",f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.translate(str.maketrans(",.", ".,"))


def parse_number(text: str) -> Decimal:
    """A number in Vietnamese notation: `1.234,5`, `1234,5`, `-7`.

    A point only groups thousands; `1.5` is refused, for it could mean two things. Raises
    ValueError with a Vietnamese sentence.
    """
    text = text.strip().replace("\u2212", "-")
    if not _GROUPED.fullmatch(text):
        raise ValueError(
            say(
                "Hãy ghi số theo cách viết Việt Nam: dấu chấm ngăn hàng nghìn, dấu "
                "phẩy trước phần thập phân, ví dụ 1.234,5."
            )
        )
    return Decimal(text.replace(".", "").replace(",", "."))
