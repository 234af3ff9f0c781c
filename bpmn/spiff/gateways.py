"""Joins and choices: where tokens meet and part."""

# mypy: disable-error-code="misc"
# (SpiffWorkflow is published without types: its classes are Any to mypy.)

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
from SpiffWorkflow.specs.MultiChoice import MultiChoice
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from bpmn.graph import reachable
from bpmn.spiff.steps import Step, Unpredicted


class NothingTrue(Exception):
    """A choice has no true condition and no default; `task` is the gateway's."""

    def __init__(self, task: Task) -> None:
        super().__init__(task.task_spec.bpmn_id)
        self.task = task


class Join(Unpredicted):
    """Holds tokens until `_consumed` names those with which it fires."""

    def _update_hook(self, my_task: Task) -> bool:
        tokens: dict[str, list[Task]] = defaultdict(list)
        tokens[my_task.parent.task_spec.name].append(my_task)
        for task in my_task.workflow.tasks.values():
            if task.task_spec is self and task is not my_task and task.state == TaskState.WAITING:
                tokens[task.parent.task_spec.name].append(task)
        consumed = self._consumed(my_task, tokens)
        if consumed is None:
            my_task._set_state(TaskState.WAITING)
            return False
        for task in consumed:
            if task is not my_task:
                task.cancel()
        return True

    def _consumed(self, my_task: Task, tokens: Mapping[str, list[Task]]) -> list[Task] | None:
        raise NotImplementedError


class Parallel(Step, Join, BpmnSpecMixin):
    """Fires with one token of every incoming flow (BPMN 2.0.2, 13.4.2)."""

    def _consumed(self, my_task: Task, tokens: Mapping[str, list[Task]]) -> list[Task] | None:
        if any(len(tokens[flow]) < self._inputs.count(flow) for flow in self._inputs):
            return None
        return [task for flow in self._inputs for task in tokens[flow][: self._inputs.count(flow)]]


class EndJoin(Step, Join):
    """Ends the process when nothing else is alive in it."""

    def _consumed(self, my_task: Task, tokens: Mapping[str, list[Task]]) -> list[Task] | None:
        for task in my_task.workflow.tasks.values():
            if task.task_spec is not self and not task.has_state(TaskState.FINISHED_MASK):
                return None
        return [task for flow in tokens.values() for task in flow]


class Choice(Unpredicted, MultiChoice, BpmnSpecMixin):
    """Goes where a condition is true, else along the default."""

    def _chosen(self, my_task: Task) -> list[Any]:
        true, default = self._get_matching_outputs(my_task)
        if not true and not default:
            raise NothingTrue(my_task)
        return list(true or default)


class Exclusive(Choice):
    """Takes the first true condition in the order of the file (BPMN 2.0.2, 13.4.1)."""

    def _run_hook(self, my_task: Task) -> bool:
        my_task._sync_children(self._chosen(my_task)[:1], TaskState.FUTURE)
        return True


class Inclusive(Join, Choice):
    """Takes every true condition; joins when nothing more can come (BPMN 2.0.2, 13.4.3)."""

    def _run_hook(self, my_task: Task) -> bool:
        my_task._sync_children(self._chosen(my_task), TaskState.FUTURE)
        return True

    @cached_property
    def _flows_ahead(self) -> Mapping[str, frozenset[str]]:
        """For each spec, the incoming flows that a token there can still come along."""
        graph = self._wf_spec.graph
        return {
            name: frozenset(self._inputs) & reachable(graph, [name], closed=[self.name])
            for name in graph
        }

    def _consumed(self, my_task: Task, tokens: Mapping[str, list[Task]]) -> list[Task] | None:
        filled = {flow for flow in self._inputs if tokens.get(flow)}
        for task in my_task.workflow.tasks.values():
            if task.task_spec is self or task.has_state(TaskState.FINISHED_MASK):
                continue
            ahead = self._flows_ahead[task.task_spec.name]
            if ahead - filled and not ahead & filled:
                return None
        return [tokens[flow][0] for flow in filled]
