"""The packed state of a dossier at every wait of the shipped scenarios."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from bpmn.compile import compile as compile_diagrams
from bpmn.run import run
from bpmn.values import Compiled, Complete, Deliver, Fire, Kind, Moved, Start, Trigger
from engine.core.bundle_paths import MAIN
from engine.errors import TrinhKyError
from engine.outside.bundle_folder import procedure_folders, read_bundle
from engine.simulate.scenario import ActTold, read_scenarios

_WAIT_OF = {"supplement": Kind.MESSAGE, "clock": Kind.TIMER}


def largest_state(workflows: Path) -> int:
    """Bytes, over all waits of all scenarios; the diagrams are walked without a database."""
    return max(
        size
        for folder in procedure_folders(workflows)
        for scenario in read_scenarios(folder)
        for size in _walk(_compiled(folder), scenario.acts)
    )


def _compiled(folder: Path) -> Compiled:
    files = read_bundle(folder)
    return compile_diagrams({p: data for p, data in files.items() if p.endswith(".bpmn")}, MAIN)


def _walk(compiled: Compiled, acts: tuple[ActTold, ...]) -> Iterator[int]:
    waits: dict[UUID, str] = {}
    facts: dict[str, Any] = {}
    moved = run(compiled, b"", Start(), facts)
    _follow(waits, moved)
    yield len(moved.state)
    for act in acts:
        facts.update(act.answers)
        moved = run(compiled, moved.state, _trigger(compiled, waits, act), facts)
        _follow(waits, moved)
        yield len(moved.state)


def _follow(waits: dict[UUID, str], moved: Moved) -> None:
    for closed in moved.closed:
        del waits[closed.task]
    waits.update((opened.task, opened.path) for opened in moved.opened)


def _trigger(compiled: Compiled, waits: dict[UUID, str], act: ActTold) -> Trigger:
    kind = _WAIT_OF.get(act.do)
    for task, path in waits.items():
        if kind is None and path == act.step:
            return Complete(task)
        if kind is not None and compiled.elements[path].kind is kind:
            return Deliver(task) if kind is Kind.MESSAGE else Fire(task)
    raise TrinhKyError(f"Kịch bản không đi tiếp được: {act.do} {act.step or ''}, đang chờ {waits}.")
