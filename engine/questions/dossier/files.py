"""The bytes of papers and documents, for those who may see the dossier."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.outside.page_image import page_image
from engine.questions.reach import require_reach
from engine.say import marked, say
from engine.store.documents import load_document
from engine.store.load_standing import load_standing
from engine.store.records import PaperRow

MISSING = marked("Không có tệp này trong hồ sơ.")


def paper_bytes(
    outside: Outside, actor: Actor, dossier_id: UUID, paper_id: UUID
) -> tuple[bytes, str, str]:
    """Bytes, file name and media type. Raises NotFound."""
    with outside.sessions.begin() as session:
        dossier, _, now = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, dossier, now)
        row = session.get(PaperRow, (dossier_id, paper_id))
        if row is None:
            raise NotFound(say(MISSING))
    return outside.files.get(row.file_sha256), row.name, row.media_type


def paper_page(
    outside: Outside, actor: Actor, dossier_id: UUID, paper_id: UUID, page: int
) -> bytes:
    """One page of a PDF paper as a small WebP picture. Raises NotFound: no such paper or page, or
    one that cannot be drawn."""
    with outside.sessions.begin() as session:
        dossier, _, now = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, dossier, now)
        row = session.get(PaperRow, (dossier_id, paper_id))
        if row is None or row.media_type != "application/pdf" or not 1 <= page <= (row.pages or 0):
            raise NotFound(say(MISSING))
        sha256 = row.file_sha256
    kept_in = outside.settings.home / "page_images"
    return page_image(kept_in, outside.files.path(sha256), sha256, page)


def document_bytes(
    outside: Outside, actor: Actor, dossier_id: UUID, document_id: UUID, version: int | None
) -> tuple[bytes, str]:
    """Bytes and file name of that version, or of the newest. Raises NotFound."""
    with outside.sessions.begin() as session:
        dossier, _, now = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, dossier, now)
        document = load_document(session, dossier_id, document_id)
    if document is None:
        raise NotFound(say(MISSING))
    wanted = version or document.versions[-1].version
    found = next((v for v in document.versions if v.version == wanted), None)
    if found is None:
        raise NotFound(say(MISSING))
    return outside.files.get(found.file_sha256), f"{dossier.code}-{document.key}.pdf"
