"""How long something may take, as decisions print it: "2 giờ", "0,5 ngày", "trong ngày"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from engine.errors import TrinhKyError
from engine.say import marked, say


class TimeUnit(StrEnum):
    """The units met in published tables.

    Hours and minutes are office time whether or not "làm việc" is printed, for the tables
    count 8 hours to a day ("tính mỗi ngày 08 giờ", Nghệ An; 30 ngày = 240 giờ, Hà Nội). For
    the same reason a fraction of a day is that fraction of 8 office hours.
    """

    MINUTE = "minute"
    HOUR = "hour"
    WORKING_HOUR = "working_hour"
    DAY = "day"
    """Calendar days: ends at the same local time, moved on to the next office time."""
    WORKING_DAY = "working_day"
    """8 office hours."""
    SAME_DAY = "same_day"
    """Until the office closes on the day it begins; the value is 1."""


#: Office minutes of one unit. Calendar days have none, but their fractions count as 8 hours.
OFFICE_MINUTES = {
    TimeUnit.MINUTE: 1,
    TimeUnit.HOUR: 60,
    TimeUnit.WORKING_HOUR: 60,
    TimeUnit.WORKING_DAY: 480,
    TimeUnit.DAY: 480,
}

_MINUTE = 60_000_000

_WORDS = {
    TimeUnit.MINUTE: marked("phút"),
    TimeUnit.HOUR: marked("giờ"),
    TimeUnit.WORKING_HOUR: marked("giờ làm việc"),
    TimeUnit.DAY: marked("ngày"),
    TimeUnit.WORKING_DAY: marked("ngày làm việc"),
}
_UNITS = {word: unit for unit, word in _WORDS.items()}
_SAME_DAY = marked("trong ngày")
_VULGAR = {"¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4)}
_PRINTED = re.compile(
    r"(?P<whole>[0-9]{1,5})?(?:,(?P<decimals>[0-9]{1,4})|\.(?P<pointed>[0-9]{1,2})|/(?P<over>[0-9]{1,4}))?"
    r" ?(?P<vulgar>[¼½¾])? (?P<unit>[^0-9]+)"
)


class BudgetFaulty(TrinhKyError):
    """A printed duration that cannot be read; the sentence shows what is understood."""


@dataclass(frozen=True, slots=True)
class Budget:
    """A duration as the law counts it. `value` is exact and positive."""

    value: Fraction
    unit: TimeUnit

    def __post_init__(self) -> None:
        if self.value <= 0:
            raise BudgetFaulty("Thời hạn phải lớn hơn 0; bước không tính thời gian thì để trống.")

    @property
    def office_ticks(self) -> int:
        """So much office time in microseconds, rounded up; a whole calendar day counts as 8 hours.

        Not for `same_day`, which takes what its day has.
        """
        ticks = self.value.numerator * OFFICE_MINUTES[self.unit] * _MINUTE
        return -(-ticks // self.value.denominator)


def parse_budget(text: str) -> Budget:
    """A budget from a printed cell: "02 giờ", "0,5 ngày", "1/2 ngày", "¼ ngày", "trong ngày".

    Raises BudgetFaulty. A step that is not counted ("không tính thời gian") has no budget and
    is not parsed.
    """
    words = " ".join(unicodedata.normalize("NFC", text).lower().split())
    if words == _SAME_DAY:
        return Budget(Fraction(1), TimeUnit.SAME_DAY)
    match = _PRINTED.fullmatch(words)
    unit = _UNITS.get(match["unit"]) if match else None
    value = _value(match) if match else None
    if unit is None or value is None:
        raise BudgetFaulty(
            f"Không đọc được thời hạn “{text}”; hãy ghi như: 15 phút, 2 giờ, 0,5 ngày, "
            "1/2 ngày, 3 ngày làm việc, trong ngày."
        )
    return Budget(value, unit)


def _value(match: re.Match[str]) -> Fraction | None:
    whole, over, vulgar = match.group("whole", "over", "vulgar")
    decimals = match["decimals"] or match["pointed"]
    if whole is None:
        return _VULGAR[vulgar] if vulgar and not (decimals or over) else None
    if over:
        return Fraction(int(whole), int(over)) if int(over) and not vulgar else None
    if decimals and vulgar:
        return None
    value = Fraction(f"{whole}.{decimals or 0}")
    return value + _VULGAR[vulgar] if vulgar else value


def format_budget(budget: Budget) -> str:
    """The budget as it is printed; `parse_budget` reads it back to the same value."""
    if budget.unit is TimeUnit.SAME_DAY:
        return _SAME_DAY
    return f"{_number(budget.value)} {_WORDS[budget.unit]}"


def say_budget(budget: Budget) -> str:
    """The budget as a page tells it to its reader."""
    if budget.unit is TimeUnit.SAME_DAY:
        return say(_SAME_DAY)
    return f"{_number(budget.value)} {say(_WORDS[budget.unit])}"


def _number(value: Fraction) -> str:
    decimals = value * 10_000
    if decimals.denominator == 1:
        whole, rest = divmod(decimals.numerator, 10_000)
        return f"{whole},{rest:04d}".rstrip("0").rstrip(",")
    return f"{value.numerator}/{value.denominator}"
