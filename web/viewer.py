"""Which sheet of a dossier lies on the glass: a document of ours or a paper handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from flask import url_for

from engine.actions.documents.show import Shown
from engine.questions.parts import DocumentView, DossierHead, PaperView
from web.sent_file import SHOWN


class HasSheets(Protocol):
    """A task page or a dossier page."""

    @property
    def head(self) -> DossierHead: ...
    @property
    def papers(self) -> tuple[PaperView, ...]: ...
    @property
    def documents(self) -> tuple[DocumentView, ...]: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its key in addresses (`xem=`), its title, where its bytes are."""

    key: str
    title: str
    address: str
    media_type: str
    size: int

    @property
    def can_be_shown(self) -> bool:
        return self.media_type in SHOWN


@dataclass(frozen=True, slots=True)
class Sheets:
    """All sheets, and the one that lies on the glass (None when there is nothing to show)."""

    every: tuple[Sheet, ...]
    on_glass: Sheet | None


def sheets_of(page: HasSheets, shown: Shown | None, wanted: str | None) -> Sheets:
    """Documents, then papers. On the glass: the page to sign, the wanted one, or the first."""
    every = (*_documents(page, page.documents), *_papers(page, page.papers))
    if wanted is None and shown is not None:
        wanted = str(shown.document_id)
    found = next((s for s in every if s.key == wanted), None)
    return Sheets(every, found or (every[0] if every else None))


def _documents(page: HasSheets, documents: Iterable[DocumentView]) -> Iterator[Sheet]:
    for document in documents:
        address = url_for("files.document", dossier_id=page.head.id, document_id=document.id)
        yield Sheet(str(document.id), document.title, address, "application/pdf", document.size)


def _papers(page: HasSheets, papers: Iterable[PaperView]) -> Iterator[Sheet]:
    for paper in papers:
        address = url_for("files.paper", dossier_id=page.head.id, paper_id=paper.id)
        yield Sheet(str(paper.id), paper.title, address, paper.media_type, paper.size)
