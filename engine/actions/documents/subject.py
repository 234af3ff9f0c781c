"""Which document a task is about: the one its element, or the call above it, names."""

from __future__ import annotations

from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from engine.core.dossier import Document, Dossier, Task
from engine.core.procedure import DocumentSpec, attributes_of
from engine.errors import NotFound
from engine.store.documents import load_document


def document_id(dossier_id: UUID, key: str) -> UUID:
    """A dossier has one document of each key; its id follows from both."""
    return uuid5(dossier_id, f"document:{key}")


def spec_of(dossier: Dossier, task: Task) -> DocumentSpec:
    """What `procedure.yaml` says of the task's document. Raises NotFound where there is none."""
    element = dossier.bundle.compiled.elements[task.element]
    key = attributes_of(dossier.bundle.procedure, element).get("document")
    spec = next((d for d in dossier.bundle.procedure.documents if d.key == key), None)
    if spec is None:
        raise NotFound("Bước này không có văn bản để ký.")
    return spec


def document_of(session: Session, dossier: Dossier, task: Task) -> Document:
    """The stored document of the task. Raises NotFound when it has not been written yet."""
    spec = spec_of(dossier, task)
    found = load_document(session, dossier.id, document_id(dossier.id, spec.key))
    if found is None:
        raise NotFound("Văn bản chưa được lập; hãy mở trang ký để hệ thống lập văn bản.")
    return found
