"""The line of steps: what was done, what was sent back, where the dossier is, what comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from bpmn.values import Element, Kind
from engine.core.clock import parse_budget, say_budget
from engine.core.dossier import COUNCIL, JOINT, Task
from engine.core.procedure import attributes_of
from engine.core.vietnamese import format_moment
from engine.questions.dossier.step_times import StepTimes
from engine.questions.known import Known
from engine.questions.parts import StepView
from engine.say import say


def steps(
    known: Known, returns: Mapping[UUID, str], times: StepTimes | None = None
) -> tuple[StepView, ...]:
    """Closed steps of people in order of time, then the open ones, then what still lies ahead.

    `returns` maps the task at which the dossier was sent back to the step that it went to. What
    several do together is one step with its tally. Ahead is a forecast, not a promise: a step
    that stands in several branches is told once, and a side road (a wait for the applicant) only
    when it is taken. With `times`, each says what it took against its norm.
    """
    mine = [t for t in known.tasks.values() if t.kind in (Kind.USER, JOINT) and not t.parent_id]
    passed = sorted((t for t in mine if t.status == "done" or t.id in returns), key=_closed)
    now = [t for t in mine if t.status == "open"]
    told = (
        *(_timed(_passed(t, known, returns.get(t.id)), t, known, times) for t in passed),
        *(_timed(_view(known, t, "now", _standing(t, known)), t, known, times) for t in now),
        *([] if known.dossier.outcome else _ahead(known, [*passed, *now])),
    )
    return told if times is None else tuple(_together(told, known, times))


def tally(members: Sequence[Task], *, council: bool) -> str:
    """ "3/5 đã cho ý kiến"; who has no more part in it (a declared conflict) is not counted."""
    counted = [m for m in members if m.status != "cancelled"]
    done = sum(m.status == "done" for m in counted)
    return answered_words(done, len(counted), council=council)


def answered_words(done: int, count: int, *, council: bool) -> str:
    """ "3/5 đã cho ý kiến"."""
    if council:
        return say("%(done)s/%(count)s đã bỏ phiếu", done=done, count=count)
    return say("%(done)s/%(count)s đã cho ý kiến", done=done, count=count)


def _standing(task: Task, known: Known) -> str | None:
    """Who has it, by name, or which posts it is asked of; of a step that several do, how far they
    are."""
    if task.kind == JOINT:
        return _tally(task, known)
    if task.assignee_id is None:
        return known.asked(task.holders, None) or None
    return known.name(task.assignee_id)


def _timed(view: StepView, task: Task, known: Known, times: StepTimes | None) -> StepView:
    if times is None:
        return view
    attributes = attributes_of(known.dossier.bundle.procedure, _element(known, task.element))
    shares = task.budget_group is not None
    return replace(
        view,
        time=None if shares else times.step(task, attributes.get("budget")),
        late=times.late(task),
        group=task.budget_group,
    )


def _together(views: Sequence[StepView], known: Known, times: StepTimes) -> Iterator[StepView]:
    """Of steps in a row that share their time, the first says what they took together."""
    before = None
    for view in views:
        if view.group is not None and view.group != before:
            took = times.group(view.group, known.tasks.values())
            yield replace(view, group_time=took)
        else:
            yield view
        before = view.group


def _closed(task: Task) -> datetime:
    assert task.closed_at is not None
    return task.closed_at


def _passed(task: Task, known: Known, sent_to: str | None) -> StepView:
    assert task.closed_at is not None
    who = None if task.closed_by_id is None else known.name(task.closed_by_id)
    notes = [who, format_moment(task.closed_at), _tally(task, known)]
    if sent_to is not None:
        notes.append(say("chuyển trả về “%(step)s”", step=known.step(sent_to)))
    state = "done" if sent_to is None else "back"
    return _view(known, task, state, " · ".join(note for note in notes if note))


def _tally(task: Task, known: Known) -> str | None:
    if task.kind != JOINT:
        return None
    council = _element(known, task.element).attributes.get("joint") == COUNCIL
    members = known.members(task.id)
    if task.status == "open":
        return tally(members, council=council)
    answered = sum(m.status == "done" for m in members)
    return answered_words(answered, len(members), council=council)


def _view(known: Known, task: Task, state: str, note: str | None) -> StepView:
    unit = known.elsewhere(task.unit_id)
    return StepView(known.step(task.element), state, note, unit[0] if unit else None)


def _element(known: Known, path: str) -> Element:
    return known.dossier.bundle.compiled.elements[path]


def _ahead(known: Known, met: Sequence[Task]) -> Iterator[StepView]:
    procedure = known.dossier.bundle.procedure
    told = {(_last(t.element), t.performer) for t in met}
    entered = {task.element.split("/")[0] for task in met}
    shared: set[str] = set()
    for path, element in known.dossier.bundle.compiled.elements.items():
        attributes = attributes_of(procedure, element)
        step = (_last(path), attributes.get("performer"))
        if element.kind is not Kind.USER or step in told:
            continue
        if "policy" in element.attributes and path.split("/")[0] not in entered:
            continue
        told.add(step)
        unit = known.elsewhere(_unit_of(known, attributes))
        yield StepView(
            element.name,
            "next",
            _budget(attributes, shared),
            unit[0] if unit else None,
            group=attributes.get("group"),
        )


def _budget(attributes: Mapping[str, str], shared: set[str]) -> str | None:
    """How long the step may take; of steps that share their time, it is said once."""
    budget, group = attributes.get("budget"), attributes.get("group")
    if budget is None or group in shared:
        return None
    said = say_budget(parse_budget(budget))
    if group is None:
        return said
    shared.add(group)
    return say("%(time)s, chung cho các bước cùng nhóm", time=said)


def _unit_of(known: Known, attributes: Mapping[str, str]) -> UUID | None:
    _, _, party = attributes.get("performer", "").partition("@")
    return known.dossier.parties.get(party) if party else known.dossier.unit_id


def _last(path: str) -> str:
    return path.rsplit("/", 1)[-1]
