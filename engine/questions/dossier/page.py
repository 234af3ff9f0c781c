"""All of one dossier on one page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.actions.actor import Actor
from engine.outside.outside import Outside
from engine.questions.dossier.acts import DossierActs, dossier_acts
from engine.questions.dossier.grounds import SignedGround, signed_grounds
from engine.questions.dossier.links import link_views
from engine.questions.dossier.parts import dossier_parts
from engine.questions.parts import (
    CommentView,
    ComponentView,
    DocumentView,
    DossierHead,
    HistoryLine,
    LinkView,
    PaperView,
    StepView,
    TaskLine,
)
from engine.questions.reach import require_reach
from engine.questions.slips.offered import SlipOffer, slips_offered
from engine.store.colleagues import Colleague, colleagues_of
from engine.store.load_standing import load_standing
from engine.store.mandates import mandates_used


@dataclass(frozen=True, slots=True)
class DossierPage:
    """Head, papers, documents, linked dossiers, open tasks, slips, the way, the history, and
    what the reader may do with the whole dossier."""

    head: DossierHead
    papers: tuple[PaperView, ...]
    documents: tuple[DocumentView, ...]
    links: tuple[LinkView, ...]
    tasks: tuple[TaskLine, ...]
    steps: tuple[StepView, ...]
    history: tuple[HistoryLine, ...]
    slips: tuple[SlipOffer, ...]
    acts: DossierActs
    checklist: tuple[ComponentView, ...]
    comments: tuple[CommentView, ...]
    colleagues: tuple[Colleague, ...]
    grounds: tuple[SignedGround, ...]


def dossier_page(outside: Outside, actor: Actor, dossier_id: UUID) -> DossierPage:
    """Raises NotFound, for a dossier of another unit too."""
    with outside.sessions.begin() as session:
        standing = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, standing.dossier, standing.now)
        parts = dossier_parts(session, standing)
        links = link_views(session, actor, dossier_id, standing.now)
        colleagues = colleagues_of(session, standing.dossier, standing.now)
        used = mandates_used(session, dossier_id)
    return DossierPage(
        head=parts.head,
        papers=parts.papers,
        documents=parts.documents,
        links=links,
        tasks=parts.open_tasks,
        steps=parts.steps,
        history=parts.history,
        slips=slips_offered(parts, (link.relation for link in links)),
        acts=dossier_acts(actor, standing),
        checklist=parts.checklist,
        comments=parts.comments,
        colleagues=tuple(c for c in colleagues if c.person_id != actor.person_id),
        grounds=signed_grounds(parts.known, used),
    )
