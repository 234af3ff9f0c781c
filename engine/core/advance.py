"""What the office says to what the diagram says: the one function that turns an act into a Move.

`bpmn.run` answers which waits close and open; here every opened wait gets its people, its time
and its place in the ledger, every closed one its outcome, and the whole its history entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from bpmn.values import Element, Kind, Moved, Opened
from engine.core.acts import Act, Claimed, Completed
from engine.core.clock import due, effective_start, fires_at, parse_budget, parse_timer
from engine.core.dossier import Dossier, Group, Surroundings
from engine.core.history import enter
from engine.core.move import (
    AnswerGiven,
    GroupTouched,
    LedgerEntry,
    MandateUsed,
    Move,
    OutboxAdded,
    SubscriptionOpened,
    TaskChanged,
    TaskClosed,
    TaskOpened,
    TimerOpened,
)
from engine.core.performers import holders
from engine.core.procedure import attributes_of
from engine.core.timeliness import timeliness

MACHINE = "machine"
"""Kind of the outbox rows that ask the worker to do a machine step."""


@dataclass(frozen=True, slots=True)
class _Waits:
    tasks: tuple[TaskOpened, ...]
    timers: tuple[TimerOpened, ...]
    subscriptions: tuple[SubscriptionOpened, ...]
    groups: tuple[GroupTouched, ...]
    outbox: tuple[OutboxAdded, ...]
    pauses: tuple[LedgerEntry, ...]


def advance(
    dossier: Dossier, act: Act, moved: Moved | None, around: Surroundings, now: datetime
) -> Move:
    """Judge an act and say everything that changes. `moved` is None for an act without a trigger.

    Raises `performers.PartyUnknown` and `clock.CalendarUnknown`; a gap in the register is not an
    error but an incident on the opened task.
    """
    facts = {**dossier.facts, **act.facts}
    closed = _closed(moved, around, now)
    waits = _open_all(dossier, moved, around, facts, now)
    ledger = _ledger(around, closed, waits.pauses, now)
    outcome, finished_at = _ending(dossier, moved, now)
    due_at = _dossier_due(dossier, act, around, ledger)
    return Move(
        dossier_id=dossier.id,
        version=dossier.version,
        at=now,
        epoch=around.register.epoch if act.mandate is not None else None,
        state=None if moved is None else moved.state,
        facts=facts if act.facts else None,
        status=_status(around, moved, closed, ledger),
        outcome=outcome,
        due_at=due_at,
        finished_at=finished_at,
        accountable_id=_accountable(dossier, act),
        idempotency_key=act.key,
        closed=closed,
        opened=waits.tasks,
        changed=_changed(act),
        timers=waits.timers,
        subscriptions=waits.subscriptions,
        answers=_answers(act),
        mandates=_mandates(act),
        ledger=ledger,
        groups=waits.groups,
        papers=act.records.papers,
        documents=act.records.documents,
        versions=act.records.versions,
        attempts=act.records.attempts,
        outbox=(*waits.outbox, *act.records.outbox),
        outbox_done=act.records.outbox_done,
        history=enter(
            dossier.history_hash,
            kind=act.kind,
            actor_id=act.actor_id,
            task_id=None if act.task is None else act.task.id,
            tells=_tells(dossier, act, moved, closed, waits, outcome, now),
        ),
    )


def _closed(moved: Moved | None, around: Surroundings, now: datetime) -> tuple[TaskClosed, ...]:
    if moved is None:
        return ()
    known = {t.id: t for t in around.open_tasks}
    return tuple(
        TaskClosed(
            c.task,
            "done" if c.completed else "cancelled",
            timeliness(known[c.task].due_at, now) if c.completed and c.task in known else None,
        )
        for c in moved.closed
    )


def _open_all(
    dossier: Dossier,
    moved: Moved | None,
    around: Surroundings,
    facts: Mapping[str, Any],
    now: datetime,
) -> _Waits:
    tasks: list[TaskOpened] = []
    timers: list[TimerOpened] = []
    subscriptions: list[SubscriptionOpened] = []
    outbox: list[OutboxAdded] = []
    pauses: list[LedgerEntry] = []
    groups: dict[str, GroupTouched] = {}
    for wait in moved.opened if moved else ():
        element = dossier.bundle.compiled.elements[wait.path]
        attributes = attributes_of(dossier.bundle.procedure, element)
        task = _open(dossier, wait, element, attributes, around, facts, groups, now)
        tasks.append(task)
        if element.kind is Kind.TIMER:
            timers.append(_timer(wait, element, around, now))
        elif element.kind is Kind.MESSAGE:
            subscriptions.append(SubscriptionOpened(wait.task, element.message or "", dossier.code))
        elif element.kind is Kind.MACHINE:
            outbox.append(_machine_step(wait, element, now))
        if element.kind is Kind.MESSAGE and (policy := attributes.get("policy")):
            pauses.append(LedgerEntry(wait.task, "supplement", policy, now, None, wait.path))
    return _Waits(
        tuple(tasks),
        tuple(timers),
        tuple(subscriptions),
        tuple(groups.values()),
        tuple(outbox),
        tuple(pauses),
    )


def _open(
    dossier: Dossier,
    wait: Opened,
    element: Element,
    attributes: Mapping[str, str],
    around: Surroundings,
    facts: Mapping[str, Any],
    groups: dict[str, GroupTouched],
    now: datetime,
) -> TaskOpened:
    performer, power = attributes.get("performer"), attributes.get("power")
    asked = None
    if element.kind in (Kind.USER, Kind.MESSAGE) and performer is not None:
        asked = holders(dossier, around, facts, now, performer=performer, power=power)
    return TaskOpened(
        id=wait.task,
        element=wait.path,
        kind=element.kind or Kind.USER,
        unit_id=asked.unit_id if asked else None,
        performer=performer,
        power=power,
        due_at=_due(attributes, around, groups, now),
        budget_group=attributes.get("group"),
        holders=asked.ids if asked else (),
        incident=asked.incident if asked else None,
    )


def _due(
    attributes: Mapping[str, str],
    around: Surroundings,
    groups: dict[str, GroupTouched],
    now: datetime,
) -> datetime | None:
    budget = attributes.get("budget")
    if budget is None:
        return None
    key = attributes.get("group")
    running: Group | GroupTouched | None = None
    if key is not None:
        running = groups.get(key) or around.groups.get(key)
    if running is not None:
        return running.due_at
    due_at = due(around.calendar, effective_start(around.calendar, now, None), parse_budget(budget))
    if key is not None:
        groups[key] = GroupTouched(key, budget, now, due_at)
    return due_at


def _timer(wait: Opened, element: Element, around: Surroundings, now: datetime) -> TimerOpened:
    text = element.timer or ""
    return TimerOpened(wait.task, fires_at(around.calendar, now, parse_timer(text)), text)


def _machine_step(wait: Opened, element: Element, now: datetime) -> OutboxAdded:
    """The row's id follows from the task's, so that a step is asked for once."""
    return OutboxAdded(
        id=uuid5(wait.task, MACHINE),
        kind=MACHINE,
        payload={"task": str(wait.task), "step": element.implementation},
        not_before=now,
    )


def _ledger(
    around: Surroundings,
    closed: Iterable[TaskClosed],
    pauses: tuple[LedgerEntry, ...],
    now: datetime,
) -> tuple[LedgerEntry, ...]:
    """Stops that end with the wait that made them (same id), and stops that begin."""
    gone = {c.id for c in closed}
    ended = tuple(
        LedgerEntry(e.id, e.kind, e.policy, e.starts_at, now, e.ground)
        for e in around.ledger
        if e.ends_at is None and e.id in gone
    )
    return ended + pauses


def _dossier_due(
    dossier: Dossier, act: Act, around: Surroundings, touched: tuple[LedgerEntry, ...]
) -> datetime | None:
    """The dossier's due time: set at reception, and moved when a stop of the clock has ended.

    `pause` lets the remainder go on, `restart` counts the whole term again from the end of the
    stop: both are found in published texts.
    """
    total = dossier.bundle.procedure.total
    if total is None:
        return None
    if act.kind != "received" and not any(e.ends_at for e in touched):
        return None
    ended = [e for e in {e.id: e for e in (*around.ledger, *touched)}.values() if e.ends_at]
    restarts = [e.ends_at for e in ended if e.policy == "restart" and e.ends_at]
    start = max([dossier.received_at, *restarts])
    stops = [e for e in ended if e.policy == "pause"]
    cutoff = dossier.bundle.procedure.cutoff
    return due(around.calendar, effective_start(around.calendar, start, cutoff), total, stops)


def _status(
    around: Surroundings,
    moved: Moved | None,
    closed: tuple[TaskClosed, ...],
    touched: tuple[LedgerEntry, ...],
) -> str | None:
    if moved is None:
        return None
    if moved.ended:
        return "finished"
    ledger = {e.id: e for e in (*around.ledger, *touched)}.values()
    stopped = any(e.ends_at is None for e in ledger)
    return "waiting_applicant" if stopped else "processing"


def _ending(
    dossier: Dossier, moved: Moved | None, now: datetime
) -> tuple[str | None, datetime | None]:
    if moved is None or not moved.ended:
        return None, None
    elements = dossier.bundle.compiled.elements
    outcomes = [elements[path].attributes.get("outcome") for path in moved.ends if "/" not in path]
    return next((o for o in reversed(outcomes) if o), None), now


def _accountable(dossier: Dossier, act: Act) -> UUID | None:
    """One accountable officer (một đầu mối xuyên suốt): whoever first takes up the appraisal."""
    if dossier.accountable_id is not None or act.task is None or act.task.power != "appraise":
        return None
    return act.actor_id


def _changed(act: Act) -> tuple[TaskChanged, ...]:
    if isinstance(act, Claimed) and act.task is not None:
        return (TaskChanged(act.task.id, act.actor_id, act.task.incident),)
    return ()


def _answers(act: Act) -> tuple[AnswerGiven, ...]:
    if isinstance(act, Completed) and act.form is not None and act.task is not None:
        return (AnswerGiven(act.task.id, act.form, act.answers),)
    return ()


def _mandates(act: Act) -> tuple[MandateUsed, ...]:
    if act.mandate is None or act.task is None:
        return ()
    return (MandateUsed(act.task.id, act.mandate),)


def _tells(
    dossier: Dossier,
    act: Act,
    moved: Moved | None,
    closed: tuple[TaskClosed, ...],
    waits: _Waits,
    outcome: str | None,
    now: datetime,
) -> Mapping[str, Any]:
    known = {} if moved is None else {c.task: c.path for c in moved.closed}
    return {
        "dossier": dossier.id,
        "seq": dossier.version + 1,
        "at": now,
        "element": None if act.task is None else act.task.element,
        "mandate": None if act.mandate is None else act.mandate.id,
        "closed": [[c.id, known.get(c.id), c.status, c.outcome] for c in closed],
        "opened": [[t.id, t.element, t.due_at, list(t.holders)] for t in waits.tasks],
        "ended": None if moved is None or not moved.ended else (outcome or "ended"),
        **act.tells(),
    }
