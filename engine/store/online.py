"""Rows of online submissions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from engine.errors import AlreadyDone, NotFound
from engine.say import say
from engine.store.records import OnlineSubmissionRow, PendingUploadRow

DECIDED_LIFE = timedelta(days=30)
"""How long the page says what became of it; the person's own data goes at once."""
MOST = 200
"""Rows listed at a desk, and erased in one round of the worker."""


def online_by_secret(
    session: Session, sha256: bytes, *, lock: bool = False
) -> OnlineSubmissionRow | None:
    """The submission whose secret has this hash."""
    asked = select(OnlineSubmissionRow).where(OnlineSubmissionRow.secret_sha256 == sha256)
    return session.scalars(asked.with_for_update() if lock else asked).one_or_none()


def require_waiting(session: Session, id: UUID, unit_id: UUID) -> OnlineSubmissionRow:
    """A submission that waits at this desk, locked. Raises NotFound, AlreadyDone."""
    row = session.get(OnlineSubmissionRow, id, with_for_update=True)
    if row is None or row.unit_id != unit_id or row.status == "draft":
        raise NotFound(say("Không có bản nộp trực tuyến này ở bộ phận của ông/bà."))
    if row.status != "submitted":
        raise AlreadyDone(say("Bản nộp trực tuyến %(code)s đã được xử lý.", code=row.code))
    return row


def waiting_at(session: Session, units: Iterable[UUID]) -> list[OnlineSubmissionRow]:
    """What waits at these desks, the longest waiting first."""
    return list(
        session.scalars(
            select(OnlineSubmissionRow)
            .where(*_waiting(units))
            .order_by(OnlineSubmissionRow.submitted_at)
            .limit(MOST)
        )
    )


def count_waiting(session: Session, units: Iterable[UUID]) -> int:
    """How many `waiting_at` has, by the same condition."""
    return session.scalars(select(func.count()).where(*_waiting(units))).one()


def _waiting(units: Iterable[UUID]) -> tuple[ColumnElement[bool], ...]:
    row = OnlineSubmissionRow
    return (row.status == "submitted", row.unit_id.in_(tuple(units)))


def close_online(
    session: Session,
    id: UUID,
    status: str,
    by: UUID,
    now: datetime,
    dossier_id: UUID | None = None,
) -> None:
    """It was received or refused: what the person wrote goes, what became of it stays a while."""
    row = session.get(OnlineSubmissionRow, id, with_for_update=True)
    if row is None or row.status != "submitted":
        raise AlreadyDone(say("Bản nộp trực tuyến này đã được xử lý."))
    row.status, row.decided_by_id, row.opened_id = status, by, dossier_id
    row.applicant, row.submitter, row.answers = {}, {}, {}
    row.changed_at, row.erase_at = now, now + DECIDED_LIFE
    session.flush()


def drop_expired(session: Session, now: datetime) -> list[UUID]:
    """Erase submissions whose time is over; the ids of their files, whose bytes go next."""
    over = (
        select(OnlineSubmissionRow.id)
        .where(OnlineSubmissionRow.erase_at <= now)
        .limit(MOST)
        .with_for_update(skip_locked=True)
    )
    ids = list(session.scalars(over))
    if not ids:
        return []
    files = session.scalars(
        delete(PendingUploadRow)
        .where(PendingUploadRow.owner_id.in_(ids))
        .returning(PendingUploadRow.id)
    ).all()
    session.execute(delete(OnlineSubmissionRow).where(OnlineSubmissionRow.id.in_(ids)))
    return list(files)
