"""The demonstration's working calendar, out of the same kind of file that an office loads."""

from __future__ import annotations

from pathlib import Path

from engine.core.clock.read_calendar import read_calendar
from engine.simulate import demo_city as city
from engine.store.records.calendar import CalendarRow

FILE = Path(__file__).with_name("office_hours.yaml")


def office_hours() -> list[CalendarRow]:
    """One calendar for all units."""
    told = read_calendar(FILE.read_bytes())
    return [
        CalendarRow(
            id=city.demo_id("calendar"),
            unit_id=None,
            version=1,
            decision=None,
            weekly=dict(told.weekly),
            days=dict(told.days),
            known_years=list(told.years),
            decisions={str(year): decision for year, decision in told.decisions.items()},
            recorded_from=city.BEGINNING,
        )
    ]
