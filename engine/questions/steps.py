"""The line of steps: what was done, where the dossier is, what comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from bpmn.values import Kind
from engine.core.clock import format_budget, parse_budget
from engine.core.dossier import Dossier, Task
from engine.core.procedure import attributes_of
from engine.core.vietnamese import format_moment
from engine.questions.parts import StepView


def steps(
    dossier: Dossier, tasks: Sequence[Task], names: Mapping[UUID, str]
) -> tuple[StepView, ...]:
    """Done user steps in order of time, then the open ones, then what still lies ahead.

    Ahead is a forecast, not a promise: a step that stands in several branches is told once, and
    a side road (a wait for the applicant) only when it is taken.
    """
    user = [t for t in tasks if t.kind == Kind.USER]
    done = sorted((t for t in user if t.status == "done" and t.closed_at), key=_closed)
    now = [t for t in user if t.status == "open"]
    passed = [_done(dossier, t, names) for t in done]
    current = [StepView(_name(dossier, t), "now", None) for t in now]
    ahead = [] if dossier.outcome else list(_ahead(dossier, [*done, *now]))
    return (*passed, *current, *ahead)


def _closed(task: Task) -> datetime:
    assert task.closed_at is not None
    return task.closed_at


def _name(dossier: Dossier, task: Task) -> str:
    return dossier.bundle.compiled.elements[task.element].name


def _done(dossier: Dossier, task: Task, names: Mapping[UUID, str]) -> StepView:
    assert task.closed_at is not None
    who = names.get(task.closed_by_id, "") if task.closed_by_id else ""
    when = format_moment(task.closed_at)
    return StepView(_name(dossier, task), "done", f"{who} · {when}" if who else when)


def _ahead(dossier: Dossier, met: Sequence[Task]) -> Iterator[StepView]:
    told = {_last(task.element) for task in met}
    entered = {task.element.split("/")[0] for task in met}
    for path, element in dossier.bundle.compiled.elements.items():
        if element.kind is not Kind.USER or _last(path) in told:
            continue
        if "policy" in element.attributes and path.split("/")[0] not in entered:
            continue
        told.add(_last(path))
        budget = attributes_of(dossier.bundle.procedure, element).get("budget")
        note = format_budget(parse_budget(budget)) if budget else None
        yield StepView(element.name, "next", note)


def _last(path: str) -> str:
    return path.rsplit("/", 1)[-1]
