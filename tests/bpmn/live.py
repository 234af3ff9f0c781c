"""The same specs in a SpiffWorkflow that lives on and is never frozen, with its own loop."""

from __future__ import annotations

from collections.abc import Mapping

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from bpmn.compile import CompiledDiagram
from bpmn.send_back import send_back
from bpmn.spiff.facts import FactsEngine


class Live:
    def __init__(self, compiled: CompiledDiagram, facts: Mapping[str, object]):
        self.compiled = compiled
        engine = FactsEngine(facts)
        self.workflow = BpmnWorkflow(compiled.process, compiled.called, script_engine=engine)
        self.workflow.do_engine_steps()

    def _waits(self) -> list[Task]:
        return list(self.workflow.get_tasks(state=TaskState.READY, manual=True))

    def _wait_at(self, path: str) -> Task:
        return next(task for task in self._waits() if self._path(task) == path)

    def _path(self, task: Task) -> str:
        id = str(task.task_spec.bpmn_id)
        above = task.workflow.parent_task_id
        return id if above is None else f"{self._path(self._task(above))}/{id}"

    def _task(self, id: object) -> Task:
        return self.workflow.get_task_from_id(id)

    @property
    def paths(self) -> list[str]:
        return sorted(self._path(task) for task in self._waits())

    @property
    def ended(self) -> bool:
        return bool(self.workflow.completed)

    def do(self, path: str, facts: Mapping[str, object]) -> None:
        self.workflow.script_engine = FactsEngine(facts)
        self._wait_at(path).run()
        self.workflow.do_engine_steps()

    def send_back(self, path: str, target: str) -> None:
        send_back(self.compiled, self._wait_at(path), target)
        self.workflow.do_engine_steps()
