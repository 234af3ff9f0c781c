"""Random walks through the diagrams of the shipped procedures: no database, no office.

They tell what no scenario tells: how large a packed state gets on ways that nobody wrote down, and
whether a step after two hundred rounds costs more than one of the first.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from typing import Any
from uuid import UUID

from bpmn.compile import compile as compile_diagrams
from bpmn.run import run
from bpmn.values import (
    Compiled,
    Complete,
    Deliver,
    Fire,
    Kind,
    Moved,
    NoWayBack,
    Return,
    Start,
    Trigger,
)
from engine.core.bundle_paths import MAIN, PROCEDURE, diagrams, form_key
from engine.core.forms import Form, parse_form
from engine.core.forms.definition import FieldType
from engine.core.procedure import Procedure, attributes_of, parse_procedure
from engine.outside.bundle_folder import procedure_folders, read_bundle

WALKS = 20
STEPS = 300
ROUNDS = 200
SAMPLES = 40
OUTCOMES = ("granted", "refused", "lapsed", "withdrawn", "stopped")
"""What the dossier of another agency may answer with."""


@dataclass
class DiagramWalk:
    """One dossier that is nothing but its diagram, moved by chance."""

    procedure: Procedure
    compiled: Compiled
    forms: Mapping[str, Form]
    chance: Random
    state: bytes = b""
    facts: dict[str, Any] = field(default_factory=dict)
    waits: dict[UUID, str] = field(default_factory=dict)

    def start(self) -> None:
        """A new dossier."""
        self.state, self.facts, self.waits = b"", {}, {}
        self._move(Start())

    @property
    def ended(self) -> bool:
        return not self.waits

    def step(self) -> None:
        """Complete, deliver or fire one of the waits, with answers by chance."""
        task = self.chance.choice(sorted(self.waits))
        path = self.waits[task]
        element = self.compiled.elements[path]
        self.facts |= dict(self._answers(path))
        if element.kind is Kind.TIMER:
            self._move(Fire(task))
        else:
            self._move(Deliver(task) if element.kind is Kind.MESSAGE else Complete(task))

    def send_back(self) -> bool:
        """Return one of the waits to a step that its diagram allows, if there is one."""
        for task, path in sorted(self.waits.items()):
            targets = self._attributes(path).get("returnsTo", "").split()
            if targets:
                try:
                    self._move(Return(task, self.chance.choice(targets)))
                except NoWayBack:
                    continue
                return True
        return False

    def _attributes(self, path: str) -> Mapping[str, str]:
        return attributes_of(self.procedure, self.compiled.elements[path])

    def _answers(self, path: str) -> Iterator[tuple[str, Any]]:
        attributes = self._attributes(path)
        form = self.forms.get(attributes.get("form", ""))
        for each in form.fields if form else ():
            if form is not None and each.key in form.facts:
                yield each.key, self._value(each.type, [o.value for o in each.options])
        if result := attributes.get("result"):
            yield result, self.chance.random() < 0.5
        if self.compiled.elements[path].kind is Kind.MESSAGE:
            for name in self.procedure.facts:
                if name.startswith("ket_qua_"):
                    yield name, self.chance.choice(OUTCOMES)

    def _value(self, kind: FieldType, options: list[str]) -> Any:
        if options:
            return self.chance.choice(options)
        if kind is FieldType.BOOLEAN:
            return self.chance.random() < 0.5
        if kind in (FieldType.NUMBER, FieldType.INTEGER):
            return self.chance.randint(0, 12)
        return "" if kind is FieldType.TEXT else None

    def _move(self, trigger: Trigger) -> Moved:
        moved = run(self.compiled, self.state, trigger, self.facts)
        for closed in moved.closed:
            del self.waits[closed.task]
        self.waits.update((opened.task, opened.path) for opened in moved.opened)
        self.state = moved.state
        return moved


def walks(workflows: Path, seed: int = 1) -> Iterator[DiagramWalk]:
    """One walk, not yet started, for each shipped procedure."""
    for folder in procedure_folders(workflows):
        files = read_bundle(folder)
        yield DiagramWalk(
            procedure=parse_procedure(files[PROCEDURE], folder.name),
            compiled=compile_diagrams(diagrams(files), MAIN),
            forms={
                key: parse_form(key, data)
                for path, data in files.items()
                if (key := form_key(path))
            },
            chance=Random(seed),
        )


def largest_state(walk: DiagramWalk) -> int:
    """Bytes of the largest packed state on random ways through a procedure, returns included."""
    largest = 0
    for _ in range(WALKS):
        walk.start()
        for _ in range(STEPS):
            largest = max(largest, len(walk.state))
            if walk.ended:
                break
            if walk.chance.random() < 0.7 or not walk.send_back():
                walk.step()
    return largest


def growth(walk: DiagramWalk) -> float:
    """The cost of a step in the last of 200 rounds of returning, by that in the first ones."""
    walk.start()
    costs: list[list[float]] = []
    while len(costs) < ROUNDS:
        costs.append(_round(walk))
        if walk.ended:
            walk.start()
    late, early = costs[-SAMPLES:], costs[:SAMPLES]
    return median(map(median, late)) / median(map(median, early))


def _round(walk: DiagramWalk) -> list[float]:
    costs: list[float] = []
    while not walk.ended:
        begun = time.perf_counter()
        walk.step()
        costs.append(time.perf_counter() - begun)
        if walk.send_back():
            break
    return costs
