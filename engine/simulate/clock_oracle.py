"""The legal clock again, deliberately stupid: it lays out every minute of the years and walks.

Shares no code with `engine.core.clock`: a calendar is read from its plain data into one flag a
minute, and what takes 3 working days is what 1440 flags make. Times are minutes since the first
local midnight of the calendar's first year; an end within a minute is a fraction of it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from engine.simulate.clock_cases import Case, PlainCalendar, Span, Term

Flags = npt.NDArray[np.bool_]
_DAY = 1440
_PER_UNIT = {"minute": 1, "hour": 60, "working_hour": 60, "day": 480, "working_day": 480}
_DAY_WORK = 480
_FAR = 30 * _DAY
"""How far a walk looks at first; it looks further when it has to."""


class OffTheEnd(Exception):
    """The walk has left the years that the calendar knows."""


class Oracle:
    """One calendar, every minute of it."""

    def __init__(self, calendar: PlainCalendar) -> None:
        first = dt.date(min(calendar.years), 1, 1)
        days = (dt.date(max(calendar.years) + 1, 1, 1) - first).days
        self.open: Flags = np.zeros(days * _DAY, dtype=np.bool_)
        for number in range(days):
            day = first + dt.timedelta(days=number)
            weekly = calendar.weekly.get(str(day.isoweekday()), [])
            for opens, closes in calendar.days.get(day.isoformat(), weekly):
                begin, end = number * _DAY + _minute(opens), number * _DAY + _minute(closes)
                self.open[begin:end] = True
        self.first = first

    def answer(self, case: Case) -> dict[str, Fraction | None]:
        """Every time of the case by its name. Raises OffTheEnd."""
        promised = case.declared or case.statutory
        told: dict[str, Fraction | None] = {"due": None, "statutory": None, "apology": None}
        if case.statutory:
            told["statutory"] = self._dossier(case, case.statutory)
        if promised:
            told["due"] = self._dossier(case, promised)
            apology = self._a_working_day_before(told["due"] or Fraction(0))
            ended_at = [stop.ends for stop in case.stops if stop.ends is not None]
            told["apology"] = apology if apology > max([case.received, *ended_at]) else None
        if case.extension:
            told["due"] = self._extended(case.extension, ())
            told["held up"] = self._extended(case.extension, case.stops)
            told["apology"] = None
        ended = [stop for stop in case.stops if stop.ends is not None]
        for name, (entered, term) in case.groups.items():
            told[f"group {name}"] = self._walk(self._start(entered), term, ended)
        for name, step in case.steps.items():
            if isinstance(step, str):
                told[f"step {name}"] = told[f"group {step}"]
            else:
                told[f"step {name}"] = self._walk(self._start(step[0]), step[1], [])
        for name, (entered, wait) in case.waits.items():
            told[f"wait {name}"] = (
                self._walk(entered, wait, [])
                if isinstance(wait, Term)
                else Fraction(self._around_the_clock(entered, *wait))
            )
        return told

    def _dossier(self, case: Case, term: Term) -> Fraction:
        ended = [stop for stop in case.stops if stop.ends is not None]
        complete = max([case.received, *(s.ends or 0 for s in ended if s.restarts)])
        start = self._start(complete)
        if self._after_cutoff(case, complete) and start // _DAY == complete // _DAY:
            start = self._start((complete // _DAY + 1) * _DAY)
        return self._walk(start, term, [s for s in ended if not s.restarts])

    def _start(self, at: int) -> int:
        while True:
            if at >= len(self.open):
                raise OffTheEnd
            tomorrow = (at // _DAY + 1) * _DAY
            left = np.flatnonzero(self.open[at:tomorrow])
            if len(left):
                return at + int(left[0])
            at = tomorrow

    def _after_cutoff(self, case: Case, at: int) -> bool:
        if case.cutoff_time is not None:
            return at % _DAY >= case.cutoff_time
        if case.cutoff_left is not None:
            today = self.open[at : (at // _DAY + 1) * _DAY]
            return int(np.count_nonzero(today)) <= case.cutoff_left
        return False

    def _walk(self, start: int, term: Term, stops: list[Span]) -> Fraction:
        """Minute after minute from `start`; each end of a restart begins the count again."""
        far = _FAR
        while True:
            found = self._walk_to(min(start + far, len(self.open)), start, term, stops)
            if found is not None:
                return found
            if start + far >= len(self.open):
                raise OffTheEnd
            far *= 4

    def _walk_to(self, end: int, start: int, term: Term, stops: list[Span]) -> Fraction | None:
        stopped = np.zeros(end - start, dtype=np.bool_)
        for stop in stops:
            begins, ends = stop.starts - start, (stop.ends or 0) - start
            if ends > 0:
                stopped[max(begins, 0) : ends] = True
        again = {s.ends for s in stops if s.restarts and s.ends and start < s.ends < end}
        marks = [start, *sorted(again), end]
        for begin, until in pairwise(marks):
            goes = ~stopped[begin - start : until - start]
            if term.unit == "day" and term.value.denominator == 1:
                found = self._calendar_days(int(term.value), begin, until, goes, stops)
            else:
                found = self._office_minutes(term, begin, until, goes)
            if found is not None:
                return found
        return None

    def _office_minutes(self, term: Term, begin: int, until: int, goes: Flags) -> Fraction | None:
        if term.unit == "same_day":
            first = self._start(begin)
            today = self.open[first : (first // _DAY + 1) * _DAY]
            need = Fraction(int(np.count_nonzero(today)))
        else:
            need = term.value * _PER_UNIT[term.unit]
        worked = np.flatnonzero(goes & self.open[begin:until])
        whole = math.ceil(need)
        if len(worked) < whole:
            return None
        return begin + int(worked[whole - 1]) + 1 - (whole - need)

    def _calendar_days(
        self, days: int, begin: int, until: int, goes: Flags, stops: list[Span]
    ) -> Fraction | None:
        ran = np.flatnonzero(goes)
        if len(ran) < days * _DAY:
            return None
        over = begin + int(ran[days * _DAY - 1]) + 1
        takes = self.open[over:until] | self.open[over - 1 : until - 1]
        for stop in stops:
            held = slice(max(stop.starts + 1 - over, 0), max((stop.ends or 0) - over, 0))
            takes[held] = False
        at = np.flatnonzero(takes)
        if len(at):
            return over + Fraction(int(at[0]))
        return Fraction(until) if self._ends_as_a_stop_begins(until, stops) else None

    def _ends_as_a_stop_begins(self, at: int, stops: list[Span]) -> bool:
        """Over at the very moment at which a restart begins (and ends): that is not held up."""
        there = [s for s in stops if s.restarts and s.ends == at]
        held = any(s.starts < at <= (s.ends or 0) for s in stops)
        return bool(there) and not held and self._takes(at)

    def _takes(self, at: int) -> bool:
        """In office time, or just as it closes."""
        if at >= len(self.open):
            raise OffTheEnd
        return bool(self.open[at]) or bool(at and self.open[at - 1])

    def _extended(self, extension: tuple[int, int], stops: Sequence[Span]) -> Fraction:
        granted, promised = extension
        promised = promised if self._takes(promised) else self._start(promised)
        since = [s for s in stops if s.ends is not None and s.ends > granted]
        minutes = int(np.count_nonzero(self.open[granted:promised]))
        if not since or not minutes:
            return Fraction(promised)
        held_up = self._walk(granted, Term(Fraction(minutes), "minute"), since)
        nothing_between = not np.any(self.open[min(int(held_up), promised) : promised])
        return Fraction(promised) if held_up < promised and nothing_between else held_up

    def _a_working_day_before(self, due: Fraction) -> Fraction:
        whole, part = int(due), due % 1
        far = _FAR
        while len(worked := np.flatnonzero(self.open[max(0, whole - far) : whole])) <= _DAY_WORK:
            if far > whole:
                return Fraction(0) if len(worked) < _DAY_WORK else int(worked[0]) + part
            far *= 4
        first = max(0, whole - far)
        if part:
            return first + int(worked[-_DAY_WORK]) + part
        return Fraction(first + int(worked[-_DAY_WORK - 1]) + 1)  # the closing before an opening

    def _around_the_clock(self, entered: int, months: int, minutes: int) -> int:
        day = self.first + dt.timedelta(days=entered // _DAY)
        years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        for number in range(day.day, 0, -1):
            try:
                day = dt.date(years, month + 1, number)
                break
            except ValueError:
                continue  # the month is shorter
        return (day - self.first).days * _DAY + entered % _DAY + minutes


def _minute(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)
