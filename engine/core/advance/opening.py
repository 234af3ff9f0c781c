"""The waits that open: who is asked, until when, and what else begins with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bpmn.values import Element, Kind, Opened
from engine.core.advance.assignees import assignee
from engine.core.advance.joint import joint
from engine.core.advance.machine_steps import machine_step
from engine.core.advance.scene import Scene
from engine.core.advance.stops import SUPPLEMENT
from engine.core.clock import Step, fires_at, parse_budget, parse_timer, step_due
from engine.core.dossier import Group
from engine.core.move import (
    GroupTouched,
    LedgerEntry,
    OutboxAdded,
    SubscriptionOpened,
    TaskOpened,
    TimerOpened,
)
from engine.core.performers import holders

Groups = dict[str, GroupTouched]


@dataclass(slots=True)
class Waits:
    """What opens, gathered wait by wait. `groups` are the shared budgets that change."""

    groups: Groups
    tasks: list[TaskOpened]
    timers: list[TimerOpened]
    subscriptions: list[SubscriptionOpened]
    outbox: list[OutboxAdded]
    pauses: list[LedgerEntry]


def open_waits(scene: Scene, recounted: Groups) -> Waits:
    """Everything that the diagram opens. `recounted`: running groups whose time has moved.

    Raises PartyUnknown, CalendarUnknown, NotAsked.
    """
    waits = Waits(recounted, [], [], [], [], [])
    for wait in scene.moved.opened if scene.moved else ():
        element, attributes = scene.element(wait.path), scene.attributes(wait.path)
        waits.tasks.extend(_tasks(scene, wait, element, attributes, waits.groups))
        match element.kind:
            case Kind.TIMER:
                waits.timers.append(_timer(scene, wait, element))
            case Kind.MESSAGE:
                said = element.message or ""
                waits.subscriptions.append(SubscriptionOpened(wait.task, said, scene.dossier.code))
                waits.pauses.extend(_pause(wait, attributes, scene.now))
            case Kind.MACHINE:
                waits.outbox.append(machine_step(wait, element, scene.now))
    return waits


def _tasks(
    scene: Scene, wait: Opened, element: Element, attributes: Mapping[str, str], groups: Groups
) -> tuple[TaskOpened, ...]:
    performer, power = attributes.get("performer"), attributes.get("power")
    asked = None
    if element.kind in (Kind.USER, Kind.MESSAGE) and performer is not None:
        asked = holders(
            scene.dossier, scene.after, scene.facts, scene.now, performer=performer, power=power
        )
    found = asked.ids if asked else ()
    task = TaskOpened(
        id=wait.task,
        element=wait.path,
        kind=element.kind or Kind.USER,
        unit_id=asked.unit_id if asked else None,
        performer=performer,
        power=power,
        due_at=_due(scene, attributes, groups),
        budget_group=attributes.get("group"),
        holders=found,
        assignee_id=assignee(scene, wait.path, found) if element.kind is Kind.USER else None,
        incident=asked.incident if asked else None,
    )
    return joint(scene, task) if "joint" in attributes else (task,)


def _due(scene: Scene, attributes: Mapping[str, str], groups: Groups) -> datetime | None:
    """By its own budget, or by the one it shares: the first step of a group sets it going, and
    whoever enters late is late from the start."""
    budget, key = attributes.get("budget"), attributes.get("group")
    if budget is None:
        return None
    running: Group | GroupTouched | None = None
    if key is not None:
        running = groups.get(key) or scene.around.groups.get(key)
    if running is not None:
        return running.due_at
    due_at = step_due(scene.around.calendar, Step(scene.now, parse_budget(budget)))
    if key is not None:
        groups[key] = GroupTouched(key, budget, scene.now, due_at)
    return due_at


def _timer(scene: Scene, wait: Opened, element: Element) -> TimerOpened:
    text = element.timer or ""
    fires = fires_at(scene.around.calendar, scene.now, parse_timer(text))
    return TimerOpened(wait.task, fires, text)


def _pause(wait: Opened, attributes: Mapping[str, str], now: datetime) -> Iterator[LedgerEntry]:
    if policy := attributes.get("policy"):
        yield LedgerEntry(wait.task, SUPPLEMENT, policy, now, None, wait.path)
