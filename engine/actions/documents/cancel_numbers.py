"""The numbers that signed documents had reserved when they are not issued after all."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.core.acts import Records
from engine.errors import NotFound
from engine.store.numbers import cancel_number, number_of


def cancel_numbers(
    session: Session, dossier_id: UUID, falling: Records, why: str, now: datetime
) -> tuple[tuple[int, str], ...]:
    """Cancel those of the documents that fall back: each gap in a register keeps its reason.

    Answers them as (value, symbol).
    """
    reason = f"Không phát hành: {why}"  # kept in the register, so in Vietnamese
    gone = []
    for document in falling.documents:
        try:
            number = number_of(session, dossier_id, document.id)
        except NotFound:
            continue
        cancel_number(session, number, reason, now)
        gone.append((number.value, number.symbol))
    return tuple(gone)
