"""One process as the library's specification of a workflow."""

# mypy: disable-error-code="misc"
# (SpiffWorkflow is published without types: its classes are Any to mypy.)

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec

from bpmn.graph import Edge, branches
from bpmn.spiff.gateways import EndJoin, Join
from bpmn.spiff.steps import Pass, Start


class Process(WorkflowSpec):
    """One process or embedded sub-process, compiled."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.data_objects: Mapping[str, Any] = {}
        self.io_specification = None
        self.entries: Mapping[str, str] = {}
        """The spec by which a token enters an element, by the element's id."""
        self.start = Start(self, "Start")
        self.end = EndJoin(self, "EndJoin")
        self.end.connect(Pass(self, "End"))

    @cached_property
    def graph(self) -> Mapping[str, list[str]]:
        return {name: spec._outputs for name, spec in self.task_specs.items()}

    @cached_property
    def rows(self) -> tuple[Any, ...]:
        """The specs in the order in which a packed state counts them."""
        return tuple(self.task_specs.values())

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        return {name: row for row, name in enumerate(self.task_specs)}

    @cached_property
    def branches(self) -> Mapping[str, frozenset[Edge]]:
        """For each spec, the branches of gateways and splits inside which it lies."""
        splits = {getattr(spec, "split", None) for spec in self.task_specs.values()}
        forks = [
            spec.name
            for spec in self.task_specs.values()
            if spec.name in splits or isinstance(spec, Join)
        ]
        return branches(self.graph, self.start.name, forks)

    def parallel(self, edge: Edge) -> bool:
        """Whether a token on this branch runs beside another one."""
        fork, first = (self.task_specs[name] for name in edge)
        if isinstance(fork, Join):
            return len(fork._outputs) > 1
        return not getattr(first, "ends_others", True)
