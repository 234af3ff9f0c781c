"""The queue of a desk where things are signed or sealed: one WHERE for the list and its counter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, distinct, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from engine.actions.actor import Actor
from engine.core.authority.register import AUTHORITY_POWERS, Power
from engine.questions.reach import seats
from engine.store.desks import assisted_by
from engine.store.offices import Office
from engine.store.records import (
    AppointmentRow,
    CandidateRow,
    DossierRow,
    SigningAttemptRow,
    TaskRow,
)

MOST = 500
"""Items that a desk shows; a batch is no longer than this."""
SIGNING = tuple(sorted(str(power) for power in AUTHORITY_POWERS))
SEALING = (str(Power.SEAL),)


@dataclass(frozen=True, slots=True)
class Seated:
    """Where the reader sits, and whose queues they arrange."""

    actor: Actor
    offices: dict[UUID, Office]
    assisted: tuple[UUID, ...] = ()

    @property
    def own(self) -> tuple[UUID, ...]:
        """The seats, and the person for what is asked of them by name."""
        return (*self.offices, self.actor.person_id)


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A task of the queue. `holder` is the seat of which it is asked; `mine` whether the reader
    may do it, or only arranges it for somebody else."""

    task: TaskRow
    dossier: DossierRow
    holder: UUID
    mine: bool


def seated(session: Session, actor: Actor, now: datetime, *, assists: bool) -> Seated:
    """The seats of the reader; those of a signer they assist, too, if `assists`."""
    offices = {office.position_id: office for office in seats(session, actor, now)}
    return Seated(actor, offices, assisted_by(session, offices, now) if assists else ())


def waiting(who: Seated, powers: Iterable[str], now: datetime) -> ColumnElement[bool]:
    """Open tasks with one of these powers that wait for the reader's hand, or for the hand of
    whom they assist; what is signed and only being finished waits for nobody."""
    being_finished = (
        select(SigningAttemptRow.id)
        .where(
            SigningAttemptRow.dossier_id == TaskRow.dossier_id,
            SigningAttemptRow.task_id == TaskRow.id,
            SigningAttemptRow.status == "made",
        )
        .exists()
    )
    own = and_(
        CandidateRow.holder_id.in_(who.own),
        or_(TaskRow.assignee_id.is_(None), TaskRow.assignee_id == who.actor.person_id),
    )
    asked = own
    if who.assisted:
        signers = select(AppointmentRow.person_id).where(
            AppointmentRow.position_id.in_(who.assisted),
            AppointmentRow.recorded_to.is_(None),
            AppointmentRow.valid_from <= now,
            or_(AppointmentRow.valid_to.is_(None), AppointmentRow.valid_to > now),
        )
        theirs = and_(
            CandidateRow.holder_id.in_(who.assisted),
            or_(TaskRow.assignee_id.is_(None), TaskRow.assignee_id.in_(signers)),
        )
        asked = or_(own, theirs)
    return and_(
        CandidateRow.dossier_id == TaskRow.dossier_id,
        CandidateRow.task_id == TaskRow.id,
        TaskRow.status == "open",
        TaskRow.power.in_(tuple(powers)),
        asked,
        ~being_finished,
    )


def counted(session: Session, where: ColumnElement[bool]) -> int:
    """How many tasks the list behind it has."""
    every = select(func.count(distinct(TaskRow.id))).select_from(TaskRow)
    return session.scalar(every.join(CandidateRow, where)) or 0


def desk_rows(
    session: Session, who: Seated, where: ColumnElement[bool], limit: int = MOST
) -> tuple[DeskRow, ...]:
    """The queue, due first; what is asked of several of one's seats is one row."""
    found: dict[UUID, DeskRow] = {}
    rows = session.execute(
        select(TaskRow, DossierRow, CandidateRow.holder_id)
        .select_from(TaskRow)
        .join(CandidateRow, where)
        .join(DossierRow, DossierRow.id == TaskRow.dossier_id)
        .order_by(CandidateRow.due_at.nulls_last(), TaskRow.opened_at, TaskRow.id)
        .limit(limit * (len(who.own) + len(who.assisted)))
    )
    for task, dossier, holder in rows:
        mine = holder in who.own
        known = found.get(task.id)
        if known is None or (mine and not known.mine):
            found[task.id] = DeskRow(task, dossier, holder, mine)
    return tuple(found.values())[:limit]
