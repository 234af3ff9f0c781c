"""The legal clock: when a step, a dossier or a wait is due. Pure; `now` is always an argument.

`calendar` says when an office works, `budget` how long something may take, `due` when that time
is over, `remaining` what is left of it in words, `timer` what a diagram's timer means.
"""

from engine.core.clock.budget import (
    Budget,
    BudgetFaulty,
    TimeUnit,
    format_budget,
    parse_budget,
)
from engine.core.clock.calendar import (
    Calendar,
    CalendarFaulty,
    CalendarUnknown,
)
from engine.core.clock.due import ClockStopped, Suspension, due, effective_start
from engine.core.clock.parse_calendar import parse_calendar
from engine.core.clock.remaining import Remaining, remaining, say_remaining
from engine.core.clock.timer import Elapse, TimerFaulty, fires_at, parse_timer

__all__ = [
    "Budget",
    "BudgetFaulty",
    "Calendar",
    "CalendarFaulty",
    "CalendarUnknown",
    "ClockStopped",
    "Elapse",
    "Remaining",
    "Suspension",
    "TimeUnit",
    "TimerFaulty",
    "due",
    "effective_start",
    "fires_at",
    "format_budget",
    "parse_budget",
    "parse_calendar",
    "parse_timer",
    "remaining",
    "say_remaining",
]
