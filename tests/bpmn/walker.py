"""One dossier on its way through a compiled diagram, as `run` moves it: frozen between steps."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from bpmn.compile import CompiledDiagram
from bpmn.run import run
from bpmn.values import Complete, Deliver, Fire, Kind, Moved, Return, Start, Trigger


class Walker:
    def __init__(self, compiled: CompiledDiagram, facts: Mapping[str, object] | None = None):
        self.compiled = compiled
        self.waits: dict[UUID, str] = {}
        self.ends: list[str] = []
        self.state = b""
        self.move(Start(), facts)

    def move(self, trigger: Trigger, facts: Mapping[str, object] | None = None) -> Moved:
        moved = run(self.compiled, self.state, trigger, facts or {})
        for closed in moved.closed:
            assert self.waits.pop(closed.task) == closed.path
        for opened in moved.opened:
            assert opened.task not in self.waits
            self.waits[opened.task] = opened.path
        assert moved.ended == (not self.waits)
        self.state = moved.state
        self.ends += moved.ends
        return moved

    @property
    def paths(self) -> list[str]:
        return sorted(self.waits.values())

    def task(self, path: str) -> UUID:
        return next(id for id, each in self.waits.items() if each == path)

    def do(self, path: str, **facts: object) -> Moved:
        """Complete, fire or deliver, as the wait at `path` wants."""
        kind = self.compiled.elements[path].kind
        task = self.task(path)
        if kind is Kind.TIMER:
            return self.move(Fire(task), facts)
        return self.move(Deliver(task) if kind is Kind.MESSAGE else Complete(task), facts)

    def send_back(self, path: str, target: str) -> Moved:
        return self.move(Return(self.task(path), target))
