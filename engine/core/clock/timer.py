"""What the text of a diagram's timer means: an ISO 8601 duration, or a printed budget."""

from __future__ import annotations

import calendar as months_of
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.core.clock.budget import Budget, BudgetFaulty, parse_budget
from engine.core.clock.calendar import Calendar
from engine.core.clock.due import due
from engine.core.vietnamese import LOCAL
from engine.errors import TrinhKyError

_DURATION = re.compile(
    r"P(?=[0-9T])(?:(?P<years>[0-9]{1,3})Y)?(?:(?P<months>[0-9]{1,4})M)?"
    r"(?:(?P<weeks>[0-9]{1,4})W)?(?:(?P<days>[0-9]{1,5})D)?"
    r"(?:T(?=[0-9])(?:(?P<hours>[0-9]{1,5})H)?(?:(?P<minutes>[0-9]{1,6})M)?"
    r"(?:(?P<seconds>[0-9]{1,6})S)?)?"
)


class TimerFaulty(TrinhKyError):
    """A timer text that cannot be read; the sentence shows what is understood."""


@dataclass(frozen=True, slots=True)
class Elapse:
    """Time around the clock: months first (the last day of a shorter month), then the rest."""

    months: int
    rest: timedelta


def parse_timer(text: str) -> Elapse | Budget:
    """What a timer waits: "P30D", "PT4H", "P6M" run around the clock; "15 ngày làm việc" is a
    budget of the legal clock. Raises TimerFaulty.
    """
    text = text.strip()
    match = _DURATION.fullmatch(text)
    if match:
        part = {name: int(value or 0) for name, value in match.groupdict().items()}
        elapse = Elapse(
            months=part["years"] * 12 + part["months"],
            rest=timedelta(
                weeks=part["weeks"],
                days=part["days"],
                hours=part["hours"],
                minutes=part["minutes"],
                seconds=part["seconds"],
            ),
        )
        if elapse.months or elapse.rest:
            return elapse
    try:
        return parse_budget(text)
    except BudgetFaulty:
        raise TimerFaulty(
            f"Không đọc được thời gian chờ “{text}”; hãy ghi như: 15 ngày làm việc, 2 giờ, "
            "hoặc theo ISO 8601: P30D (30 ngày), P6M (6 tháng), PT4H (4 giờ liên tục)."
        ) from None


def fires_at(calendar: Calendar, start: datetime, timer: Elapse | Budget) -> datetime:
    """The moment (UTC) at which a timer set at `start` fires.

    The term of a wait runs while the dossier's clock stands, so no stop holds it up. Raises as
    `due`.
    """
    if isinstance(timer, Budget):
        return due(calendar, start, timer)
    local = start.astimezone(LOCAL)
    years, month = divmod(local.month - 1 + timer.months, 12)
    year = local.year + years
    day = min(local.day, months_of.monthrange(year, month + 1)[1])
    return (local.replace(year=year, month=month + 1, day=day) + timer.rest).astimezone(UTC)
