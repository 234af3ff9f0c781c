"""Competences, instruments and their lines as the register knows them now, for who changes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select, union
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from engine.core.procedure.definition import Fact
from engine.store.bundles import load_procedure
from engine.store.records import (
    AppointmentRow,
    BundleRow,
    CompetenceRow,
    GrantRow,
    InstrumentFileRow,
    InstrumentRow,
    PersonRow,
    PositionRow,
    RegisterEventRow,
)
from engine.store.records.base import Recorded

_R = TypeVar("_R", bound=Recorded)


def procedure_titles(session: Session) -> dict[str, str]:
    """Every procedure that has an internal procedure or a competence, by `code_or_slug`, with the
    title that was published last; "" where none was."""
    key = func.coalesce(BundleRow.code, BundleRow.procedure)
    published = session.execute(
        select(key.label("key"), BundleRow.title)
        .ext(distinct_on(key))
        .order_by(key, BundleRow.loaded_at.desc(), BundleRow.sha256)
    )
    by_law = select(CompetenceRow.procedure).where(CompetenceRow.recorded_to.is_(None)).distinct()
    return dict.fromkeys(session.scalars(by_law), "") | {row.key: row.title for row in published}


def competences_of(
    session: Session, procedure: str, unit_id: UUID, position_id: UUID
) -> Sequence[CompetenceRow]:
    """What the register knows now of one procedure, unit and seat."""
    return session.scalars(
        select(CompetenceRow).where(
            CompetenceRow.recorded_to.is_(None),
            CompetenceRow.procedure == procedure,
            CompetenceRow.unit_id == unit_id,
            CompetenceRow.position_id == position_id,
        )
    ).all()


def instruments_dated(
    session: Session, unit_id: UUID, begins: datetime, ends: datetime
) -> Sequence[InstrumentRow]:
    """Those that seats of the unit issued in the period, known now."""
    seats = select(PositionRow.id).where(
        PositionRow.unit_id == unit_id, PositionRow.recorded_to.is_(None)
    )
    return session.scalars(
        select(InstrumentRow).where(
            InstrumentRow.recorded_to.is_(None),
            InstrumentRow.issuer_position_id.in_(seats),
            InstrumentRow.issued_on >= begins,
            InstrumentRow.issued_on < ends,
        )
    ).all()


def lines_of(session: Session, instrument_id: UUID) -> Sequence[GrantRow]:
    """The lines of an instrument, known now, in the order in which they were entered."""
    return session.scalars(
        select(GrantRow)
        .where(GrantRow.instrument_id == instrument_id, GrantRow.recorded_to.is_(None))
        .order_by(GrantRow.recorded_from, GrantRow.row_id)
    ).all()


def who_entered(session: Session, instrument_id: UUID, unissued: Iterable[str]) -> set[UUID]:
    """Who wrote its first row, and everybody who wrote one while it was not in force, or wrote or
    struck one of its lines; `unissued` are the states whose rows count as entering."""
    acts = select(InstrumentRow.recorded_by_id).where(
        InstrumentRow.id == instrument_id, InstrumentRow.state.in_(list(unissued))
    )
    lines = select(GrantRow.recorded_by_id).where(GrantRow.instrument_id == instrument_id)
    struck = select(RegisterEventRow.by_id).where(
        RegisterEventRow.kind == "struck",
        RegisterEventRow.record_id.in_(
            select(GrantRow.id).where(GrantRow.instrument_id == instrument_id)
        ),
    )
    first = (
        select(InstrumentRow.recorded_by_id)
        .where(InstrumentRow.id == instrument_id)
        .order_by(InstrumentRow.row_id)
        .limit(1)
    )
    found = session.scalars(union(acts, lines, struck, first))
    return {person for person in found if person is not None}


def declared_facts(session: Session, procedures: Iterable[str]) -> dict[str, Mapping[str, Fact]]:
    """What dossiers of these procedures (`code_or_slug`) declare, by name: of all their internal
    procedures as published last. A procedure without one is left out."""
    asked = set(procedures)
    key = func.coalesce(BundleRow.code, BundleRow.procedure)
    published = session.execute(
        select(key.label("key"), BundleRow.sha256)
        .ext(distinct_on(BundleRow.procedure))
        .where(key.in_(asked))
        .order_by(BundleRow.procedure, BundleRow.loaded_at.desc(), BundleRow.sha256)
    ).all()
    found: dict[str, Mapping[str, Fact]] = {}
    for row in published:
        facts = load_procedure(session, row.sha256).facts
        found[row.key] = {**found.get(row.key, {}), **facts}
    return found


def file_of(session: Session, act: InstrumentRow) -> InstrumentFileRow | None:
    """The file that counts, as it was attached last; None where the instrument has none, or only
    a hash that came with the installation."""
    return session.scalars(
        select(InstrumentFileRow)
        .where(
            InstrumentFileRow.instrument_id == act.id, InstrumentFileRow.sha256 == act.file_sha256
        )
        .order_by(InstrumentFileRow.id.desc())
        .limit(1)
    ).first()


def identities_on(session: Session, position_id: UUID, at: datetime) -> frozenset[str]:
    """What the certificates of those carry who held the seat at `at`, as known now."""
    held = (
        select(PersonRow.identity)
        .join(AppointmentRow, AppointmentRow.person_id == PersonRow.id)
        .where(
            AppointmentRow.position_id == position_id,
            AppointmentRow.recorded_to.is_(None),
            PersonRow.recorded_to.is_(None),
            AppointmentRow.valid_from <= at,
            AppointmentRow.valid_to.is_(None) | (AppointmentRow.valid_to > at),
        )
    )
    return frozenset(identity for identity in session.scalars(held) if identity)
