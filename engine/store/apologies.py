"""Apologies: which dossiers need one by now, and which have one under way."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from engine.store.records.dossier import DossierRow
from engine.store.records.dossier_link import DossierLinkRow
from engine.store.records.outbox import OutboxRow
from engine.store.time import read_time


def ask_for_apologies(session: Session, system_now: datetime, kind: str, limit: int) -> int:
    """Put up to `limit` dossiers whose time has come into the outbox, each once; how many.

    A dossier that waits for its applicant is not late; its time is counted anew when it goes on.
    """
    now = read_time(session, system_now).now
    asked = select(DossierLinkRow.other_id).where(
        DossierLinkRow.dossier_id == DossierRow.id, DossierLinkRow.relation == "apology"
    )
    waiting = select(OutboxRow.id).where(
        OutboxRow.dossier_id == DossierRow.id,
        OutboxRow.kind == kind,
        OutboxRow.done_at.is_(None),
    )
    due = session.scalars(
        select(DossierRow.id)
        .where(
            DossierRow.finished_at.is_(None),
            DossierRow.apology_at <= now,
            DossierRow.extended_at.is_(None),
            DossierRow.status == "processing",
            ~asked.exists(),
            ~waiting.exists(),
        )
        .order_by(DossierRow.apology_at)
        .limit(limit)
    ).all()
    for dossier_id in due:
        session.execute(
            insert(OutboxRow)
            .values(
                dossier_id=dossier_id,
                id=uuid5(dossier_id, kind),
                kind=kind,
                payload={},
                not_before=now,
                tries=0,
                created_at=now,
            )
            .on_conflict_do_update(
                index_elements=[OutboxRow.dossier_id, OutboxRow.id],
                set_={"not_before": now, "done_at": None, "trouble": None},
            )
        )
    return len(due)


def running_apology(session: Session, dossier_id: UUID) -> str | None:
    """The code of the apology that is under way for a dossier, if one is."""
    return session.scalars(
        select(DossierRow.code)
        .join(DossierLinkRow, DossierLinkRow.other_id == DossierRow.id)
        .where(
            DossierLinkRow.dossier_id == dossier_id,
            DossierLinkRow.relation == "apology",
            DossierRow.finished_at.is_(None),
        )
        .limit(1)
    ).first()
