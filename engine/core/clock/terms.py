"""The terms of a dossier: the whole one, those of its step groups, and every time of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from engine.core.clock.apology import apology_at
from engine.core.clock.budget import Budget
from engine.core.clock.calendar import Calendar, moment, ticks
from engine.core.clock.cutoff import Cutoff, start_of
from engine.core.clock.due import end_of
from engine.core.clock.stops import Stop, Suspension, in_order, run
from engine.core.clock.timer import Elapse, fires_at

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Extension:
    """The one extension of a term: a new term, from when it was granted until a named moment.

    "Hẹn lại ngày trả kết quả không quá một lần" (QĐ 88/2025/QĐ-UBND Lai Châu; NĐ 297/2025/NĐ-CP
    Art 6).
    """

    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """An open step with a budget of its own; `opened_at` is when it was entered."""

    opened_at: datetime
    budget: Budget


@dataclass(frozen=True, slots=True)
class Wait:
    """A timer of the diagram that has not fired."""

    opened_at: datetime
    timer: Budget | Elapse


@dataclass(frozen=True, slots=True)
class ClockFacts(Generic[Key]):
    """What all times of an open dossier follow from. Nothing in it was computed by a calendar.

    `Key` is whatever names tasks (their id). `stops` may hold one that has not ended: until it
    does, the dossier's time is that of before it.
    """

    received_at: datetime
    cutoff: Cutoff | None
    statutory: Budget | None
    declared: Budget | None
    """The shorter term that the agency promises, where it promises one."""
    extension: Extension | None
    """As promised, with the stops that have ended since it was granted already in it."""
    stops: tuple[Suspension, ...]
    groups: Mapping[str, Step]
    """Budgets shared by steps, each with when its first step was entered."""
    steps: Mapping[Key, Step | str]
    """Open steps by task; a text is the group whose time they share."""
    waits: Mapping[Key, Wait]


@dataclass(frozen=True, slots=True)
class Times(Generic[Key]):
    """All times of an open dossier, UTC."""

    due_at: datetime | None
    statutory_due_at: datetime | None
    apology_at: datetime | None
    """None where no working day lies before the end since the clock last began to run, and of an
    extended term: it is extended once."""
    groups: Mapping[str, datetime]
    steps: Mapping[Key, datetime]
    waits: Mapping[Key, datetime]


def times(calendar: Calendar, facts: ClockFacts[Key]) -> Times[Key]:
    """Every time of an open dossier, counted anew from its facts.

    After an edit of the calendar this is how its dossiers are counted; under the calendar that
    they were counted by it answers what they have. Raises CalendarUnknown.
    """
    stops = in_order(stop for stop in facts.stops if stop.ends_at is not None)
    lawful, promised = _terms(calendar, facts, stops)
    apology = None
    if facts.extension is not None:
        promised = extended_due(calendar, facts.extension, ())
    elif promised is not None:
        apology = apology_at(calendar, promised)
        ended = (stop.ends_at for stop in facts.stops if stop.ends_at is not None)
        apology = apology if apology > max([facts.received_at, *ended]) else None
    groups = {
        key: moment(end_of(calendar, _entered(calendar, group), group.budget, stops))
        for key, group in facts.groups.items()
    }
    return Times(
        due_at=promised,
        statutory_due_at=lawful,
        apology_at=apology,
        groups=groups,
        steps={
            task: groups[step] if isinstance(step, str) else step_due(calendar, step)
            for task, step in facts.steps.items()
        },
        waits={
            task: fires_at(calendar, wait.opened_at, wait.timer)
            for task, wait in facts.waits.items()
        },
    )


def dossier_due(
    calendar: Calendar,
    received_at: datetime,
    cutoff: Cutoff | None,
    total: Budget,
    stops: Iterable[Suspension],
) -> datetime:
    """When the whole dossier is due.

    The term begins with the complete dossier ("kể từ ngày nhận đủ hồ sơ hợp lệ"): what ends a
    `restart` is received anew, so the cut-off holds for it, too. A stop that has not ended does
    not count yet. Raises CalendarUnknown.
    """
    ended = in_order(stop for stop in stops if stop.ends_at is not None)
    begin = _begin(calendar, received_at, cutoff, ended)
    return moment(end_of(calendar, begin, total, ended))


def extended_due(calendar: Calendar, extension: Extension, stops: Iterable[Suspension]) -> datetime:
    """When an extended dossier is due: at the promised moment, or, if the office is closed then,
    at its next opening; later by the stops that ended since the extension was granted.

    Raises CalendarUnknown.
    """
    begin, until = ticks(extension.at), ticks(extension.until)
    if not calendar.is_open_at(until):
        until = calendar.opening_from(until)
    since = in_order(stop for stop in stops if stop.ends_at and stop.ends_at > extension.at)
    position = calendar.position_of
    need = position(until) - position(begin)
    end = run(position, lambda _: need, begin, since) if need else position(until)
    return moment(until if end == position(until) else calendar.ticks_at(end))


def group_due(
    calendar: Calendar, started_at: datetime, budget: Budget, stops: Iterable[Suspension]
) -> datetime:
    """When a budget shared by several steps is used up, however often they are entered.

    One duration is printed for all of them, so it stops with the dossier's clock, as the term
    does. A stop that has not ended does not count yet. Raises CalendarUnknown.
    """
    ended = in_order(stop for stop in stops if stop.ends_at is not None)
    return moment(end_of(calendar, start_of(calendar, ticks(started_at)), budget, ended))


def step_due(calendar: Calendar, step: Step) -> datetime:
    """When a step is due. What the applicant owes does not stop an officer beside it.

    Raises CalendarUnknown.
    """
    return moment(end_of(calendar, _entered(calendar, step), step.budget, []))


def _begin(
    calendar: Calendar, received_at: datetime, cutoff: Cutoff | None, ended: list[Stop]
) -> int:
    """Where the term begins: no restart ends after it, so of the stops only pauses count."""
    complete = [stop.end for stop in ended if stop.restarts and stop.end is not None]
    return start_of(calendar, max([ticks(received_at), *complete]), cutoff)


def _terms(
    calendar: Calendar, facts: ClockFacts[Key], stops: list[Stop]
) -> tuple[datetime | None, datetime | None]:
    """The term by law and the promised one; where there is none the calendar is not asked."""
    if facts.statutory is None and facts.declared is None:
        return None, None
    begin = _begin(calendar, facts.received_at, facts.cutoff, stops)
    lawful = None
    if facts.statutory is not None:
        lawful = moment(end_of(calendar, begin, facts.statutory, stops))
    if facts.declared is None:
        return lawful, lawful
    return lawful, moment(end_of(calendar, begin, facts.declared, stops))


def _entered(calendar: Calendar, step: Step) -> int:
    return start_of(calendar, ticks(step.opened_at))
