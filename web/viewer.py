"""Which sheet of a dossier lies on the glass: a document of ours or a paper handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from flask import url_for
from flask_babel import gettext as _

from engine.actions.documents.show import Shown
from engine.questions.parts import DocumentView, DossierHead, PaperView, VersionView
from web.sent_file import SHOWN

HEAVY = 2 * 1024 * 1024
"""Bytes: above it a thin line sees small pictures of the pages first."""
TABS = 6
"""More sheets than these are found in a list that can be narrowed."""


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
    """One sheet: its key in addresses (`xem=`), its title, where its bytes are.

    `images` is the address of small pictures of its pages, of page 0, which a number replaces.
    """

    key: str
    title: str
    address: str
    media_type: str
    size: int
    pages: int | None = None
    images: str | None = None

    @property
    def can_be_shown(self) -> bool:
        return self.media_type in SHOWN

    @property
    def download(self) -> str:
        return f"{self.address}{'&' if '?' in self.address else '?'}tai-ve=1"

    @property
    def pictures_first(self) -> bool:
        return self.size > HEAVY and self.images is not None and bool(self.pages)


@dataclass(frozen=True, slots=True)
class Sheets:
    """All sheets, and the one that lies on the glass (None when there is nothing to show)."""

    every: tuple[Sheet, ...]
    on_glass: Sheet | None

    @property
    def in_tabs(self) -> bool:
        return len(self.every) <= TABS


def sheets_of(page: HasSheets, shown: Shown | None, wanted: str | None) -> Sheets:
    """Documents, then papers. On the glass: the page to sign, the wanted one, or the first; of a
    document also one version ("<id>:<number>")."""
    every = (*_documents(page, page.documents), *_papers(page, page.papers))
    if wanted is None and shown is not None:
        wanted = str(shown.document_id)
    found = next((s for s in every if s.key == wanted), None) or _version(page, wanted)
    return Sheets(every, found or (every[0] if every else None))


def version_sheet(page: HasSheets, document: DocumentView, version: VersionView) -> Sheet:
    """One version of a document as it was."""
    return Sheet(
        key=f"{document.id}:{version.version}",
        title=_(
            "%(title)s, bản %(version)s: %(stage)s",
            title=document.title,
            version=version.version,
            stage=version.stage_words,
        ),
        address=url_for(
            "files.document",
            dossier_id=page.head.id,
            document_id=document.id,
            ban=version.version,
        ),
        media_type="application/pdf",
        size=version.size,
    )


def _version(page: HasSheets, wanted: str | None) -> Sheet | None:
    for document in page.documents:
        for version in document.versions:
            if wanted == f"{document.id}:{version.version}":
                return version_sheet(page, document, version)
    return None


def _documents(page: HasSheets, documents: Iterable[DocumentView]) -> Iterator[Sheet]:
    for document in documents:
        address = url_for("files.document", dossier_id=page.head.id, document_id=document.id)
        yield Sheet(str(document.id), document.title, address, "application/pdf", document.size)


def _papers(page: HasSheets, papers: Iterable[PaperView]) -> Iterator[Sheet]:
    titles = [paper.title for paper in papers]
    for paper in papers:
        address = url_for("files.paper", dossier_id=page.head.id, paper_id=paper.id)
        # Several papers of one component are told apart by their files.
        title = paper.title if titles.count(paper.title) == 1 else f"{paper.name} · {paper.title}"
        pictures = paper.media_type == "application/pdf" and url_for(
            "files.paper_as_picture", dossier_id=page.head.id, paper_id=paper.id, page=0
        )
        yield Sheet(
            str(paper.id),
            title,
            address,
            paper.media_type,
            paper.size,
            paper.pages,
            pictures or None,
        )
