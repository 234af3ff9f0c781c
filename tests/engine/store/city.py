"""A small register: a ward under a city, a department that holds a delegation, and a stranger."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from engine.store.records import (
    AppointmentRow,
    CalendarRow,
    CompetenceRow,
    GrantRow,
    InstrumentRow,
    PersonRow,
    PositionRow,
    Record,
    UnitRow,
)
from engine.store.register_epoch import bump_epoch

LONG_AGO = datetime(2025, 7, 1, tzinfo=UTC)
PROCEDURE = "2.000908"


def named(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


def enter(session: Session, *rows: Record) -> int:
    """Enter records and answer the new epoch."""
    session.add_all(rows)
    session.flush()
    return bump_epoch(session)


def unit(name: str, parent: str | None = None, **columns: Any) -> UnitRow:
    plain: dict[str, Any] = {
        "id": named(name),
        "code": name,
        "name": name,
        "parent_id": named(parent) if parent else None,
        "search_text": name,
        "valid_from": LONG_AGO,
        "recorded_from": LONG_AGO,
    }
    return UnitRow(**{**plain, **columns})


def position(name: str, unit: str, rank: str = "staff", **columns: Any) -> PositionRow:
    plain: dict[str, Any] = {
        "id": named(name),
        "unit_id": named(unit),
        "title": name,
        "rank": rank,
        "roles": [],
        "powers": [],
        "valid_from": LONG_AGO,
        "recorded_from": LONG_AGO,
    }
    return PositionRow(**{**plain, **columns})


def seated(name: str, seat: str, **columns: Any) -> tuple[PersonRow, AppointmentRow]:
    """A person and their appointment to a position."""
    plain: dict[str, Any] = {
        "id": named(f"{name} as {seat}"),
        "person_id": named(name),
        "position_id": named(seat),
        "acting": False,
        "valid_from": LONG_AGO,
        "recorded_from": LONG_AGO,
    }
    person = PersonRow(
        id=named(name),
        full_name=name,
        identity=f"CCCD:{name}",
        name_key=name,
        search_text=name,
        recorded_from=LONG_AGO,
    )
    return person, AppointmentRow(**{**plain, **columns})


def competence(seat: str, unit: str, procedure: str = PROCEDURE) -> CompetenceRow:
    return CompetenceRow(
        id=named(f"{procedure} in {unit}"),
        procedure=procedure,
        unit_id=named(unit),
        position_id=named(seat),
        collective=True,
        powers=["decide", "sign"],
        legal_basis="Luật",
        valid_from=LONG_AGO,
        recorded_from=LONG_AGO,
    )


def instrument(number: str, issuer: str, kind: str, **columns: Any) -> InstrumentRow:
    plain: dict[str, Any] = {
        "id": named(number),
        "number": number,
        "issued_on": LONG_AGO,
        "kind": kind,
        "issuer_position_id": named(issuer),
        "legal_basis": "Điều 14",
        "state": "in_force",
        "state_since": LONG_AGO,
        "exclusive": False,
        "deputies_may_sign": True,
        "on_end": "return_to_delegator",
        "valid_from": LONG_AGO,
        "recorded_from": LONG_AGO,
    }
    return InstrumentRow(**{**plain, **columns})


def grant(number: str, giver: str, **target: Any) -> GrantRow:
    plain: dict[str, Any] = {
        "id": named(f"line of {number}"),
        "instrument_id": named(number),
        "from_position_id": named(giver),
        "procedures": [PROCEDURE],
        "powers": ["decide"],
        "recorded_from": LONG_AGO,
    }
    return GrantRow(**{**plain, **target})


def office_hours(**columns: Any) -> CalendarRow:
    plain: dict[str, Any] = {
        "id": named("calendar"),
        "version": 1,
        "weekly": {day: [["08:00", "12:00"], ["13:00", "17:00"]] for day in "12345"},
        "days": {},
        "known_years": [2026],
        "recorded_from": LONG_AGO,
    }
    return CalendarRow(**{**plain, **columns})
