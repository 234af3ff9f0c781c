"""The report counted a second time, from the history alone, by code that shares none with it.

What it knows: the canonical bytes of every entry; which units resolve and take part in a dossier,
and in which unit a seat is; what the pinned diagram says of an element (its kind, who does it,
whether it stops the clock); the calendar's hours. It reads no other row: a report that differs
from it is wrong, or the history is.

Not every figure of a step can follow from entries: where a declared conflict took a step from
somebody, the entry names the person but not the step. Everything of theirs is taken as given up.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any
from uuid import UUID

from engine.core.dossier import Bundle
from engine.core.procedure import attributes_of
from engine.store.all_histories import HistoryOf

VN = timezone(timedelta(hours=7))
APOLOGIES = "xin_loi_gia_han"


@dataclass(slots=True)
class StepSeen:
    """A step of a person, as the entries tell it."""

    element: str
    unit: str
    opened: datetime
    due: datetime | None
    held: datetime | None = None
    holder: str | None = None
    closed: datetime | None = None
    by: str | None = None
    outcome: str | None = None


@dataclass(slots=True)
class Seen:
    """A dossier, as the entries tell it."""

    unit: UUID
    parties: Mapping[str, str]
    seats: Mapping[str, str]
    """Unit of every seat."""
    bundle: Bundle
    received: datetime
    due: datetime | None = None
    ended: datetime | None = None
    stopped: bool = False
    timeliness: str | None = None
    officer: str | None = None
    steps: dict[str, StepSeen] = field(default_factory=dict)
    stops: dict[str, list[datetime | None]] = field(default_factory=dict)

    @property
    def procedure(self) -> str:
        return self.bundle.procedure.slug


def seen(of: HistoryOf, seats: Mapping[str, str], bundle_of: Callable[[str], Bundle]) -> Seen:
    """Read a history from its first entry to its last."""
    told = _standing([json.loads(entry) for entry in of.entries])
    first = told[0]
    bundle = bundle_of(first["bundle"])
    dossier = Seen(of.unit_id, of.parties, seats, bundle, _moment(first["at"]))
    for entry in told:
        _closed(dossier, entry)
        _held(dossier, entry)
        _opened(dossier, entry)
        _dossier(dossier, entry)
    return dossier


def _standing(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What counts: neither an act that was taken back nor its taking back."""
    void = {entry["undoes"][0] for entry in told if entry["kind"] == "undone"}
    return [e for e in told if e["kind"] != "undone" and e["seq"] not in void]


def _dossier(dossier: Seen, entry: Mapping[str, Any]) -> None:
    kind, at = entry["kind"], _moment(entry["at"])
    if kind == "calendar_changed":
        after = entry["due"][1]
        dossier.due = None if after is None else _moment(after)
        for task, due in entry.get("tasks", ()):
            if task in dossier.steps:
                dossier.steps[task].due = _moment(due)
    elif "due" in entry:
        dossier.due = _moment(entry["due"])
    if entry["ended"] is not None:
        dossier.ended, dossier.stopped = at, kind in ("withdrawn", "stopped")
        dossier.timeliness = _outcome(dossier.due, at)
    at_step = dossier.bundle.compiled.elements.get(entry.get("element") or "")
    asks = at_step is not None and _attribute(dossier, at_step.path, "power") == "appraise"
    if dossier.officer is None and asks and entry["actor"]:
        dossier.officer = entry["actor"]


def _opened(dossier: Seen, entry: Mapping[str, Any]) -> None:
    at, given = _moment(entry["at"]), dict(entry.get("given", ()))
    joint_seen: set[str] = set()
    for task, element, due, holders in entry["opened"]:
        known = dossier.bundle.compiled.elements[element]
        if known.kind is None or known.kind.value not in ("user", "message"):
            continue
        if known.kind.value == "message" and _attribute(dossier, element, "policy"):
            dossier.stops[task] = [at, None]
        unit = _unit(dossier, _attribute(dossier, element, "performer"))
        if _attribute(dossier, element, "joint"):
            if element not in joint_seen:
                joint_seen.add(element)  # the step itself comes first, then who takes part in it
                continue
            unit = dossier.seats.get(holders[0]) if holders else None
        if unit is None:
            continue  # a wait that is asked of nobody here
        holder, due_at = given.get(task), None if due is None else _moment(due)
        dossier.steps[task] = StepSeen(element, unit, at, due_at, at if holder else None, holder)


def _unit(dossier: Seen, performer: str | None) -> str | None:
    if performer is None:
        return None
    party = performer.partition("@")[2] or "resolving"
    return {**dossier.parties, "resolving": str(dossier.unit)}[party]


def _closed(dossier: Seen, entry: Mapping[str, Any]) -> None:
    at = _moment(entry["at"])
    for task, _element, status, _said in entry["closed"]:
        if task in dossier.stops:
            dossier.stops[task][1] = at
        step = dossier.steps.get(task)
        if step is not None and status == "done":
            step.closed, step.by = at, entry["actor"]
            step.outcome = _outcome(step.due, at)
        elif step is not None:
            del dossier.steps[task]


def _held(dossier: Seen, entry: Mapping[str, Any]) -> None:
    kind, at, actor = entry["kind"], _moment(entry["at"]), entry["actor"]
    if kind in ("claimed", "assigned", "unclaimed"):
        step = dossier.steps[entry["task"]]
        holder = {"claimed": actor, "assigned": entry.get("to")}.get(kind)
        if holder != step.holder:
            step.holder, step.held = holder, at
    elif kind == "conflict_declared":
        for step in dossier.steps.values():
            if step.closed is None and step.holder == actor:
                step.holder = step.held = None


def _outcome(due: datetime | None, at: datetime) -> str | None:
    if due is None:
        return None
    if at > due:
        return "after"
    return "on" if at.astimezone(VN).date() == due.astimezone(VN).date() else "before"


def _attribute(dossier: Seen, path: str, name: str) -> str | None:
    element = dossier.bundle.compiled.elements[path]
    return attributes_of(dossier.bundle.procedure, element).get(name)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def dossier_figures(dossier: Seen, first: date, last: date, now: datetime) -> Counter[str]:
    """1 for every figure of the period in which this dossier counts; empty: in none."""
    begins = datetime(first.year, first.month, first.day, tzinfo=VN)
    after = last + timedelta(days=1)
    ends = datetime(after.year, after.month, after.day, tzinfo=VN)
    at = now if now < ends else ends - timedelta(microseconds=1)
    counted: Counter[str] = Counter()
    if dossier.procedure == APOLOGIES or dossier.received > at:
        return counted
    if dossier.ended is not None and dossier.ended < begins:
        return counted
    counted["all"] = 1
    counted["received" if dossier.received >= begins else "carried"] = 1
    if dossier.ended is not None and dossier.ended <= at:
        if dossier.stopped:
            counted["stopped"] = 1
        else:
            counted["resolved"] = 1
            counted[dossier.timeliness or "no_term"] = 1
        return counted
    counted["open"] = 1
    if any(s is not None and s <= at and (e is None or e > at) for s, e in dossier.stops.values()):
        counted["paused"] = 1
    else:
        counted["overdue" if dossier.due is not None and dossier.due < at else "in_time"] = 1
    return counted


def steps_between(dossier: Seen, first: date, last: date, now: datetime) -> Iterator[StepSeen]:
    """The steps that ended in the period."""
    if dossier.procedure == APOLOGIES:
        return
    for step in dossier.steps.values():
        if step.closed is None or step.closed > now:
            continue
        if first <= step.closed.astimezone(VN).date() <= last:
            yield step


def step_minutes(
    dossier: Seen, step: StepSeen, hours: Callable[[date], Iterable[tuple[Any, Any]]]
) -> tuple[int, int, int]:
    """Whole office minutes waited, worked, stood still; `hours` are the intervals of a day."""
    assert step.closed is not None
    taken = step.held if step.holder is not None and step.held is not None else step.closed
    waited = worked = still = timedelta()
    day = step.opened.astimezone(VN).date()
    while day <= step.closed.astimezone(VN).date():
        for opening, closing in hours(day):
            edges = {datetime.combine(day, opening, VN), datetime.combine(day, closing, VN)}
            low, high = min(edges), max(edges)
            marks = [step.opened, step.closed, taken]
            marks += [m for span in dossier.stops.values() for m in span if m is not None]
            cuts = sorted(edges | {m for m in marks if low < m < high})
            for start, end in pairwise(cuts):
                if start < step.opened or end > step.closed:
                    continue
                if _stands(dossier, start):
                    still += end - start
                elif start < taken:
                    waited += end - start
                else:
                    worked += end - start
        day += timedelta(days=1)
    minute = timedelta(minutes=1)
    return waited // minute, worked // minute, still // minute


def _stands(dossier: Seen, at: datetime) -> bool:
    return any(
        begins is not None and begins <= at and (end is None or at < end)
        for begins, end in dossier.stops.values()
    )
