"""A record of the walk as the columns of its table."""

from __future__ import annotations

from typing import Any

from engine.core.authority.register import (
    Appointment,
    Competence,
    Grant,
    Instrument,
    Period,
    Person,
    Position,
    Unit,
)
from engine.simulate.authority.known import Record


def columns(value: Record | Person) -> dict[str, Any]:
    """Everything but the id and the recorded time."""
    if isinstance(value, Person):
        return {
            "full_name": value.full_name,
            "identity": value.identity,
            "name_key": value.full_name,
            "search_text": value.full_name,
            "qualifications": sorted(value.qualifications),
        }
    return {**_own(value), **_term(value.period)}


def _term(period: Period | None) -> dict[str, Any]:
    if period is None:
        return {"valid_from": None, "valid_to": None}
    return {"valid_from": period.valid_from, "valid_to": period.valid_to}


def _own(value: Record) -> dict[str, Any]:
    match value:
        case Unit():
            return {**_same(value, "code name parent_id collective_name"), "search_text": ""}
        case Position():
            plain = _same(value, "unit_id title rank")
            return {**plain, "roles": sorted(value.roles), "powers": sorted(value.powers)}
        case Appointment():
            return _same(value, "person_id position_id acting")
        case Competence():
            plain = _same(value, "procedure unit_id position_id collective legal_basis")
            return {**plain, "powers": sorted(value.powers)}
        case Instrument():
            return _same(
                value,
                "number issued_on kind issuer_position_id legal_basis file_sha256 state "
                "state_since exclusive deputies_may_sign on_end supersedes_id",
            )
        case Grant():
            listed = None if value.procedures is None else sorted(value.procedures)
            plain = _same(
                value,
                "instrument_id from_position_id to_position_id to_unit_id to_person_id "
                "qualification scope",
            )
            return {**plain, "procedures": listed, "powers": sorted(value.powers)}


def _same(value: Record, names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names.split()}
