"""Put a working calendar in force: one administrative edit, effective with its commit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from engine.core.clock import Calendar, CalendarFaulty
from engine.core.clock.read_calendar import CalendarTold, read_calendar
from engine.core.recount import CalendarEdit
from engine.core.vietnamese import LOCAL, format_date
from engine.errors import PastChanged
from engine.outside.outside import Outside
from engine.store.calendars import (
    calendar_in_force,
    hold_calendars,
    record_version,
    told_by,
    unit_named,
)
from engine.store.recomputes import Progress, ask_recompute
from engine.store.register_epoch import bump_epoch
from engine.store.time import read_time

_NAMED = 3
"""Days that a sentence names."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was put in force. `recompute` is None when the calendar was in force already."""

    version: int
    told: CalendarTold
    recompute: Progress | None


def publish(
    outside: Outside,
    raw: bytes,
    *,
    unit_code: str | None = None,
    decision: str | None = None,
    past: bool = False,
) -> Published:
    """A new version of a unit's calendar (None: of all units without their own) from its file.

    Open dossiers are counted anew afterwards, by the worker or by `recompute_batch`. Raises
    CalendarFaulty for a file that contradicts itself or lacks a year that was known, PastChanged
    for one that differs on days gone by unless `past` is set, NotFound for an unknown unit.
    """
    told = read_calendar(raw)
    with outside.sessions.begin() as session:
        unit_id = None if unit_code is None else unit_named(session, unit_code)
        hold_calendars(session)
        former = calendar_in_force(session, unit_id)
        system_now = outside.clock.now()
        now = read_time(session, system_now).now
        if former is not None:
            before = told_by(former)
            if former.unit_id == unit_id and (before, former.decision) == (told, decision):
                return Published(former.version, told, None)
            _refuse_lost_years(before, told)
            if not past:
                _refuse_change_of_the_past(before, told, now.astimezone(LOCAL).date())
        version = record_version(session, unit_id, told, decision, system_now)
        bump_epoch(session)
        run = ask_recompute(session, CalendarEdit(unit_id, version, decision), now)
    outside.queue.nudge()
    return Published(version, told, run)


def _refuse_lost_years(before: CalendarTold, told: CalendarTold) -> None:
    lost = sorted(set(before.years) - set(told.years))
    if lost:
        raise CalendarFaulty(
            f"Lịch mới không có năm {', '.join(map(str, lost))} mà lịch đang dùng đã có; "
            "hãy giữ lại các năm đó, vì hồ sơ đang giải quyết còn tính theo."
        )


def _refuse_change_of_the_past(before: CalendarTold, told: CalendarTold, today: date) -> None:
    changed = list(_changed(before.calendar(), told.calendar(), today))
    if changed:
        more = f" và {len(changed) - _NAMED} ngày khác" if len(changed) > _NAMED else ""
        named = ", ".join(map(format_date, changed[:_NAMED]))
        raise PastChanged(f"{named}{more}")


def _changed(before: Calendar, after: Calendar, today: date) -> Iterator[date]:
    """Days gone by on which the two differ."""
    day = date(min(before.years & after.years), 1, 1)
    while day < today and day.year in before.years & after.years:
        if before.intervals(day) != after.intervals(day):
            yield day
        day += timedelta(days=1)
