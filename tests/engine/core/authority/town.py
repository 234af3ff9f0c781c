"""A small city to ask about authority: its people's committee, a department, a ward.

`Town` is filled by the test and frozen by `register()`. Everything is named; ids follow from
names, so that two towns filled alike are alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID, uuid5

from engine.core.authority.may_act import may_act
from engine.core.authority.register import (
    Appointment,
    Competence,
    Grant,
    GrantKind,
    Instrument,
    InstrumentState,
    Involvement,
    Mandate,
    Period,
    Person,
    Position,
    Power,
    Question,
    Rank,
    Refusal,
    Register,
    Unit,
)
from tests.engine.core.clock.offices import at

_NAMES = UUID("5f1c9b0e-3f51-4a55-9d0a-3f0f6a6f7a11")
PROCEDURE = "2.000908"
EVER = Period(datetime(2020, 1, 1, tzinfo=UTC))
NOW = at("2026-11-23 09:00")
BOTH = frozenset({Power.DECIDE, Power.SIGN})
UBND = "Ủy ban nhân dân"

UNITS = {
    "city": ("Ủy ban nhân dân Thành phố", None, UBND),
    "department": ("Sở Công Thương", "city", None),
    "division": ("Phòng Quản lý Thương mại", "department", None),
    "ward": ("Ủy ban nhân dân phường Cửa Nam", "city", UBND),
    "office": ("Văn phòng", "ward", None),
    "ministry": ("Bộ Y tế", None, None),
}
#: Seat → unit, title, rank, powers that go with it.
SEATS = {
    "city_head": ("city", "Chủ tịch", Rank.HEAD, ()),
    "city_deputy": ("city", "Phó Chủ tịch", Rank.DEPUTY, ()),
    "director": ("department", "Giám đốc", Rank.HEAD, ()),
    "deputy_director": ("department", "Phó Giám đốc", Rank.DEPUTY, ()),
    "division_head": ("division", "Trưởng phòng Quản lý Thương mại", Rank.HEAD, ()),
    "division_deputy": ("division", "Phó Trưởng phòng", Rank.DEPUTY, ()),
    "chairman": ("ward", "Chủ tịch", Rank.HEAD, ()),
    "vice_chairman": ("ward", "Phó Chủ tịch", Rank.DEPUTY, ()),
    "clerk": ("ward", "Công chức Một cửa", Rank.STAFF, (Power.RECEIVE,)),
    "registrar": ("ward", "Công chức Tư pháp - Hộ tịch", Rank.STAFF, (Power.APPRAISE,)),
    "secretary": ("ward", "Văn thư", Rank.STAFF, (Power.SEAL,)),
    "office_head": ("office", "Chánh Văn phòng", Rank.HEAD, ()),
    "office_deputy": ("office", "Phó Chánh Văn phòng", Rank.DEPUTY, ()),
    "minister": ("ministry", "Bộ trưởng", Rank.HEAD, ()),
    "vice_minister": ("ministry", "Thứ trưởng", Rank.DEPUTY, ()),
}


def named(name: str) -> UUID:
    return uuid5(_NAMES, name)


class Town:
    """People, competences and instruments of one test."""

    def __init__(self) -> None:
        self.persons: dict[UUID, Person] = {}
        self.appointments: list[Appointment] = []
        self.competences: list[Competence] = []
        self.instruments: dict[UUID, Instrument] = {}
        self.grants: list[Grant] = []
        self.seat_periods: dict[str, Period] = {}
        self.unit_periods: dict[str, Period] = {}

    def seats(
        self,
        person: str,
        seat: str,
        period: Period = EVER,
        *,
        acting: bool = False,
        qualified: tuple[str, ...] = (),
    ) -> Town:
        """The person holds the seat; their identity is their name."""
        self.persons[named(person)] = Person(
            named(person), person, f"ID {person}", frozenset(qualified)
        )
        number = len(self.appointments)
        self.appointments.append(
            Appointment(named(f"appointment {number}"), named(person), named(seat), acting, period)
        )
        return self

    def competent(
        self,
        seat: str,
        *,
        collective: bool = False,
        period: Period = EVER,
        procedure: str = PROCEDURE,
    ) -> Town:
        self.competences.append(
            Competence(
                named(f"competence {len(self.competences)}"),
                procedure,
                named(SEATS[seat][0]),
                named(seat),
                collective,
                BOTH,
                "Nghị định số 23/2015/NĐ-CP",
                period,
            )
        )
        return self

    def grants_to(
        self,
        kind: GrantKind,
        giver: str,
        *,
        seat: str | None = None,
        unit: str | None = None,
        person: str | None = None,
        number: str = "12/QĐ-UBND",
        issuer: str | None = None,
        state: InstrumentState = InstrumentState.IN_FORCE,
        since: datetime = EVER.valid_from,
        period: Period = EVER,
        exclusive: bool = False,
        deputies: bool = True,
        supersedes: UUID | None = None,
        procedures: frozenset[str] | None = None,
        powers: frozenset[Power] = BOTH,
        scope: str | None = None,
        qualification: str | None = None,
        term: Period | None = None,
        earlier: tuple[tuple[InstrumentState, datetime], ...] = (),
    ) -> UUID:
        """An instrument with one grant; returns the instrument's id."""
        instrument_id = named(f"instrument {len(self.instruments)}")
        self.instruments[instrument_id] = Instrument(
            id=instrument_id,
            number=number,
            issued_on=at("2026-01-05 08:00"),
            kind=kind,
            issuer_position_id=named(issuer or giver),
            legal_basis="Điều 13 Nghị định số 30/2020/NĐ-CP",
            file_sha256=None,
            state=state,
            state_since=since,
            exclusive=exclusive,
            deputies_may_sign=deputies,
            on_end="return_to_delegator",
            supersedes_id=supersedes,
            period=period,
            earlier=earlier,
        )
        self.grants.append(
            Grant(
                id=named(f"grant {len(self.grants)}"),
                instrument_id=instrument_id,
                from_position_id=named(giver),
                to_position_id=named(seat) if seat else None,
                to_unit_id=named(unit) if unit else None,
                to_person_id=named(person) if person else None,
                qualification=qualification,
                procedures=procedures,
                powers=powers,
                scope=scope,
                period=term,
            )
        )
        return instrument_id

    def register(self) -> Register:
        return Register(
            epoch=7,
            known_at=NOW,
            units={
                named(key): Unit(
                    named(key),
                    f"H26.{key}",
                    name,
                    named(parent) if parent else None,
                    whole,
                    self.unit_periods.get(key, EVER),
                )
                for key, (name, parent, whole) in UNITS.items()
            },
            positions={
                named(key): Position(
                    named(key),
                    named(unit),
                    title,
                    rank,
                    frozenset(),
                    frozenset(powers),
                    self.seat_periods.get(key, EVER),
                )
                for key, (unit, title, rank, powers) in SEATS.items()
            },
            persons=self.persons,
            appointments=tuple(self.appointments),
            competences=tuple(self.competences),
            instruments=self.instruments,
            grants=tuple(self.grants),
        )

    def asks(
        self,
        person: str,
        *,
        power: Power = Power.DECIDE,
        unit: str = "ward",
        when: datetime = NOW,
        facts: Mapping[str, object] | None = None,
        involvement: Involvement | None = None,
        started: datetime | None = None,
    ) -> Mandate | Refusal:
        question = Question(
            named(person),
            power,
            PROCEDURE,
            named(unit),
            when,
            facts or {},
            involvement or Involvement(),
            started,
        )
        return may_act(self.register(), question)


def yes(answer: Mandate | Refusal) -> Mandate:
    assert isinstance(answer, Mandate), answer.says
    return answer


def no(answer: Mandate | Refusal) -> Refusal:
    assert isinstance(answer, Refusal), answer.capacity
    return answer


def ward() -> Town:
    """The ward as it stands on a plain day: the committee decides, one deputy is assigned."""
    town = Town().competent("chairman", collective=True)
    for person, seat in (
        ("Nguyễn Văn An", "chairman"),
        ("Trần Thị Bình", "vice_chairman"),
        ("Lê Văn Cường", "clerk"),
        ("Phạm Thị Dung", "registrar"),
        ("Hoàng Văn Em", "secretary"),
    ):
        town.seats(person, seat)
    town.grants_to(GrantKind.DEPUTY, "chairman", seat="vice_chairman")
    return town
