"""One trigger into the diagram, and what the diagram says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from bpmn.compile import CompiledDiagram
from bpmn.freeze import freeze, thaw
from bpmn.send_back import send_back
from bpmn.spiff.facts import FactsEngine
from bpmn.spiff.gateways import Join, NothingTrue
from bpmn.spiff.paths import path_of
from bpmn.spiff.steps import End, Wait
from bpmn.spiff.workflow import MainProcess
from bpmn.values import (
    Closed,
    Compiled,
    Complete,
    Deadlock,
    Deliver,
    Fire,
    Kind,
    Moved,
    NotWaiting,
    NoWayOn,
    Opened,
    Return,
    Start,
    Stop,
    Trigger,
)

_MEANT_FOR = {
    Complete: (Kind.USER, Kind.MACHINE),
    Fire: (Kind.TIMER,),
    Deliver: (Kind.MESSAGE,),
    Return: tuple(Kind),
}


def run(compiled: Compiled, state: bytes, trigger: Trigger, facts: Mapping[str, object]) -> Moved:
    """Move a dossier's process by one trigger, until only waits remain.

    `state` is b"" for `Start`, else the bytes of the last `Moved`; `facts` are the typed facts
    that the conditions read, the answers that come with the trigger among them. Pure but for the
    random ids of new tasks: nothing is read or kept beside the arguments, so after any error the
    old state still stands.

    Raises NotWaiting (the task does not wait here, or not for this kind of trigger), NoWayOn
    (no condition of a choice is true), NoWayBack (a return that the diagram does not allow),
    Deadlock (joins that nothing can open), StateUnreadable (bytes of another bundle).
    """
    assert isinstance(compiled, CompiledDiagram)
    engine = FactsEngine(facts)
    if isinstance(trigger, Start):
        if state:
            raise NotWaiting(None, "the process has already started")
        workflow = MainProcess(compiled.process, compiled.called, script_engine=engine)
        return _settled(compiled, workflow, {}, None)
    thawed = thaw(compiled, state, engine)
    if thawed is None:
        raise NotWaiting(getattr(trigger, "task", None), "the process has ended")
    before = {task.id: path_of(task) for task in _waits(thawed)}
    if isinstance(trigger, Stop):
        closed = tuple(Closed(id, path, completed=False) for id, path in before.items())
        return Moved(freeze(compiled, None), closed, (), (), ended=True)
    task = _waiting_task(compiled, thawed, before, trigger)
    if isinstance(trigger, Return):
        send_back(compiled, task, trigger.target)
        return _settled(compiled, thawed, before, None)
    task.run()
    return _settled(compiled, thawed, before, task.id)


def _waiting_task(
    compiled: CompiledDiagram,
    workflow: MainProcess,
    waits: Mapping[UUID, str],
    trigger: Complete | Fire | Deliver | Return,
) -> Task:
    path = waits.get(trigger.task)
    if path is None:
        raise NotWaiting(trigger.task)
    kind = compiled.elements[path].kind
    if kind not in _MEANT_FOR[type(trigger)]:
        raise NotWaiting(trigger.task, f"{path} waits for {kind}, not {type(trigger).__name__}")
    return workflow.get_task_from_id(trigger.task)


def _settled(
    compiled: CompiledDiagram,
    workflow: MainProcess,
    before: Mapping[UUID, str],
    completed: UUID | None,
) -> Moved:
    ends = tuple(_run_on(workflow))
    after = {task.id: path_of(task) for task in _waits(workflow)}
    if not after and not workflow.completed:
        tasks = _tasks(workflow, TaskState.WAITING)
        raise Deadlock(tuple(path_of(t) for t in tasks if isinstance(t.task_spec, Join)))
    return Moved(
        state=freeze(compiled, workflow if after else None),
        closed=tuple(
            Closed(id, path, completed=id == completed)
            for id, path in before.items()
            if id not in after
        ),
        opened=tuple(Opened(id, path) for id, path in after.items() if id not in before),
        ends=ends,
        ended=not after,
    )


def _run_on(workflow: MainProcess) -> Iterator[str]:
    """Run what waits for nobody; yields the paths of the end events that are passed.

    One task at a time: the library's own loop also runs the tasks of its list that an earlier
    one, a terminating end, has just cancelled.
    """
    try:
        while task := next((t for t in _tasks(workflow, TaskState.READY) if not _is_wait(t)), None):
            if isinstance(task.task_spec, End):
                yield path_of(task)
            task.run()
    except NothingTrue as stuck:
        facts = workflow.script_engine.facts
        raise NoWayOn(path_of(stuck.task), facts) from None


def _waits(workflow: MainProcess) -> Iterator[Task]:
    return (task for task in _tasks(workflow, TaskState.READY) if _is_wait(task))


def _is_wait(task: Task) -> bool:
    return isinstance(task.task_spec, Wait)


def _tasks(workflow: MainProcess, state: int) -> Iterator[Task]:
    """The tasks of all open processes in one state."""
    for process in (workflow, *workflow.get_active_subprocesses()):
        yield from [task for task in process.tasks.values() if task.state == state]
