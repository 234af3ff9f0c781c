"""What a choice may know."""

# mypy: disable-error-code="misc"
# (SpiffWorkflow is published without types: its classes are Any to mypy.)

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.script_engine.python_engine import PythonScriptEngine
from SpiffWorkflow.task import Task

from bpmn.expressions import Expression, evaluate


class FactsEngine(PythonScriptEngine):
    """Gives the choices the facts of one run. It has no environment, so nothing can execute."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        self.facts = facts

    def evaluate(self, task: Task, expression: Expression, external_context: Any = None) -> bool:
        return evaluate(expression, self.facts) is True

    def execute(self, task: Task, script: str, external_context: Any = None) -> None:
        raise PermissionError("no diagram runs a script")
