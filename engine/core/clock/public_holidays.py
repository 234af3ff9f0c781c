"""The public holidays that the law itself names, year by year.

The dates are the `holidays` package's (it knows the lunar calendar); what is law but not there,
or there but not law, is put right here. What a notice announces for one year alone, swapped days
above all, is no law: it stands in the calendar's own file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from holidays import country_holidays

LAST = 2100
"""The lunar calendar of the package ends here."""
#: How the package names, in Vietnamese, a day off that a notice has swapped for a Saturday.
_SWAPPED = "Ngày nghỉ (thay cho"
#: Ngày Văn hóa Việt Nam is a day off by Nghị quyết 28/2026/QH16 Art 2, not by Bộ luật Lao động
#: Art 112, so Art 111(3) gives no day in lieu (nghỉ bù) when it falls on a week-end.
_CULTURE_DAY = (11, 24)


def public_holidays(year: int) -> tuple[date, ...]:
    """The days off of a year by Bộ luật Lao động 45/2019/QH14 Art 111(3), 112 and Nghị quyết
    28/2026/QH16, in order.

    Tết and the second day of Quốc khánh are the Prime Minister's to decide each year
    (Art 112(3)): until then they are the most usual ones, expected only (dự kiến).
    """
    return tuple(_by_law(year))


def _by_law(year: int) -> Iterator[date]:
    known = country_holidays("VN", years=year, language="vi")
    for day in sorted(known):
        names = known.get_list(day)
        by_law = [name for name in names if not name.startswith(_SWAPPED)]
        if by_law and not _in_lieu_of_culture_day(day, by_law):
            yield day


def _in_lieu_of_culture_day(day: date, names: list[str]) -> bool:
    about = [name for name in names if name.startswith("Ngày Văn hóa Việt Nam")]
    return about == names and (day.month, day.day) != _CULTURE_DAY
