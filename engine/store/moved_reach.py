"""Which open dossiers a change of the register can move at all; the core says which it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, union
from sqlalchemy.orm import Session

from engine.core.authority.register import AUTHORITY_POWERS
from engine.store.bundles import load_bundle
from engine.store.records import (
    AppointmentRow,
    CandidateRow,
    CompetenceRow,
    DossierRow,
    GrantRow,
    InstrumentRow,
    PositionRow,
    TaskRow,
)
from engine.store.register_reach import with_those_above


@dataclass(frozen=True, slots=True)
class Reach:
    """Open steps of authority at these units, open tasks asked of these posts or persons, and
    those on these persons' desks; `procedures` None: of any procedure."""

    units: frozenset[UUID]
    holders: frozenset[UUID]
    procedures: frozenset[str] | None = None

    def takes_in(self, procedure: str) -> bool:
        return self.procedures is None or procedure in self.procedures

    def row(self) -> dict[str, Any]:
        """As it is kept with a run."""
        return {
            "units": sorted(map(str, self.units)),
            "holders": sorted(map(str, self.holders)),
            "procedures": None if self.procedures is None else sorted(self.procedures),
        }


def reach_from(row: dict[str, Any]) -> Reach:
    """What `Reach.row` kept."""
    procedures = row["procedures"]
    return Reach(
        frozenset(map(UUID, row["units"])),
        frozenset(map(UUID, row["holders"])),
        None if procedures is None else frozenset(procedures),
    )


def reach_of(session: Session, record_ids: Iterable[UUID]) -> Reach:
    """Of changes of these records: instruments, grants, appointments, positions, competences.

    What the record reached before counts, too: rows of the past are read with the present ones.
    """
    ids = _with_superseded(session, record_ids)
    grants = session.scalars(
        select(GrantRow).where(GrantRow.instrument_id.in_(ids) | GrantRow.id.in_(ids))
    ).all()
    appointments = session.scalars(select(AppointmentRow).where(AppointmentRow.id.in_(ids))).all()
    laws = session.scalars(select(CompetenceRow).where(CompetenceRow.id.in_(ids))).all()
    seats = {row.from_position_id for row in grants} | {row.position_id for row in appointments}
    seats |= {row.to_position_id for row in grants if row.to_position_id}
    seats |= {row.position_id for row in laws} | set(ids)
    persons = {row.person_id for row in appointments}
    persons |= {row.to_person_id for row in grants if row.to_person_id}
    units = set(session.scalars(select(PositionRow.unit_id).where(PositionRow.id.in_(seats))))
    units |= {row.to_unit_id for row in grants if row.to_unit_id}
    units |= {row.unit_id for row in laws}
    if appointments:
        units |= set(session.scalars(with_those_above(units, None)))
    return Reach(frozenset(units), frozenset(seats | persons), _procedures(grants, appointments))


def _with_superseded(session: Session, record_ids: Iterable[UUID]) -> frozenset[UUID]:
    """What comes into force ends what it supersedes."""
    ids = frozenset(record_ids)
    superseded = select(InstrumentRow.supersedes_id).where(InstrumentRow.id.in_(ids))
    return ids | {id for id in session.scalars(superseded) if id is not None}


def _procedures(
    grants: Iterable[GrantRow], appointments: Iterable[AppointmentRow]
) -> frozenset[str] | None:
    """Only grants that all list their procedures narrow the reach to these."""
    listed = [row.procedures for row in grants]
    if not listed or list(appointments) or any(each is None for each in listed):
        return None
    return frozenset(code for each in listed for code in each or ())


def reached_dossiers(session: Session, reach: Reach) -> Iterator[UUID]:
    """The open dossiers within reach, in the order of their ids."""
    found = union(*_within(reach)).subquery()
    rows = session.execute(
        select(DossierRow.id, DossierRow.bundle_sha256)
        .join(found, found.c.dossier_id == DossierRow.id)
        .where(DossierRow.finished_at.is_(None))
        .order_by(DossierRow.id)
    ).all()
    for dossier_id, bundle in rows:
        if reach.takes_in(load_bundle(session, bundle).procedure.code_or_slug):
            yield dossier_id


def _within(reach: Reach) -> tuple[Select[UUID], ...]:
    is_open = TaskRow.status == "open"
    powers = [str(power) for power in AUTHORITY_POWERS]
    asked = (CandidateRow.dossier_id == TaskRow.dossier_id) & (CandidateRow.task_id == TaskRow.id)
    return (
        select(TaskRow.dossier_id).where(
            is_open, TaskRow.unit_id.in_(reach.units), TaskRow.power.in_(powers)
        ),
        select(TaskRow.dossier_id)
        .join(CandidateRow, asked)
        .where(is_open, CandidateRow.holder_id.in_(reach.holders)),
        select(TaskRow.dossier_id).where(is_open, TaskRow.assignee_id.in_(reach.holders)),
    )
