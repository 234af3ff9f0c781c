"""Putting the token back on an earlier step."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from bpmn.compile import CompiledDiagram
from bpmn.graph import Edge
from bpmn.spiff.paths import call_of, path_of, prefix_of
from bpmn.spiff.process import Process
from bpmn.spiff.steps import ALIVE
from bpmn.values import Kind, NoWayBack


def send_back(compiled: CompiledDiagram, task: Task, target: str) -> None:
    """Cancel the live branch of `task` and put its token on the user task at path `target`.

    A call that does not hold the target is cancelled whole, and so is a parallel block that the
    token leaves: its other branches end with it, and so do the tokens that wait at its joins.
    Raises NoWayBack, and moves nothing, if the target cannot be returned to from here.
    """
    element = compiled.elements.get(target)
    leaving = _within(task, target)
    if element is None or element.kind is not Kind.USER or leaving is None:
        raise NoWayBack(path_of(task), target)
    process: Process = leaving.workflow.spec
    entry = process.entries[target.rpartition("/")[2]]
    here, there = process.branches[leaving.task_spec.name], process.branches[entry]
    if any(process.parallel(branch) for branch in there - here):
        raise NoWayBack(path_of(task), target)
    for each in (leaving, *leaving.task_spec.companions(leaving)):
        each.cancel()
    for each in _left_behind(leaving, here & there):
        each.cancel()
    token = leaving._add_child(process.task_specs[entry], TaskState.FUTURE)
    token.task_spec._update(token)


def _within(task: Task, target: str) -> Task | None:
    """The task, or the call around it, that stands in the target's scope."""
    scope = target.rpartition("/")[0]
    prefix = f"{scope}/" if scope else ""
    while prefix_of(task.workflow) != prefix:
        call = call_of(task.workflow)
        if call is None:
            return None
        task = call
    beside = task.task_spec.companions(task) if _on_boundary(task) else []
    return next((each for each in beside if not _on_boundary(each)), task)


def _on_boundary(task: Task) -> bool:
    return getattr(task.task_spec, "boundary", False)


def _left_behind(leaving: Task, shared: frozenset[Edge]) -> list[Task]:
    """What lives beside the token in the blocks that it leaves.

    `shared`: the branches inside which both the token and its target lie; the token stays in
    the innermost of these, and what lives beside that branch goes on.
    """
    alive = [task for task in leaving.workflow.tasks.values() if task.has_state(ALIVE)]
    above = {each.id for task in alive for each in _upward(task)}
    forks = {fork for fork, _ in shared}
    left: set[UUID] = set()
    for node in _upward(leaving):
        if node.task_spec.name in forks and node.id in above:
            break
        left.add(node.id)
    return [task for task in alive if any(each.id in left for each in _upward(task))]


def _upward(task: Task) -> Iterator[Task]:
    node: Task | None = task
    while node is not None:
        yield node
        node = node.parent
