"""The components of a dossier: what was asked for, what was given, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.dossier import Dossier
from engine.questions.known import Known
from engine.questions.parts import ComponentView, PaperView
from engine.store.records import PaperRow


def paper_rows(session: Session, dossier_id: UUID) -> Sequence[PaperRow]:
    """Everything handed in, first to last; what came at once by its file names."""
    return session.scalars(
        select(PaperRow)
        .where(PaperRow.dossier_id == dossier_id)
        .order_by(PaperRow.added_at, PaperRow.name, PaperRow.id)
    ).all()


def paper_views(rows: Sequence[PaperRow], known: Known) -> tuple[PaperView, ...]:
    """What the applicant brings later is a supplement; for a component that was given before, its
    later version. What another agency sent came by itself and is neither."""
    titles = {p.key: p.title for p in known.dossier.bundle.procedure.papers}
    rounds = sorted({row.added_at for row in rows if row.added_by_id is not None})
    views = []
    for row in rows:
        views.append(
            PaperView(
                id=row.id,
                title=titles.get(row.component, row.name),
                name=row.name,
                media_type=row.media_type,
                size=row.size,
                component=row.component,
                pages=row.pages,
                added_at=row.added_at,
                by=None if row.added_by_id is None else known.name(row.added_by_id),
                version=rounds.index(row.added_at) + 1 if row.added_by_id else 1,
            )
        )
    return tuple(views)


def checklist(dossier: Dossier, papers: Sequence[PaperView]) -> tuple[ComponentView, ...]:
    """In the procedure's order; then what belongs to none of its components."""
    given: dict[str, list[PaperView]] = {}
    for paper in papers:
        given.setdefault(paper.component, []).append(paper)
    asked = [
        ComponentView(p.title, p.required, p.copies, _newest_first(given.pop(p.key, [])))
        for p in dossier.bundle.procedure.papers
    ]
    return (*asked, *_others(given))


def _newest_first(papers: Sequence[PaperView]) -> tuple[PaperView, ...]:
    return tuple(sorted(papers, key=lambda p: -p.version))


def _others(given: Mapping[str, Sequence[PaperView]]) -> Sequence[ComponentView]:
    return [
        ComponentView(papers[0].title, False, 1, _newest_first(papers)) for papers in given.values()
    ]
