"""What ends with an act: tasks, with their outcome; the dossier, with its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.core.acts import OpinionRecorded, VoteCast, Withdrawn
from engine.core.advance.assignees import stood_aside
from engine.core.advance.scene import Scene
from engine.core.move import TaskClosed
from engine.core.timeliness import timeliness


@dataclass(frozen=True, slots=True)
class Ending:
    """How the dossier ended; all None while it goes on. `status` is finished or stopped."""

    status: str | None = None
    outcome: str | None = None
    finished_at: datetime | None = None


def closed_tasks(scene: Scene) -> tuple[TaskClosed, ...]:
    """What the diagram closes, and the members of joint steps, whom it does not know."""
    by_diagram = scene.moved.closed if scene.moved else ()
    closed = [_closed(scene, c.task, done=c.completed) for c in by_diagram]
    return (*closed, *_members(scene, {c.task for c in by_diagram}))


def _members(scene: Scene, over: set[UUID]) -> Iterator[TaskClosed]:
    """The member who acts is done; with a joint step that is over, whoever has not acted goes."""
    act, acting = scene.act, None
    if isinstance(act, OpinionRecorded | VoteCast) and act.task is not None:
        acting = act.task.id
        yield _closed(scene, acting, done=True)
    for task in stood_aside(scene):
        yield _closed(scene, task.id, done=False)
    for task in scene.around.open_tasks:
        if task.parent_id in over and task.id != acting:
            yield _closed(scene, task.id, done=False)


def _closed(scene: Scene, id: UUID, *, done: bool) -> TaskClosed:
    task = scene.open_tasks.get(id)
    if not done or task is None:
        return TaskClosed(id, "done" if done else "cancelled", None)
    return TaskClosed(id, "done", timeliness(task.due_at, scene.now))


def ending(scene: Scene) -> Ending:
    """The last outcome that an end event of the whole diagram names, or the act's own."""
    moved, act = scene.moved, scene.act
    if moved is None or not moved.ended:
        return Ending()
    if isinstance(act, Withdrawn):
        return Ending("stopped", act.outcome, scene.now)
    elements = scene.dossier.bundle.compiled.elements
    outcomes = [elements[path].attributes.get("outcome") for path in moved.ends if "/" not in path]
    return Ending("finished", next((o for o in reversed(outcomes) if o), None), scene.now)
