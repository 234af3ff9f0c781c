"""Who else may sign by law or instrument while somebody is away: an absence itself gives nobody
that power."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.authority.may_act import mandates
from engine.core.authority.register import Power
from engine.store.absences import seats_at
from engine.store.load_register import load_register
from engine.store.records import CompetenceRow, RegisterEpochRow
from engine.store.register_reach import known

MOST = 40
"""Procedures that are asked about; a unit of more has its own page of competences."""


@dataclass(frozen=True, slots=True)
class OtherSigner:
    """A procedure that the absent person may decide, and who else may; nobody: it waits."""

    procedure: str
    unit_id: UUID
    others: tuple[str, ...]


def other_signers(session: Session, person_id: UUID, at: datetime) -> tuple[OtherSigner, ...]:
    """For each procedure of the person's units that they may decide at `at`."""
    units = {seat.unit_id for seat in seats_at(session, person_id, at)}
    epoch = session.scalars(select(RegisterEpochRow.epoch)).one()
    asked = session.execute(
        select(CompetenceRow.procedure, CompetenceRow.unit_id)
        .where(CompetenceRow.unit_id.in_(units), known(CompetenceRow, None))
        .distinct()
        .order_by(CompetenceRow.procedure)
        .limit(MOST)
    ).all()
    return tuple(
        line
        for procedure, unit_id in asked
        if (line := _line(session, procedure, unit_id, person_id, at, epoch)) is not None
    )


def _line(
    session: Session, procedure: str, unit_id: UUID, person_id: UUID, at: datetime, epoch: int
) -> OtherSigner | None:
    register = load_register(session, procedure, {unit_id}, epoch)
    found = mandates(register, Power.DECIDE, procedure, unit_id, at, {})
    if all(mandate.person_id != person_id for mandate in found):
        return None
    others = dict.fromkeys(m.person_id for m in found if m.person_id != person_id)
    names = tuple(register.persons[each].full_name for each in others)
    return OtherSigner(procedure, unit_id, names)
