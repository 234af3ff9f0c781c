"""An open dossier counted anew: which of its times a new calendar moves, and what history keeps.

Everything here follows from stored facts; what has ended (a closed step, a finished dossier, a
fired timer) is never counted again and keeps its outcome.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from bpmn.values import Element
from engine.core.clock import (
    Calendar,
    ClockFacts,
    Extension,
    Step,
    Wait,
    parse_budget,
    parse_timer,
    times,
)
from engine.core.dossier import Bundle, Group
from engine.core.history import enter
from engine.core.move import HistoryEntry, LedgerEntry
from engine.core.procedure import attributes_of

KIND = "calendar_changed"
"""Of the history entry that a changed dossier gets."""

_budget = lru_cache(maxsize=1024)(parse_budget)
_timer = lru_cache(maxsize=1024)(parse_timer)


@dataclass(frozen=True, slots=True)
class OpenTask:
    """An open task that has a due time."""

    id: UUID
    element: str
    opened_at: datetime
    due_at: datetime
    group: str | None


@dataclass(frozen=True, slots=True)
class OpenTimer:
    """A timer that has not fired; `text` is the diagram's own."""

    task_id: UUID
    opened_at: datetime
    due_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """What of an open dossier its times follow from, and the times it has."""

    id: UUID
    version: int
    history_hash: bytes
    unit_id: UUID
    bundle_sha256: str
    received_at: datetime
    due_at: datetime | None
    statutory_due_at: datetime | None
    apology_at: datetime | None
    extended_at: datetime | None
    stops: tuple[LedgerEntry, ...]
    groups: tuple[Group, ...]
    tasks: tuple[OpenTask, ...]
    timers: tuple[OpenTimer, ...]


@dataclass(frozen=True, slots=True)
class Recounted:
    """A dossier of which at least one time has moved; only the moved ones are listed."""

    dossier_id: UUID
    version: int
    due_at: datetime | None
    statutory_due_at: datetime | None
    apology_at: datetime | None
    groups: Mapping[str, datetime]
    tasks: Mapping[UUID, datetime]
    timers: Mapping[UUID, datetime]
    history: HistoryEntry


@dataclass(frozen=True, slots=True)
class CalendarEdit:
    """What made dossiers be counted anew; `unit_id` is None for the calendar of all units."""

    unit_id: UUID | None
    version: int
    decision: str | None


def recount(
    calendar: Calendar, bundle: Bundle, dossier: OpenDossier, edit: CalendarEdit, now: datetime
) -> Recounted | None:
    """The dossier, of this bundle, under this calendar; None when all its times stay as they are.

    An apology that was drafted already, or that a short term has none of, is not planned anew.
    Raises CalendarUnknown when a time would lie beyond the calendar's years.
    """
    found = times(calendar, _facts(bundle, dossier))
    groups = {g.key: at for g in dossier.groups if (at := found.groups[g.key]) != g.due_at}
    tasks = {t.id: at for t in dossier.tasks if (at := found.steps.get(t.id, t.due_at)) != t.due_at}
    timers = {t.task_id: at for t in dossier.timers if (at := found.waits[t.task_id]) != t.due_at}
    apology = None if dossier.apology_at is None else found.apology_at
    same = (found.due_at, found.statutory_due_at, apology) == (
        dossier.due_at,
        dossier.statutory_due_at,
        dossier.apology_at,
    )
    if same and not (groups or tasks or timers):
        return None
    moved: dict[str, Mapping[Any, datetime]] = {"tasks": tasks, "groups": groups, "timers": timers}
    return Recounted(
        dossier_id=dossier.id,
        version=dossier.version,
        due_at=found.due_at,
        statutory_due_at=found.statutory_due_at,
        apology_at=apology,
        groups=groups,
        tasks=tasks,
        timers=timers,
        history=enter(
            dossier.history_hash,
            kind=KIND,
            actor_id=None,
            task_id=None,
            tells={
                "dossier": dossier.id,
                "seq": dossier.version + 1,
                "at": now,
                "closed": [],
                "opened": [],
                "ended": None,
                "calendar": [edit.unit_id, edit.version, edit.decision],
                "due": [dossier.due_at, found.due_at],
                **{name: [*at.items()] for name, at in moved.items() if at},
            },
        ),
    )


def _facts(bundle: Bundle, dossier: OpenDossier) -> ClockFacts[UUID]:
    procedure = bundle.procedure
    extension = None
    if dossier.extended_at is not None and dossier.due_at is not None:
        extension = Extension(dossier.extended_at, dossier.due_at)
    return ClockFacts(
        received_at=dossier.received_at,
        cutoff=procedure.cutoff,
        statutory=procedure.total,
        declared=procedure.declared_total,
        extension=extension,
        stops=dossier.stops,
        groups={g.key: Step(g.started_at, _budget(g.budget)) for g in dossier.groups},
        steps=dict(_steps(bundle, dossier)),
        waits={t.task_id: Wait(t.opened_at, _timer(t.text)) for t in dossier.timers},
    )


def _steps(bundle: Bundle, dossier: OpenDossier) -> Iterator[tuple[UUID, Step | str]]:
    shared = {group.key for group in dossier.groups}
    elements: Mapping[str, Element] = bundle.compiled.elements
    for task in dossier.tasks:
        if task.group in shared:
            assert task.group is not None
            yield task.id, task.group
            continue
        budget = attributes_of(bundle.procedure, elements[task.element]).get("budget")
        if budget is not None:
            yield task.id, Step(task.opened_at, _budget(budget))
