"""Who has a task: chosen by the step before, given back by a return, claimed, given, released."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from bpmn.values import Kind
from engine.core.acts import (
    Assigned,
    AuthorityMoved,
    Claimed,
    Completed,
    ConflictDeclared,
    Passed,
    Returned,
    Unclaimed,
)
from engine.core.advance.scene import Scene
from engine.core.dossier import COUNCIL, JOINT, Task
from engine.core.move import AskedAgain, AskedNoMore, TaskChanged
from engine.core.seats import holds, seats_of
from engine.core.uninvolved import judges, uninvolved
from engine.errors import NotAsked

NOBODY_LEFT = (
    "Người được giao đã khai báo xung đột lợi ích và không còn ai khác làm được việc này; "
    "cần phân công hoặc bổ sung vị trí."
)


REASSIGN = (
    "Người đang giữ việc đã khai báo xung đột lợi ích; lãnh đạo giao việc này cho người khác, "
    "hoặc người cùng vị trí nhận xử lý."
)


def assignee(scene: Scene, path: str, holders: tuple[UUID, ...]) -> UUID | None:
    """Who has a step from its opening: the officer whom the step before chose, or, after a
    return, who did it last, if they may still be asked. Raises NotAsked for a choice of another.
    """
    act = scene.act
    if isinstance(act, Returned):
        doer = act.doer if act.target == path else None
        fits = doer is not None and holds(scene.around.register, doer, holders, scene.now)
        return doer if fits else None
    if isinstance(act, Completed) and act.assign_to is not None and act.task is not None:
        if scene.attributes(act.task.element).get("assigns") != path:
            return None
        if not holds(scene.around.register, act.assign_to, holders, scene.now):
            raise not_asked(scene, path, act.assign_to)
        return act.assign_to
    return None


def not_asked(scene: Scene, path: str, person_id: UUID) -> NotAsked:
    person = scene.around.register.persons.get(person_id)
    who = person.full_name if person else "Người được chọn"
    return NotAsked(
        f"{who} không thuộc những người làm được bước “{scene.element(path).name}”; "
        "hãy chọn người khác, chưa có gì được ghi.",
        person_id,
    )


def changes(scene: Scene) -> tuple[TaskChanged, ...]:
    """Open tasks that stay open and get, lose or change their officer."""
    act = scene.act
    match act:
        case Claimed():
            return _of(act.task, act.actor_id)
        case Assigned() | Passed():
            return _of(act.task, act.to)
        case Unclaimed():
            return _of(act.task, None)
        case ConflictDeclared():
            return tuple(_released(scene, act))
        case AuthorityMoved():
            return tuple(
                TaskChanged(m.task.id, m.assignee_id, m.incident, m.unit_id) for m in act.moves
            )
    return ()


def _of(task: Task | None, person_id: UUID | None) -> tuple[TaskChanged, ...]:
    """Who takes a task that nobody could do has mended it; put back, it is as it was."""
    if task is None:
        return ()
    return (TaskChanged(task.id, person_id, task.incident if person_id is None else None),)


def unasked(scene: Scene) -> tuple[AskedNoMore, ...]:
    """Who is no longer asked after a declared conflict: the seats on which that person sits
    alone, at every open task that weighs the dossier; or after a change of the register."""
    if isinstance(scene.act, AuthorityMoved):
        return tuple(AskedNoMore(m.task.id, h) for m in scene.act.moves for h in m.lost)
    return tuple(
        AskedNoMore(task.id, holder)
        for task, kept in _weighing(scene)
        for holder in task.holders
        if holder not in kept and not _ends(scene, task, kept)
    )


def newly_asked(scene: Scene) -> tuple[AskedAgain, ...]:
    """Who is asked, after a change of the register, to do a task that is open already."""
    if not isinstance(scene.act, AuthorityMoved):
        return ()
    return tuple(
        AskedAgain(m.task.id, holder, m.task.due_at) for m in scene.act.moves for holder in m.gained
    )


def stood_aside(scene: Scene) -> tuple[Task, ...]:
    """The places in councils that end with a declared conflict: nobody else can take them."""
    return tuple(task for task, kept in _weighing(scene) if _ends(scene, task, kept))


def _released(scene: Scene, act: ConflictDeclared) -> Iterator[TaskChanged]:
    for task, kept in _weighing(scene):
        if _ends(scene, task, kept):
            continue
        had_it = task.assignee_id == act.actor_id
        incident = task.incident or (REASSIGN if had_it else None)
        assignee_id = None if had_it else task.assignee_id
        if len(kept) < len(task.holders) or had_it:
            yield TaskChanged(task.id, assignee_id, incident if kept else NOBODY_LEFT)


def _ends(scene: Scene, task: Task, kept: tuple[UUID, ...]) -> bool:
    voting = scene.attributes(task.element).get("joint") == COUNCIL
    return task.parent_id is not None and voting and not kept


def _weighing(scene: Scene) -> Iterator[tuple[Task, tuple[UUID, ...]]]:
    """Open tasks that are asked of whoever declares a conflict, with the seats that are left."""
    act = scene.act
    if not isinstance(act, ConflictDeclared) or act.actor_id is None:
        return
    register = scene.around.register
    mine = seats_of(register, act.actor_id, scene.now)
    for task in scene.around.open_tasks:
        worked = task.kind in (Kind.USER, JOINT) and judges(task.power)
        if worked and not mine.isdisjoint(task.holders):
            yield task, uninvolved(register, task.holders, scene.after.involvement, scene.now)
