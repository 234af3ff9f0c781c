"""What a document of a dossier says now, read from the dossier."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine.actions.dossiers.extension import Extension, extension_of
from engine.core.dossier import Dossier
from engine.core.procedure import DocumentSpec
from engine.machine.content import Content, content
from engine.machine.render_document import local_minute
from engine.say import in_vietnamese
from engine.store.answers import answers_at, first_steps
from engine.store.joint_results import consultations, councils


@in_vietnamese()
def content_of(session: Session, dossier: Dossier, spec: DocumentSpec) -> Content:
    """The answers of its steps, the opinions and the votes, as its template gets them."""
    fields = answers_at(session, dossier.id, content_steps(session, dossier, spec))
    return content(
        dossier,
        spec,
        fields=fields,
        opinions=[
            {**each, "at": local_minute(each["at"])} for each in consultations(session, dossier.id)
        ],
        councils=councils(session, dossier),
        extends=_extends(extension_of(session, dossier, fields)),
    )


def _extends(extension: Extension | None) -> dict[str, str | None] | None:
    if extension is None or extension.opener.due_at is None:
        return None
    opener = extension.opener
    return {
        "code": opener.code,
        "procedure": opener.bundle.procedure.title,
        "received_at": local_minute(opener.received_at),
        "due_at": local_minute(extension.opener.due_at),
        "until": local_minute(extension.until),
    }


def content_steps(session: Session, dossier: Dossier, spec: DocumentSpec) -> frozenset[str]:
    """The steps whose answers it prints: the intake, the drafter's, its sources."""
    return frozenset((*first_steps(session, dossier.id), spec.drafter, *spec.sources))
