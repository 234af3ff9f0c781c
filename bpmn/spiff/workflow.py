"""SpiffWorkflow's running process, with a short way to its waiting joins."""

# mypy: disable-error-code="misc"
# (SpiffWorkflow is published without types: its classes are Any to mypy.)

from __future__ import annotations

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState


class _Short:
    """After every task the library walks the whole tree for joins to wake; this asks the list."""

    tasks: dict[object, Task]

    def update_waiting_tasks(self) -> None:
        for task in [t for t in self.tasks.values() if t._state == TaskState.WAITING]:
            if task.state == TaskState.WAITING:
                task.task_spec._update(task)


class CalledProcess(_Short, BpmnSubWorkflow):
    """A call or an embedded sub-process under way."""


class MainProcess(_Short, BpmnWorkflow):
    """The process of one dossier under way."""

    def create_subprocess(self, my_task: Task, spec_name: str) -> CalledProcess:
        called = CalledProcess(self.subprocess_specs[spec_name], my_task.id, self)
        self.subprocesses[my_task.id] = called
        return called
