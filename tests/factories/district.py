"""The city remembers its districts: one of them with its people, in `old_district.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import yaml
from sqlalchemy import select

from engine.actions.actor import Actor
from engine.core.terms import begins
from engine.core.vietnamese import fold, name_key
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.store.records import (
    AppointmentRow,
    CompetenceRow,
    GrantRow,
    InstrumentRow,
    PersonRow,
    PositionRow,
    ProcedureVersionRow,
    UnitRow,
)
from engine.store.records.base import Recorded
from engine.store.register_epoch import bump_epoch

TOLD: Mapping[str, Any] = yaml.safe_load(
    Path(__file__).with_name("old_district.yaml").read_text(encoding="utf-8")
)
SINCE: datetime = begins(TOLD["begins"])
_DATED = {"valid_from": SINCE, "recorded_from": SINCE}


@dataclass(frozen=True)
class District:
    """The district, what stands under it, and its people by their key."""

    unit_id: UUID
    division_id: UUID
    instrument_id: UUID
    people: Mapping[str, Actor]
    seats: Mapping[str, UUID]


def remember_district(outside: Outside) -> District:
    """Put it into the register as it was, with the procedure in force there."""
    people = {each["key"]: Actor(uuid4(), each["full_name"], each["key"]) for each in TOLD["seats"]}
    seats = {key: uuid4() for key in people}
    district = District(uuid4(), uuid4(), uuid4(), people, seats)
    with outside.sessions.begin() as session:
        bump_epoch(session)
        session.add_all(_units(district))
        session.add_all(row for told in TOLD["seats"] for row in _seat(district, told))
        session.add_all(_authority(district))
        bundle = session.scalars(
            select(ProcedureVersionRow.bundle_sha256).where(
                ProcedureVersionRow.procedure == TOLD["procedure"]
            )
        ).first()
        assert bundle is not None
        session.add(
            ProcedureVersionRow(
                id=uuid4(),
                procedure=TOLD["procedure"],
                unit_id=district.unit_id,
                bundle_sha256=bundle,
                parties={},
                **_DATED,
            )
        )
    return district


def _units(district: District) -> Iterator[Recorded]:
    for id, parent, told in (
        (district.unit_id, city.CITY, TOLD["unit"]),
        (district.division_id, district.unit_id, TOLD["division"]),
    ):
        words = fold(f"{told['code']} {told['name']}")
        yield UnitRow(id=id, parent_id=parent, search_text=words, **told, **_DATED)


def _seat(district: District, told: Mapping[str, Any]) -> Iterator[Recorded]:
    actor, position_id = district.people[told["key"]], district.seats[told["key"]]
    yield PersonRow(
        id=actor.person_id,
        full_name=actor.full_name,
        identity=None,
        name_key=name_key(actor.full_name),
        search_text=fold(actor.full_name),
        recorded_from=SINCE,
    )
    named = {name: told[name] for name in ("title", "rank", "roles", "powers")}
    yield PositionRow(id=position_id, unit_id=district.unit_id, **named, **_DATED)
    yield AppointmentRow(
        id=uuid4(), person_id=actor.person_id, position_id=position_id, acting=False, **_DATED
    )


def _authority(district: District) -> Iterator[Recorded]:
    """By law the head decides; the deputy signs by assignment."""
    yield CompetenceRow(
        id=uuid4(),
        procedure=TOLD["code"],
        unit_id=district.unit_id,
        position_id=district.seats["head"],
        collective=False,
        powers=["decide", "sign"],
        legal_basis=TOLD["legal_basis"],
        **_DATED,
    )
    yield InstrumentRow(
        id=district.instrument_id,
        number="9/QĐ-UBND",
        issued_on=SINCE,
        kind="deputy",
        issuer_position_id=district.seats["head"],
        legal_basis="Nghị định số 30/2020/NĐ-CP",
        state="in_force",
        state_since=SINCE,
        exclusive=False,
        deputies_may_sign=False,
        on_end="return_to_delegator",
        **_DATED,
    )
    yield GrantRow(
        id=uuid4(),
        instrument_id=district.instrument_id,
        from_position_id=district.seats["head"],
        to_position_id=district.seats["deputy"],
        powers=["decide", "sign"],
        recorded_from=SINCE,
    )
