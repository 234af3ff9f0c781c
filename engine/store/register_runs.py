"""Runs over the dossiers that a change of the register moves: asked, worked off, reconciled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from engine.core.authority_moves import Cause
from engine.errors import NotFound
from engine.say import say
from engine.store.moved_reach import Reach
from engine.store.records import RegisterRunItemRow, RegisterRunRow

WAITING, AS_FORESEEN, OTHERWISE, LATE, FAILED = (
    "waiting",
    "as_foreseen",
    "otherwise",
    "late",
    "failed",
)
"""Statuses of an item. `late`: a dossier that nobody foresaw, since its task opened meanwhile."""
Rows = Sequence[Any]
"""Moves of one dossier's tasks, as JSON keeps them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A run to be kept: what changed, since when, who asked, and what the preview told."""

    cause: Cause
    at: datetime
    asked_at: datetime
    by_id: UUID | None
    reason: str | None
    reach: Reach
    foreseen: Mapping[UUID, Rows]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: dossiers by what became of them."""

    foreseen: int
    counts: Mapping[str, int]
    done: bool

    @property
    def through(self) -> int:
        return sum(count for status, count in self.counts.items() if status != WAITING)


def keep_run(session: Session, asked: Asked) -> UUID:
    """Write a run and its dossiers in the transaction of the change."""
    run = RegisterRunRow(
        id=uuid4(),
        kind=asked.cause.kind,
        record_id=asked.cause.record_id,
        number=asked.cause.number,
        reason=asked.reason,
        at=asked.at,
        asked_at=asked.asked_at,
        asked_by_id=asked.by_id,
        reach=asked.reach.row(),
        foreseen=len(asked.foreseen),
    )
    session.add(run)
    session.flush()
    session.add_all(
        RegisterRunItemRow(
            dossier_id=dossier_id, run_id=run.id, status=WAITING, foreseen=list(rows)
        )
        for dossier_id, rows in asked.foreseen.items()
    )
    return run.id


def run_of(session: Session, run_id: UUID) -> RegisterRunRow:
    """Raises NotFound."""
    run = session.get(RegisterRunRow, run_id, populate_existing=True)
    if run is None:
        raise NotFound(say("Không có lần chuyển hồ sơ này."))
    return run


def take_run(session: Session, now: datetime) -> RegisterRunRow | None:
    """The oldest run that holds already, is not through and that nobody works on, locked until
    the commit; one that had trouble comes after the others."""
    return session.scalars(
        select(RegisterRunRow)
        .where(RegisterRunRow.done_at.is_(None), RegisterRunRow.at <= now)
        .order_by(RegisterRunRow.trouble.is_not(None), RegisterRunRow.asked_at, RegisterRunRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def next_item(session: Session, run_id: UUID) -> RegisterRunItemRow | None:
    """The next dossier of the run that waits."""
    return session.scalars(
        select(RegisterRunItemRow)
        .where(RegisterRunItemRow.run_id == run_id, RegisterRunItemRow.status == WAITING)
        .order_by(RegisterRunItemRow.dossier_id)
        .limit(1)
    ).first()


def known_items(session: Session, run_id: UUID) -> frozenset[UUID]:
    """The dossiers that the run has, done or waiting."""
    return frozenset(
        session.scalars(
            select(RegisterRunItemRow.dossier_id).where(RegisterRunItemRow.run_id == run_id)
        )
    )


def add_late(session: Session, run_id: UUID, dossier_id: UUID) -> None:
    """One more dossier, which nobody foresaw."""
    session.add(RegisterRunItemRow(dossier_id=dossier_id, run_id=run_id, status=WAITING))


def note_item(
    session: Session,
    item: RegisterRunItemRow,
    became: Rows,
    now: datetime,
    trouble: str | None = None,
) -> None:
    """What became of a dossier, beside what was foreseen."""
    if trouble is not None:
        status = FAILED
    elif item.foreseen is None:
        status = LATE
    else:
        status = AS_FORESEEN if list(item.foreseen) == list(became) else OTHERWISE
    session.execute(
        update(RegisterRunItemRow)
        .where(
            RegisterRunItemRow.dossier_id == item.dossier_id,
            RegisterRunItemRow.run_id == item.run_id,
        )
        .values(status=status, became=list(became), trouble=trouble, done_at=now)
    )


def progress_of(session: Session, run: RegisterRunRow) -> Progress:
    """How far this run is."""
    counts = session.execute(
        select(RegisterRunItemRow.status, func.count())
        .where(RegisterRunItemRow.run_id == run.id)
        .group_by(RegisterRunItemRow.status)
    )
    return Progress(run.foreseen, dict(counts.all()), run.done_at is not None)
