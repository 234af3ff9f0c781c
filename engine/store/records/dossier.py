"""Dossiers: one row each, rewritten by every Move."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class DossierRow(Record):
    """Its fill factor leaves room for the next version on the same page (HOT update)."""

    __tablename__ = "dossier"
    __table_args__ = (
        Index(None, "code"),
        Index(None, "lookup_code"),
        Index(None, "procedure", "unit_id", "received_at"),
        Index(
            "dossier_live_due_idx",
            "unit_id",
            "due_at",
            postgresql_where=text("finished_at IS NULL"),
        ),
        Index("dossier_open_idx", "id", postgresql_where=text("finished_at IS NULL")),
        Index(
            "dossier_apology_idx",
            "apology_at",
            postgresql_where=text("finished_at IS NULL AND apology_at IS NOT NULL"),
        ),
        Index(
            "dossier_report_idx",
            "unit_id",
            "finished_at",
            postgresql_include=[
                "id",
                "received_at",
                "due_at",
                "procedure",
                "accountable_id",
                "timeliness",
                "status",
            ],
        ),
        {"postgresql_with": {"fillfactor": 70}},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str]
    bundle_sha256: Mapped[str]
    """The pinned bundle: published versions after it do not touch this dossier."""
    procedure: Mapped[str]
    """Slug of the bundle's procedure."""
    unit_id: Mapped[UUID]
    """The resolving unit."""
    receiving_unit_id: Mapped[UUID]
    parties: Mapped[dict[str, Any]]
    """Name that performers use after "@" to unit id."""
    status: Mapped[str]
    """processing | waiting_applicant | finished | stopped."""
    outcome: Mapped[str | None]
    version: Mapped[int]
    """0 while it is being received; every Move adds one."""
    state: Mapped[bytes]
    """The diagram's packed state (`bpmn.freeze`); holds no data."""
    facts: Mapped[dict[str, Any]]
    """The declared typed answers that gateways and scopes look at."""
    applicant: Mapped[dict[str, Any]]
    """`engine.core.dossier.Party`."""
    submitter: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Who handed in for the applicant, where that is another person."""
    search_text: Mapped[str]
    """Code, names, identifiers and phones, folded."""
    received_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    """By the term the agency declared, else by the law's; moved by its one extension."""
    statutory_due_at: Mapped[datetime | None]
    apology_at: Mapped[datetime | None]
    """One working day before it is due: an apology is drafted then."""
    extended_at: Mapped[datetime | None]
    timeliness: Mapped[str | None]
    """before | on | after its time, once it is finished."""
    finished_at: Mapped[datetime | None]
    accountable_id: Mapped[UUID | None]
    """The one accountable officer: a person."""
    history_hash: Mapped[bytes]
    """Hash of the last row of history; 32 zero bytes before the first."""
    lookup_code: Mapped[str]
    undo_until: Mapped[datetime | None]
    """Until then the last Move may be taken back; the undo columns are set with it."""
    undo_version: Mapped[int | None]
    undo_status: Mapped[str | None]
    undo_state: Mapped[bytes | None]
    undo_facts: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    undo_move: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """The rows as they were before the last Move, and the keys of those it added."""
