"""What a machine step is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.core.acts import Records
from engine.core.dossier import Document, Dossier, Surroundings, Task
from engine.core.procedure import DocumentSpec, attributes_of
from engine.errors import NotFound


@dataclass(frozen=True, slots=True)
class Situation:
    """The dossier at the step, read beforehand.

    A step that opens transactions of its own must bear being done twice: it may die before what
    it leaves is recorded.
    """

    dossier: Dossier
    task: Task
    around: Surroundings
    now: datetime
    document: Document | None
    """The document that the step is about, where it is about one."""
    sealing_unit: UUID | None
    """The unit under whose competence that document was signed."""

    @property
    def written(self) -> tuple[DocumentSpec, Document]:
        """The step's document. Raises NotFound for a step without one, or before it is written."""
        spec = self.dossier.bundle.procedure.document(self.attribute("document"))
        if spec is None or self.document is None:
            raise NotFound("Bước máy này chưa có văn bản để xử lý.")
        return spec, self.document

    def attribute(self, name: str) -> str:
        """What the diagram, or the procedure's `calls`, says of the step; "" for nothing."""
        element = self.dossier.bundle.compiled.elements[self.task.element]
        return attributes_of(self.dossier.bundle.procedure, element).get(name, "")


@dataclass(frozen=True, slots=True)
class Done:
    """The rows that the step leaves."""

    records: Records
