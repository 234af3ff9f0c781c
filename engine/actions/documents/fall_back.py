"""Work goes back: what was shown, signed or about to be sealed is a draft again."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from engine.actions.documents.attempts import finish_id
from engine.core.acts import Records
from engine.core.dossier import Document, Dossier, Task
from engine.core.procedure import attributes_of
from engine.say import marked
from engine.store.documents import attempts_in_the_air, documents_of

UNSEALED = ("shown", "signed", "ready")
"""Of a document that has not gone out; a draft has nothing to lose."""
RETURNED = marked("Hồ sơ được chuyển trả trước khi chữ ký hoàn tất; chữ ký này không được dùng.")


def fall_back(
    session: Session, dossier: Dossier, open_tasks: tuple[Task, ...], task: Task
) -> Records:
    """The rows that a return from `task` takes along: documents are drafts again, without the
    evidence gathered for their seal, and signatures in the making are refused. A number that was
    reserved stays with its document; what another branch is still about stays as it is.
    """
    elsewhere = {_document_key(dossier, other) for other in open_tasks if other.id != task.id}
    documents = tuple(
        document
        for document in documents_of(session, dossier.id)
        if document.status in UNSEALED and document.key not in elsewhere
    )
    return given_up(session, dossier, documents, "draft", RETURNED)


def given_up(
    session: Session,
    dossier: Dossier,
    documents: tuple[Document, ...],
    status: str,
    trouble: str,
) -> Records:
    """These documents without their signatures, and no signature of theirs in the making."""
    ids = {document.id for document in documents}
    attempts = [
        each for each in attempts_in_the_air(session, dossier.id) if each.document_id in ids
    ]
    return Records(
        documents=tuple(
            replace(document.row(), status=status, task_id=None, evidence_sha256=None)
            for document in documents
        ),
        attempts=tuple(replace(each.row(), status="refused", trouble=trouble) for each in attempts),
        outbox_done=tuple(finish_id(each.id) for each in attempts if each.status == "made"),
    )


def _document_key(dossier: Dossier, task: Task) -> str | None:
    element = dossier.bundle.compiled.elements[task.element]
    return attributes_of(dossier.bundle.procedure, element).get("document")
