"""The demonstration's working calendar: hours of a ward, public holidays of 2025-2027.

Dates: Bộ luật Lao động 45/2019/QH14 Art 112; the yearly notices for 2025 and 2026; 24/11 by
Nghị quyết 28/2026/QH16. 2027 is computed, not announced (dự kiến). Hours are an assumption: the
printed day has eight, offices differ.
"""

from __future__ import annotations

from datetime import date, timedelta

from engine.simulate import demo_city as city
from engine.store.records.calendar import CalendarRow

OFFICE_DAY = [["08:00", "12:00"], ["13:30", "17:30"]]
WEEKLY = dict.fromkeys(("1", "2", "3", "4", "5"), OFFICE_DAY)

HOLIDAYS = (
    (date(2025, 9, 1), 2),
    (date(2026, 1, 1), 2),
    (date(2026, 2, 16), 5),
    (date(2026, 4, 27), 1),
    (date(2026, 4, 30), 2),
    (date(2026, 8, 31), 3),
    (date(2026, 11, 24), 1),
    (date(2027, 1, 1), 1),
    (date(2027, 2, 4), 7),
    (date(2027, 4, 16), 1),
    (date(2027, 4, 30), 1),
    (date(2027, 5, 3), 1),
    (date(2027, 9, 2), 2),
    (date(2027, 11, 24), 1),
)
"""First day and number of days in a row."""

WORKING_SATURDAYS = (date(2026, 1, 10), date(2026, 8, 22))
"""Swapped: 2/1/2026 against 10/1/2026, 31/8/2026 against 22/8/2026."""


def office_hours() -> list[CalendarRow]:
    """One calendar for all units."""
    days: dict[str, list[list[str]]] = {}
    for first, length in HOLIDAYS:
        for n in range(length):
            days[(first + timedelta(days=n)).isoformat()] = []
    for saturday in WORKING_SATURDAYS:
        days[saturday.isoformat()] = OFFICE_DAY
    return [
        CalendarRow(
            id=city.demo_id("calendar"),
            unit_id=None,
            version=1,
            decision=None,
            weekly=WEEKLY,
            days=days,
            known_years=[2025, 2026, 2027],
            recorded_from=city.BEGINNING,
        )
    ]
