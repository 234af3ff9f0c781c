"""Names for what records hold by id: people with their seats, units, steps, documents, tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from engine.core.authority.register import Rank, Register
from engine.core.dossier import COUNCIL, Dossier, Task
from engine.core.procedure import attributes_of
from engine.say import marked, say

GONE = marked("Người đã thôi việc")
"""A person whom the register no longer knows."""
MACHINE = marked("Hệ thống")
ORDER = (Rank.HEAD, Rank.DEPUTY, Rank.STAFF)


def is_council(dossier: Dossier, task: Task) -> bool:
    """Whether a joint step is a council's vote (else a consultation)."""
    element = dossier.bundle.compiled.elements[task.element]
    return attributes_of(dossier.bundle.procedure, element).get("joint") == COUNCIL


@dataclass(frozen=True, slots=True)
class Known:
    """What the words about one dossier are made of. `names` are full names by person."""

    dossier: Dossier
    register: Register
    tasks: Mapping[UUID, Task]
    names: Mapping[UUID, str]
    documents: Mapping[UUID, str] = field(default_factory=dict)
    """Titles of the dossier's documents by id."""

    def name(self, person_id: UUID) -> str:
        return self.names.get(person_id) or say(GONE)

    def who(self, person_id: UUID | None, unit_id: UUID | None, at: datetime) -> str:
        """ "Trần Văn Minh (Chuyên viên)", with the unit where it is not the resolving one."""
        if person_id is None:
            return say(MACHINE)
        seat = self._seat(person_id, unit_id, at)
        return self.name(person_id) + (f" ({seat})" if seat else "")

    def _seat(self, person_id: UUID, unit_id: UUID | None, at: datetime) -> str:
        held = [
            self.register.positions[a.position_id]
            for a in self.register.appointments
            if a.person_id == person_id
            and a.position_id in self.register.positions
            and a.period.holds(at)
        ]
        here = [p for p in held if p.unit_id == unit_id] or held
        if not here:
            return ""
        return ", ".join([here[0].title, *self.elsewhere(here[0].unit_id)])

    def elsewhere(self, unit_id: UUID | None) -> list[str]:
        """The unit's name, if it is not the one that resolves the dossier."""
        if unit_id is None or unit_id == self.dossier.unit_id:
            return []
        unit = self.register.units.get(unit_id)
        return [] if unit is None else [unit.name]

    def unit(self, unit_id: UUID | None) -> str:
        unit = self.register.units.get(unit_id) if unit_id is not None else None
        return "" if unit is None else unit.name

    def step(self, path: str | None) -> str:
        """The name of an element, as the diagram writes it."""
        element = self.dossier.bundle.compiled.elements.get(path or "")
        return "" if element is None else element.name

    def document_of(self, path: str) -> str:
        """Title of the document that this step of a signing diagram is about; "" if none."""
        element = self.dossier.bundle.compiled.elements[path]
        key = attributes_of(self.dossier.bundle.procedure, element).get("document")
        specs = self.dossier.bundle.procedure.documents
        return next((spec.title for spec in specs if spec.key == key), "")

    def asked(self, holders: Sequence[UUID], unit_id: UUID | None) -> str:
        """Whom a step asks: the titles of the posts, heads first, and their unit where it is
        another one."""
        seats = [self.register.positions[h] for h in holders if h in self.register.positions]
        people = [self.name(h) for h in holders if h not in self.register.positions]
        titles = [seat.title for seat in sorted(seats, key=lambda p: ORDER.index(p.rank))]
        said = say(" hoặc ").join(dict.fromkeys([*titles, *people]))
        return say(" của ").join([said, *self.elsewhere(unit_id)]) if said else ""

    def taken_by(self, task_id: UUID) -> str | None:
        """Who has, or had, the task by name."""
        task = self.tasks.get(task_id)
        person = None if task is None else task.assignee_id or task.closed_by_id
        return None if person is None else self.name(person)

    def members(self, joint: UUID) -> Sequence[Task]:
        """The tasks of those who do a joint step together."""
        return [t for t in self.tasks.values() if t.parent_id == joint]
