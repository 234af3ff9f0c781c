"""Versions of internal procedures: which bundle runs in which unit, from when until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from engine.core.procedure import Procedure
from engine.core.versions import Binding, Version
from engine.store.records import BundleRow, ProcedureVersionRow, RegisterEpochRow
from engine.store.time import read_time

_ROW = ProcedureVersionRow


def put_in_force(
    session: Session,
    procedure: Procedure,
    sha256: str,
    system_now: datetime,
    *,
    unit_id: UUID | None = None,
    parties: Mapping[str, UUID] | None = None,
    instrument_id: UUID | None = None,
) -> bool:
    """From now on new dossiers resolved by this unit run this bundle, with these parties.

    Without a unit: in every unit without a version of its own. Dossiers that run keep theirs.
    False when exactly this was in force already.
    """
    # Publications go one after the other: all take the one row of the epoch first.
    session.execute(select(RegisterEpochRow.id).with_for_update())
    now = read_time(session, system_now).now
    new = ProcedureVersionRow(
        id=uuid4(),
        procedure=procedure.slug,
        unit_id=unit_id,
        bundle_sha256=sha256,
        parties={name: str(party) for name, party in sorted((parties or {}).items())},
        instrument_id=instrument_id,
        decision=procedure.decision.number,
        valid_from=now,
        recorded_from=system_now,
    )
    current = session.scalars(
        select(_ROW).where(
            _ROW.procedure == procedure.slug,
            _ROW.unit_id.is_not_distinct_from(unit_id),
            _ROW.recorded_to.is_(None),
            _ROW.valid_to.is_(None),
        )
    ).first()
    if current is not None and _content(current) == _content(new):
        return False
    if current is not None:
        current.recorded_to = system_now
        session.flush()  # of a record one row is current: the former is closed first
        session.add(_ended(current, now, system_now))
    session.add(new)
    session.flush()
    return True


def versions_in_force(
    session: Session, now: datetime, named: str | None = None
) -> tuple[Version, ...]:
    """Every version that is published and valid at `now`, by procedure and unit.

    With `named`, a slug or a national code: those of the same procedure, whichever internal
    procedure of it was named, in force or not. Whether an instrument is in force is not asked here.
    """
    called = func.coalesce(BundleRow.code, BundleRow.procedure)
    asked = (
        select(_ROW, called)
        .join(BundleRow, BundleRow.sha256 == _ROW.bundle_sha256)
        .where(*_valid(now))
        .order_by(called, _ROW.procedure, _ROW.unit_id, _ROW.valid_from.desc())
    )
    if named is not None:
        known = aliased(BundleRow)
        same = select(func.coalesce(known.code, known.procedure)).where(
            or_(known.procedure == named, known.code == named)
        )
        asked = asked.where(called.in_(same))
    found = session.execute(asked)
    return tuple(
        Version(row.procedure, name, row.bundle_sha256, _binding(row)) for row, name in found
    )


def bindings_in_force(session: Session, slug: str, now: datetime) -> tuple[Binding, ...]:
    """Where an internal procedure is in force at `now`."""
    found = select(_ROW).where(_ROW.procedure == slug, *_valid(now)).order_by(_ROW.row_id)
    return tuple(map(_binding, session.scalars(found)))


def _valid(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        _ROW.recorded_to.is_(None),
        _ROW.valid_from <= now,
        or_(_ROW.valid_to.is_(None), _ROW.valid_to > now),
    )


def _binding(row: ProcedureVersionRow) -> Binding:
    parties = {name: UUID(party) for name, party in row.parties.items()}
    return Binding(row.unit_id, parties, row.instrument_id)


def _content(version: ProcedureVersionRow) -> tuple[object, ...]:
    return (version.bundle_sha256, version.parties, version.instrument_id)


def _ended(
    version: ProcedureVersionRow, now: datetime, system_now: datetime
) -> ProcedureVersionRow:
    return ProcedureVersionRow(
        id=version.id,
        procedure=version.procedure,
        unit_id=version.unit_id,
        bundle_sha256=version.bundle_sha256,
        parties=version.parties,
        instrument_id=version.instrument_id,
        decision=version.decision,
        valid_from=version.valid_from,
        valid_to=now,
        recorded_from=system_now,
    )
