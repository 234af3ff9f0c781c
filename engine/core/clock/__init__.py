"""The legal clock: when a step, a dossier or a wait is due. Pure; `now` is always an argument.

`calendar` says when an office works, `budget` how long something may take, `cutoff` from when it
counts, `stops` what holds it up, `due` when it is over, `terms` all of that for a whole dossier,
`apology` when to say sorry, `timer` what a timer of a diagram means, `remaining` what is left.
"""

from engine.core.clock.apology import apology_at
from engine.core.clock.budget import (
    Budget,
    BudgetFaulty,
    TimeUnit,
    format_budget,
    parse_budget,
    say_budget,
)
from engine.core.clock.calendar import (
    Calendar,
    CalendarFaulty,
    CalendarUnknown,
)
from engine.core.clock.cutoff import BeforeClosing, Cutoff, effective_start, parse_before_closing
from engine.core.clock.due import due
from engine.core.clock.parse_calendar import parse_calendar
from engine.core.clock.remaining import Remaining, remaining, say_remaining
from engine.core.clock.stops import ClockStopped, Suspension
from engine.core.clock.terms import (
    ClockFacts,
    Extension,
    Step,
    Times,
    Wait,
    dossier_due,
    extended_due,
    group_due,
    step_due,
    times,
)
from engine.core.clock.timer import Elapse, TimerFaulty, fires_at, parse_timer

__all__ = [
    "BeforeClosing",
    "Budget",
    "BudgetFaulty",
    "Calendar",
    "CalendarFaulty",
    "CalendarUnknown",
    "ClockFacts",
    "ClockStopped",
    "Cutoff",
    "Elapse",
    "Extension",
    "Remaining",
    "Step",
    "Suspension",
    "TimeUnit",
    "TimerFaulty",
    "Times",
    "Wait",
    "apology_at",
    "dossier_due",
    "due",
    "effective_start",
    "extended_due",
    "fires_at",
    "format_budget",
    "group_due",
    "parse_before_closing",
    "parse_budget",
    "parse_calendar",
    "parse_timer",
    "remaining",
    "say_budget",
    "say_remaining",
    "step_due",
    "times",
]
