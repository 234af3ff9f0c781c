"""Steps, waits, calls and ends: what takes one token and sends one on."""

# mypy: disable-error-code="misc"
# (SpiffWorkflow is published without types: its classes are Any to mypy.)

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.control import BpmnStartTask
from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin, CallActivityMixin, NoneTaskMixin
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

ALIVE = TaskState.WAITING | TaskState.READY | TaskState.STARTED
"""The states in which a task holds a token."""


class Unpredicted(BpmnTaskSpec):
    """Keeps no tasks ahead of the token: what may come is read from the diagram, not stored."""

    def _predict(self, my_task: Task, *_: Any, **__: Any) -> None:
        pass


class Step(Unpredicted):
    """Sends a token along every outgoing flow when it is done."""

    def _run_hook(self, my_task: Task) -> Any:
        done = super()._run_hook(my_task)
        my_task._sync_children(self.outputs, TaskState.FUTURE)
        return done


class Pass(Step, BpmnSpecMixin):
    """What a token only passes: start events, throw events without a meaning, splits."""


class Start(Step, BpmnStartTask):
    """The library's own root of every process."""


class Companion(Step):
    """An element that waits beside others under one split, and ends their waiting with its own.

    So an activity with its boundary events, and the arms of an event-based gateway.
    """

    split: str | None = None
    """The name of the spec above them all; None for what waits alone."""
    ends_others = True
    """False for a non-interrupting boundary event."""

    def companions(self, my_task: Task) -> list[Task]:
        """The tasks that wait beside this one."""
        if self.split is None:
            return []
        return [
            task
            for task in my_task.parent.children
            if task is not my_task
            and task.has_state(ALIVE)
            and getattr(task.task_spec, "split", None) == self.split
        ]

    def _on_complete_hook(self, my_task: Task) -> None:
        super()._on_complete_hook(my_task)
        if self.ends_others:
            for task in self.companions(my_task):
                task.cancel()


class Wait(Companion, NoneTaskMixin, BpmnSpecMixin):
    """Waits until it is completed from outside; READY all the while."""

    boundary = False
    """Sits on the activity under the same split."""


class Call(Companion, CallActivityMixin, BpmnSpecMixin):
    """Runs another process, or an embedded one, as a sub-workflow."""


class End(Step, BpmnSpecMixin):
    """An end event; a terminating one takes every other token of its process away."""

    terminates = False

    def _on_complete_hook(self, my_task: Task) -> None:
        super()._on_complete_hook(my_task)
        if self.terminates:
            for task in list(my_task.workflow.tasks.values()):
                if not task.has_state(TaskState.FINISHED_MASK):
                    task.cancel()
            my_task.workflow._mark_complete(my_task)
