"""Runs that look for gaps: one row a day, taken by one worker at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, or_, select, union
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from engine.store.records import (
    BundleRow,
    CompetenceRow,
    DossierRow,
    GapRunRow,
    ProcedureVersionRow,
)

DEAD_AFTER = timedelta(minutes=15)
"""A run that has not come to an end by then is taken up by another worker."""
KEPT = timedelta(days=400)


def take_run(session: Session, day: str, until: datetime, system_now: datetime) -> bool:
    """Whether the day's run is the caller's to do: nobody has done it or is at it."""
    begun = insert(GapRunRow).values(
        day=day, started_at=system_now, until=until, epoch=0, pairs=0, gaps=[], overlaps=[]
    )
    dead = GapRunRow.made_at.is_(None) & (GapRunRow.started_at < system_now - DEAD_AFTER)
    taken = begun.on_conflict_do_update(
        index_elements=[GapRunRow.day], set_={"started_at": system_now, "until": until}, where=dead
    ).returning(GapRunRow.day)
    return session.scalars(taken).first() is not None


def drop_run(session: Session, day: str) -> None:
    """So that the day's run is made again."""
    session.execute(delete(GapRunRow).where(GapRunRow.day == day))


def drop_old_runs(session: Session, now: datetime) -> None:
    session.execute(delete(GapRunRow).where(GapRunRow.until < now - KEPT))


def latest_run(session: Session) -> GapRunRow | None:
    """The last one that came to an end."""
    return session.scalars(
        select(GapRunRow)
        .where(GapRunRow.made_at.is_not(None))
        .order_by(GapRunRow.day.desc())
        .limit(1)
    ).first()


def is_made(session: Session, day: str) -> bool:
    """Whether the day's run is made, or somebody is at it and well."""
    found = select(GapRunRow.day).where(
        GapRunRow.day == day,
        or_(GapRunRow.made_at.is_not(None), GapRunRow.started_at > func.now() - DEAD_AFTER),
    )
    return session.scalars(found).first() is not None


def internal_procedures_at_work(
    session: Session, now: datetime
) -> tuple[tuple[str, dict[str, UUID]], ...]:
    """Every bundle (by hash) with parties by which it runs: bound to a unit, in force for
    every unit that is competent by law, or with an open dossier."""
    row = ProcedureVersionRow
    in_force = (row.recorded_to.is_(None), or_(row.valid_to.is_(None), row.valid_to > now))
    bound = select(row.bundle_sha256, row.parties, row.unit_id).where(
        row.unit_id.is_not(None), *in_force
    )
    everywhere = (
        select(row.bundle_sha256, row.parties, CompetenceRow.unit_id)
        .join(BundleRow, BundleRow.sha256 == row.bundle_sha256)
        .join(
            CompetenceRow,
            CompetenceRow.procedure == func.coalesce(BundleRow.code, BundleRow.procedure),
        )
        .where(row.unit_id.is_(None), CompetenceRow.recorded_to.is_(None), *in_force)
    )
    under_way = select(DossierRow.bundle_sha256, DossierRow.parties, DossierRow.unit_id).where(
        DossierRow.finished_at.is_(None)
    )
    return tuple(
        (sha256, {"receiving": unit_id, **_parties(parties), "resolving": unit_id})
        for sha256, parties, unit_id in session.execute(union(bound, everywhere, under_way))
    )


def _parties(raw: Mapping[str, str]) -> dict[str, UUID]:
    return {name: UUID(unit_id) for name, unit_id in raw.items()}
