"""A running process as a few packed bytes, and back.

Layout, all numbers big-endian:

    version (1)  mark of the compiled diagram (4)  CRC-32 of the rest (4)
    then the main process and, in the order of the calls that hold them, every open sub-process:
      number of rows (2)
      each row: parent (2; 0 is the root, which is not stored)  element (2)  state (1)  [id (16)]

What is stored is what is alive, and of the finished tasks only those that it hangs together by:
where two live branches part, what a wait shares with its companions, and the flow along which a
token came to a join. So a state does not grow with the history, in any process. Ids are kept
only for waits: nothing outside names another task.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from uuid import UUID

from SpiffWorkflow.bpmn.util.subworkflow import BpmnBaseWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from bpmn.compile import CompiledDiagram
from bpmn.spiff.facts import FactsEngine
from bpmn.spiff.gateways import Join
from bpmn.spiff.steps import ALIVE, Wait
from bpmn.spiff.workflow import CalledProcess, MainProcess
from bpmn.values import StateUnreadable

VERSION = 1
_HEAD = struct.Struct(">B4sI")
_COUNT = struct.Struct(">H")
_ROW = struct.Struct(">HHB")
_STATES = (
    TaskState.WAITING,
    TaskState.READY,
    TaskState.STARTED,
    TaskState.COMPLETED,
    TaskState.CANCELLED,
)
_CODES = {state: code for code, state in enumerate(_STATES)}
_NAMED = 0x80
"""Set in the state byte of a row that carries its id."""


def freeze(compiled: CompiledDiagram, workflow: MainProcess | None) -> bytes:
    """Pack a process in which only waits remain; None packs one that has ended."""
    body = b"" if workflow is None else b"".join(_packed(workflow))
    return _HEAD.pack(VERSION, compiled.mark, zlib.crc32(body)) + body


def thaw(compiled: CompiledDiagram, state: bytes, engine: FactsEngine) -> MainProcess | None:
    """Unpack a state; None for a process that has ended.

    Raises StateUnreadable for bytes that were not packed for this compiled diagram.
    """
    if len(state) < _HEAD.size:
        raise StateUnreadable(f"{len(state)} bytes are no state")
    version, mark, check = _HEAD.unpack_from(state)
    if version != VERSION:
        raise StateUnreadable(f"state of version {version}, expected {VERSION}")
    if mark != compiled.mark:
        raise StateUnreadable("state of another bundle")
    body = memoryview(state)[_HEAD.size :]
    if zlib.crc32(body) != check:
        raise StateUnreadable("damaged state")
    return _unpacked(compiled, body, engine) if body else None


def _packed(top: MainProcess) -> Iterator[bytes]:
    waiting: list[BpmnBaseWorkflow] = [top]
    while waiting:
        workflow = waiting.pop(0)
        row_of = workflow.spec.row_of
        rows = list(_kept(workflow))
        yield _COUNT.pack(len(rows))
        for task, parent in rows:
            code, row = _CODES[task.state], row_of[task.task_spec.name]
            if isinstance(task.task_spec, Wait) and task.has_state(ALIVE):
                yield _ROW.pack(parent, row, code | _NAMED) + task.id.bytes
            else:
                yield _ROW.pack(parent, row, code)
            if task.state == TaskState.STARTED:
                waiting.append(top.subprocesses[task.id])


def _kept(workflow: BpmnBaseWorkflow) -> Iterator[tuple[Task, int]]:
    """The tasks to store, parents first, each with the row of the one that it hangs from."""
    order = list(_down_from(workflow.task_tree))
    wanted = {task.id for task in order if task.has_state(ALIVE)}
    for task in order:
        if task.id in wanted and _needs_parent(task):
            wanted.add(task._parent)
    heads: dict[UUID, int] = {}
    for task in reversed(order):
        kept_below = sum(1 for child in task._children if heads[child])
        if kept_below > 1:
            wanted.add(task.id)
        heads[task.id] = int(task.id in wanted or kept_below)
    rows = {order[0].id: 0}
    count = 0
    for task in order[1:]:
        rows[task.id] = rows[task._parent]
        if task.id in wanted:
            yield task, rows[task._parent]
            count += 1
            rows[task.id] = count


def _down_from(root: Task) -> Iterator[Task]:
    waiting = [root]
    while waiting:
        task = waiting.pop()
        yield task
        waiting += reversed(task.children)


def _needs_parent(task: Task) -> bool:
    spec = task.task_spec
    return isinstance(spec, Join) or getattr(spec, "split", None) is not None


def _unpacked(compiled: CompiledDiagram, body: memoryview, engine: FactsEngine) -> MainProcess:
    top = MainProcess(compiled.process, compiled.called, script_engine=engine, deserializing=True)
    waiting: list[BpmnBaseWorkflow] = [top]
    at = 0
    try:
        while waiting:
            workflow = waiting.pop(0)
            tasks = [Task(workflow, workflow.spec.start, state=TaskState.COMPLETED)]
            workflow.task_tree = tasks[0]
            (count,) = _COUNT.unpack_from(body, at)
            at += _COUNT.size
            for _ in range(count):
                parent, row, code = _ROW.unpack_from(body, at)
                at += _ROW.size
                id = None
                if code & _NAMED:
                    id = UUID(bytes=bytes(body[at : at + 16]))
                    at += 16
                spec, state = workflow.spec.rows[row], _STATES[code & ~_NAMED]
                task = Task(workflow, spec, tasks[parent], state, id)
                tasks.append(task)
                if state == TaskState.STARTED:
                    waiting.append(_entered(top, task))
    except (struct.error, IndexError, KeyError, ValueError, AttributeError) as fault:
        raise StateUnreadable("state of another diagram") from fault
    if at != len(body):
        raise StateUnreadable("state with trailing bytes")
    return top


def _entered(top: MainProcess, call: Task) -> CalledProcess:
    called = CalledProcess(
        top.subprocess_specs[call.task_spec.spec], call.id, top, deserializing=True
    )
    called.completed_event.connect(call.task_spec._on_subworkflow_completed, call)
    top.subprocesses[call.id] = called
    return called
