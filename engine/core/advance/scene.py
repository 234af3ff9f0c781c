"""What an act is judged in, put together once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from bpmn.values import Element, Moved
from engine.core.acts import Act, Completed, ConflictDeclared
from engine.core.authority.register import Involvement, Power
from engine.core.dossier import Dossier, Surroundings, Task
from engine.core.procedure import attributes_of
from engine.core.uninvolved import with_conflict, with_preparer


@dataclass(frozen=True)
class Scene:
    """The dossier before the act, what the diagram said, and the world at that second."""

    dossier: Dossier
    act: Act
    moved: Moved | None
    around: Surroundings
    now: datetime

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        """With what the act declares."""
        return {**self.dossier.facts, **self.act.facts}

    @cached_property
    def after(self) -> Surroundings:
        """The surroundings in which new waits open: who acts now is involved from now on."""
        involvement = _involved(self.act, self.around.involvement)
        if involvement is self.around.involvement:
            return self.around
        return replace(self.around, involvement=involvement)

    @cached_property
    def open_tasks(self) -> Mapping[UUID, Task]:
        return {task.id: task for task in self.around.open_tasks}

    def element(self, path: str) -> Element:
        return self.dossier.bundle.compiled.elements[path]

    def attributes(self, path: str) -> Mapping[str, str]:
        return attributes_of(self.dossier.bundle.procedure, self.element(path))


def _involved(act: Act, before: Involvement) -> Involvement:
    if act.actor_id is None or act.task is None:
        return before
    if isinstance(act, ConflictDeclared):
        return with_conflict(before, act.actor_id)
    appraised = isinstance(act, Completed) and act.task.power == Power.APPRAISE
    if appraised and act.actor_id not in before.prepared_by:
        return with_preparer(before, act.actor_id)
    return before
