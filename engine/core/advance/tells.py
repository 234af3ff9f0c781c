"""What the history keeps of an act: ids, hashes, codes and times, never a name or an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.core.advance.assignees import REASSIGN
from engine.core.advance.closing import Ending
from engine.core.advance.scene import Scene
from engine.core.advance.term import Term
from engine.core.move import TaskChanged, TaskClosed, TaskOpened


def tells(
    scene: Scene,
    closed: Sequence[TaskClosed],
    opened: Sequence[TaskOpened],
    changed: Sequence[TaskChanged],
    ending: Ending,
    term: Term,
) -> Mapping[str, Any]:
    """The entry; what was closed and opened is always there, the rest where it happened."""
    act, dossier = scene.act, scene.dossier
    paths = {} if scene.moved is None else {c.task: c.path for c in scene.moved.closed}
    paths |= {task.id: task.element for task in scene.around.open_tasks if task.parent_id}
    told: dict[str, Any] = {
        "dossier": dossier.id,
        "seq": dossier.version + 1,
        "at": scene.now,
        "element": None if act.task is None else act.task.element,
        "mandate": None if act.mandate is None else act.mandate.id,
        "closed": [[c.id, paths.get(c.id), c.status, c.outcome] for c in closed],
        "opened": [[t.id, t.element, t.due_at, list(t.holders)] for t in opened],
        "ended": (ending.outcome or "ended") if ending.finished_at else None,
    }
    if given := [[t.id, t.assignee_id] for t in opened if t.assignee_id]:
        told["given"] = given
    gaps = [t.id for t in opened if t.incident]
    gaps += [t.id for t in changed if t.incident and t.incident != REASSIGN]
    if gaps:
        told["incidents"] = gaps
    if term.due_at is not None:
        told["due"] = term.due_at
    if ending.finished_at is not None and term.timeliness is not None:
        told["timeliness"] = term.timeliness
    return {**told, **act.tells()}
