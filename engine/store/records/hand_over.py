"""Hand-overs: who took a result along at the return counter, and how they signed for it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class HandOverRow(OfDossier, Record):
    __tablename__ = "hand_over"

    task_id: Mapped[UUID] = mapped_column(primary_key=True)
    """The diagram's return step that was completed with it."""
    taker: Mapped[str]
    """applicant | submitter | other."""
    taker_name: Mapped[str]
    taker_paper: Mapped[str | None]
    """The paper that another person showed (giấy ủy quyền, giấy giới thiệu …)."""
    signature_sha256: Mapped[str | None]
    """The drawn signature, a stored PNG; null when they signed the printed line."""
    handed_at: Mapped[datetime]
    handed_by_id: Mapped[UUID | None]
