"""All of one dossier on one page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.actions.actor import Actor
from engine.outside.outside import Outside
from engine.questions.dossier_parts import dossier_parts
from engine.questions.parts import (
    DocumentView,
    DossierHead,
    HistoryLine,
    PaperView,
    StepView,
    TaskLine,
)
from engine.questions.reach import require_reach


@dataclass(frozen=True, slots=True)
class DossierPage:
    """Head, papers, documents, open tasks, the way, the history."""

    head: DossierHead
    papers: tuple[PaperView, ...]
    documents: tuple[DocumentView, ...]
    tasks: tuple[TaskLine, ...]
    steps: tuple[StepView, ...]
    history: tuple[HistoryLine, ...]


def dossier_page(outside: Outside, actor: Actor, dossier_id: UUID) -> DossierPage:
    """Raises NotFound, for a dossier of another unit too."""
    with outside.sessions.begin() as session:
        parts = dossier_parts(session, dossier_id, outside.clock.now())
        require_reach(session, actor, parts.dossier, parts.now)
    return DossierPage(
        parts.head, parts.papers, parts.documents, parts.open_tasks, parts.steps, parts.history
    )
