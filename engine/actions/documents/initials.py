"""Initials (ký nháy): given to the very draft that was shown, and void once it is edited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from engine.actions.documents.content import content_of, content_steps
from engine.actions.documents.subject import written_now
from engine.core.dossier import Document, Dossier, Task
from engine.core.move import OpinionGiven
from engine.core.procedure import DocumentSpec, declared
from engine.errors import SigningRefused
from engine.machine.content import Content
from engine.say import say
from engine.store.answers import answers_at
from engine.store.initials import initials_of


def initialled_at(
    dossier: Dossier, element: str, answers: Mapping[str, Any]
) -> tuple[DocumentSpec, ...]:
    """The documents that whoever completes this step with these answers initials."""
    procedure = dossier.bundle.procedure
    facts = {**dossier.facts, **declared(procedure, answers)}
    return tuple(
        each
        for each in procedure.documents
        if each.initialler == element and each.is_written(facts)
    )


def initials(
    session: Session,
    dossier: Dossier,
    task: Task,
    person_id: UUID,
    position_id: UUID | None,
    answers: Mapping[str, Any],
    shown: Mapping[str, str] | None,
) -> tuple[OpinionGiven, ...]:
    """The initials that completing the task with these answers gives; () at any other step.

    `shown` maps the key of each document to the SHA-256 of the draft that the person has seen.
    Raises SigningRefused `draft_not_shown` or `draft_changed`.
    """
    given = []
    for spec in initialled_at(dossier, task.element, answers):
        document, sha256 = _seen(session, dossier, spec, (shown or {}).get(spec.key))
        given.append(
            OpinionGiven(
                id=uuid4(),
                kind="initial",
                task_id=task.id,
                person_id=person_id,
                position_id=position_id,
                document_id=document,
                file_sha256=sha256,
            )
        )
    return tuple(given)


def _seen(
    session: Session, dossier: Dossier, spec: DocumentSpec, sha256: str | None
) -> tuple[UUID, str]:
    if sha256 is None:
        raise SigningRefused(
            say("Chưa xem dự thảo “%(title)s”; hãy mở dự thảo rồi ký nháy.", title=spec.title),
            "draft_not_shown",
        )
    document, known = written_now(session, dossier.id, spec.key)
    draft = None if known is None else known.latest("draft")
    says = content_of(session, dossier, spec).sha256
    if draft is None or draft.file_sha256 != sha256 or draft.content_sha256 != says:
        raise SigningRefused(
            say(
                "Dự thảo “%(title)s” đã thay đổi so với bản đang xem; hãy xem lại rồi ký nháy.",
                title=spec.title,
            ),
            "draft_changed",
        )
    return document, sha256


def voided(
    session: Session, dossier: Dossier, task: Task, answers: Mapping[str, Any]
) -> tuple[UUID, ...]:
    """The initials that fall when the task is completed with other answers than before."""
    documents = [
        written_now(session, dossier.id, each.key)[0]
        for each in dossier.bundle.procedure.documents
        if each.initialler and task.element in content_steps(session, dossier, each)
    ]
    if not documents or answers_at(session, dossier.id, {task.element}) == answers:
        return ()
    return tuple(
        given.id
        for document in documents
        for given in initials_of(session, dossier.id, document)
        if not given.void
    )


def require_initialled(
    session: Session, dossier: Dossier, spec: DocumentSpec, known: Document | None, says: Content
) -> None:
    """Nothing is signed that its initialler has not seen as it stands.

    Raises SigningRefused `initial_missing`, or `initial_void` when it was edited since.
    """
    if spec.initialler is None:
        return
    given = initials_of(session, dossier.id, known.id) if known else ()
    contents = {v.file_sha256: v.content_sha256 for v in known.versions} if known else {}
    if any(not g.void and contents.get(g.file_sha256 or "") == says.sha256 for g in given):
        return
    if given:
        raise SigningRefused(
            say(
                "“%(title)s” đã sửa sau khi ký nháy; hãy chuyển trả để ký nháy bản mới.",
                title=spec.title,
            ),
            "initial_void",
        )
    raise SigningRefused(
        say("“%(title)s” chưa được ký nháy nên chưa thể ký.", title=spec.title), "initial_missing"
    )
