"""What a citizen sees with the code of the slip: nothing beyond what the slip shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.dossier import Document
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.words import status_words
from engine.say import marked, say
from engine.store.bundles import load_bundle
from engine.store.documents import documents_of
from engine.store.offices import letterhead_row
from engine.store.records import DossierRow

READY = marked("Đã có kết quả, mời nhận tại nơi đã nộp hoặc tải về")
UNKNOWN = marked("Không có hồ sơ nào mang mã tra cứu này; hãy xem lại mã in trên giấy tiếp nhận.")


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """Where a dossier is, without any name."""

    code: str
    procedure_title: str
    unit_name: str
    status_words: str
    received_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    result_available: bool


def status(outside: Outside, lookup_code: str) -> PublicStatus:
    """Raises NotFound; the code has 120 random bits, so that guessing is useless."""
    with outside.sessions.begin() as session:
        row = _dossier(session, lookup_code)
        released = _released(session, row) is not None
        return PublicStatus(
            code=row.code,
            procedure_title=load_bundle(session, row.bundle_sha256).procedure.title,
            unit_name=letterhead_row(session, row.unit_id).name,
            status_words=say(READY)
            if released and not row.outcome
            else status_words(row.status, row.outcome),
            received_at=row.received_at,
            due_at=row.due_at,
            finished_at=row.finished_at,
            result_available=released,
        )


def result(outside: Outside, lookup_code: str) -> bytes:
    """The released result. Raises NotFound when there is none (yet)."""
    with outside.sessions.begin() as session:
        document = _released(session, _dossier(session, lookup_code))
    if document is None:
        raise NotFound(say("Hồ sơ này chưa có kết quả được phát hành."))
    return outside.files.get(document.versions[-1].file_sha256)


def _dossier(session: Session, lookup_code: str) -> DossierRow:
    wanted = lookup_code.strip().upper()
    row = session.scalars(select(DossierRow).where(DossierRow.lookup_code == wanted)).one_or_none()
    if row is None:
        raise NotFound(say(UNKNOWN))
    return row


def _released(session: Session, row: DossierRow) -> Document | None:
    """What goes to the applicant; papers between agencies and inside them are nobody else's."""
    results = load_bundle(session, row.bundle_sha256).procedure.results
    return next(
        (d for d in documents_of(session, row.id) if d.status == "released" and d.key in results),
        None,
    )
