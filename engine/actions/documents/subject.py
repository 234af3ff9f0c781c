"""Which document a task is about: the one its element, or the call above it, names."""

from __future__ import annotations

from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from engine.core.dossier import Document, Dossier, Task
from engine.core.move import DocumentChanged, VersionAdded
from engine.core.procedure import DocumentSpec, attributes_of
from engine.errors import NotFound
from engine.machine.content import Content
from engine.say import say
from engine.store.documents import documents_of

ISSUED = ("sealed", "released")
"""Statuses of a document that has gone out: it is never changed again."""


def document_id(dossier_id: UUID, key: str, issue: int = 1) -> UUID:
    """A document's id follows from its dossier, its key and which issue of it this is: a letter
    that asks for papers is a new one, with a number of its own, each time."""
    name = f"document:{key}" if issue == 1 else f"document:{key}:{issue}"
    return uuid5(dossier_id, name)


def latest_of(session: Session, dossier_id: UUID, key: str) -> Document | None:
    """The latest issue of a document, or None where nobody has written it yet."""
    issues = documents_of(session, dossier_id, key)
    wanted = document_id(dossier_id, key, len(issues))
    return next((each for each in issues if each.id == wanted), None)


def written_now(session: Session, dossier_id: UUID, key: str) -> tuple[UUID, Document | None]:
    """The issue that is being written: its id, and what there is of it."""
    latest = latest_of(session, dossier_id, key)
    if latest is not None and latest.status not in ISSUED:
        return latest.id, latest
    return document_id(dossier_id, key, 1 + len(documents_of(session, dossier_id, key))), None


def spec_of(dossier: Dossier, task: Task) -> DocumentSpec:
    """What `procedure.yaml` says of the task's document. Raises NotFound where there is none."""
    element = dossier.bundle.compiled.elements[task.element]
    key = attributes_of(dossier.bundle.procedure, element).get("document")
    spec = None if key is None else dossier.bundle.procedure.document(key)
    if spec is None:
        raise NotFound(say("Bước này không có văn bản để ký."))
    return spec


def document_of(session: Session, dossier: Dossier, task: Task) -> Document:
    """The stored document of the task. Raises NotFound when it has not been written yet."""
    found = latest_of(session, dossier.id, spec_of(dossier, task).key)
    if found is None:
        raise NotFound(say("Văn bản chưa được lập; hãy mở trang ký để hệ thống lập văn bản."))
    return found


def row_of(id: UUID, spec: DocumentSpec, known: Document | None) -> DocumentChanged:
    """The document's row as it is, or that of a draft which is only being written."""
    return DocumentChanged(id, spec.key, spec.kind, "draft", None) if known is None else known.row()


def new_version(
    document: UUID,
    known: Document | None,
    stage: str,
    sha256: str,
    size: int,
    mandate_id: str | None,
    says: Content | None = None,
) -> VersionAdded:
    """The next revision of a document."""
    number = 1 if known is None else known.versions[-1].version + 1
    content = None if says is None else says.sha256
    return VersionAdded(document, number, stage, sha256, size, mandate_id, content)
