"""What a unit that takes over the work of others has of its own already."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.authority.register import Rank
from engine.store.records import CompetenceRow, PositionRow, ProcedureVersionRow
from engine.store.register_people import outlasting


def head_seat(session: Session, unit_id: UUID, at: datetime) -> UUID | None:
    """The seat of the unit's head at `at`."""
    return session.scalars(
        select(PositionRow.id)
        .where(
            PositionRow.unit_id == unit_id,
            PositionRow.rank == Rank.HEAD,
            PositionRow.valid_from <= at,
            outlasting(PositionRow, at),
        )
        .order_by(PositionRow.row_id)
    ).first()


def decides_already(session: Session, unit_id: UUID, procedure: str, at: datetime) -> bool:
    """Whether law lets somebody of the unit decide the procedure at `at`."""
    asked = select(CompetenceRow.id).where(
        CompetenceRow.unit_id == unit_id,
        CompetenceRow.procedure == procedure,
        outlasting(CompetenceRow, at),
    )
    return bool(session.scalar(select(asked.exists())))


def bound_already(session: Session, unit_id: UUID, procedure: str, at: datetime) -> bool:
    """Whether the unit has a version of the internal procedure of its own at `at`."""
    asked = select(ProcedureVersionRow.id).where(
        ProcedureVersionRow.unit_id == unit_id,
        ProcedureVersionRow.procedure == procedure,
        outlasting(ProcedureVersionRow, at),
    )
    return bool(session.scalar(select(asked.exists())))
