"""A slice of the register: what touches one procedure and its units, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker

from engine.core.authority.register import (
    GrantKind,
    InstrumentState,
    Period,
    Power,
    Rank,
    Register,
)
from engine.core.clock import CalendarUnknown
from engine.store.database import engine_for, sessions
from engine.store.load_calendar import load_calendar
from engine.store.load_register import load_person_positions, load_register
from engine.store.records import InstrumentRow, PositionRow, Record
from engine.store.register_epoch import bump_epoch
from engine.store.time import read_time
from tests.engine.store.city import (
    LONG_AGO,
    PROCEDURE,
    competence,
    enter,
    grant,
    instrument,
    named,
    office_hours,
    position,
    seated,
    unit,
)

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def _ward() -> list[Record]:
    return [
        unit("city"),
        unit("ward", "city", collective_name="ỦY BAN NHÂN DÂN"),
        position("chairman", "ward", "head"),
        position("deputy", "ward", "deputy"),
        position("clerk", "ward", roles=["one_stop"], powers=["receive"]),
        *seated("An", "chairman"),
        *seated("Bình", "deputy", acting=True),
        competence("chairman", "ward"),
        unit("stranger"),
        position("strange seat", "stranger"),
        *seated("Lạ", "strange seat"),
        competence("strange seat", "stranger"),
        competence("chairman", "ward", procedure="9.999999"),
        instrument("99", "strange seat", "deputy"),
        grant("99", "strange seat", to_position_id=named("strange seat")),
    ]


def _slice(session: Session, units: Iterable[str] = ("ward",)) -> Register:
    epoch = read_time(session, NOW).epoch
    return load_register(session, PROCEDURE, map(named, units), epoch)


def _names(register: Register) -> set[str]:
    return {unit.name for unit in register.units.values()}


def test_a_slice_holds_the_units_seats_and_people_of_the_procedure(
    database: sessionmaker[Session],
) -> None:
    with database.begin() as session:
        epoch = enter(session, *_ward())
        register = _slice(session)
    assert register.epoch == epoch
    assert _names(register) == {"ward", "city"}
    assert register.units[named("ward")].collective_name == "ỦY BAN NHÂN DÂN"
    assert register.units[named("ward")].parent_id == named("city")
    assert set(register.positions) == {named("chairman"), named("deputy"), named("clerk")}
    clerk = register.positions[named("clerk")]
    assert (clerk.rank, clerk.roles, clerk.powers) == (
        Rank.STAFF,
        frozenset({"one_stop"}),
        frozenset({Power.RECEIVE}),
    )
    assert {person.full_name for person in register.persons.values()} == {"An", "Bình"}
    assert register.persons[named("An")].identity == "CCCD:An"
    assert {(a.person_id, a.acting) for a in register.appointments} == {
        (named("An"), False),
        (named("Bình"), True),
    }
    assert [c.procedure for c in register.competences] == [PROCEDURE]
    assert register.competences[0].powers == frozenset({Power.DECIDE, Power.SIGN})
    assert register.competences[0].collective
    assert register.grants == ()
    assert register.instruments == {}


@pytest.mark.parametrize("target", ["position", "unit", "person"])
def test_a_grant_leads_to_the_unit_that_it_names(
    database: sessionmaker[Session], target: str
) -> None:
    to = {
        "position": {"to_position_id": named("director")},
        "unit": {"to_unit_id": named("department")},
        "person": {"to_person_id": named("Dung")},
    }[target]
    with database.begin() as session:
        enter(
            session,
            *_ward(),
            unit("department", "city"),
            position("director", "department", "head"),
            position("vice director", "department", "deputy"),
            *seated("Dung", "director"),
            instrument("12", "chairman", "delegation"),
            grant("12", "chairman", **to, scope="so_trang < 10"),
        )
        register = _slice(session)
    assert _names(register) == {"ward", "city", "department"}
    assert {named("director"), named("vice director")} <= set(register.positions)
    assert named("Dung") in register.persons
    (line,) = register.grants
    assert (line.procedures, line.powers) == (frozenset({PROCEDURE}), frozenset({Power.DECIDE}))
    assert line.scope == "so_trang < 10"
    decision = register.instruments[named("12")]
    assert (decision.kind, decision.state) == (GrantKind.DELEGATION, InstrumentState.IN_FORCE)
    assert decision.period == Period(LONG_AGO)


def test_grants_are_followed_step_by_step(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        enter(
            session,
            *_ward(),
            unit("department"),
            position("director", "department", "head"),
            unit("office"),
            position("office head", "office", "head"),
            instrument("12", "chairman", "delegation"),
            grant("12", "chairman", to_unit_id=named("department"), procedures=None),
            instrument("13", "director", "by_order"),
            grant("13", "director", to_position_id=named("office head")),
        )
        register = _slice(session)
    assert _names(register) == {"ward", "city", "department", "office"}
    assert {i.number for i in register.instruments.values()} == {"12", "13"}


def test_a_grant_of_other_procedures_leads_nowhere(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        enter(
            session,
            *_ward(),
            unit("department"),
            instrument("12", "chairman", "delegation"),
            grant("12", "chairman", to_unit_id=named("department"), procedures=["9.999999"]),
        )
        register = _slice(session)
    assert _names(register) == {"ward", "city"}
    assert register.grants == ()


def test_the_competent_position_may_sit_in_another_unit(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        enter(
            session,
            *_ward(),
            unit("department", "city"),
            position("city chairman", "city", "head"),
            position("city deputy", "city", "deputy"),
            competence("city chairman", "department"),
        )
        register = _slice(session, ("department",))
    assert set(register.positions) == {named("city chairman"), named("city deputy")}


def test_a_slice_is_kept_until_the_epoch_moves(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        enter(session, *_ward())
        first = _slice(session)
        session.execute(update(PositionRow).values(title="khác"))
        assert _slice(session) is first
        bump_epoch(session)
        assert {seat.title for seat in _slice(session).positions.values()} == {"khác"}


def test_two_databases_are_not_mixed_up(database: sessionmaker[Session], store_url: str) -> None:
    other = engine_for(store_url)
    with database.begin() as session, sessions(other).begin() as again:
        assert _slice(session) is not _slice(again)
    other.dispose()


def test_the_past_is_answered_as_it_was_known(database: sessionmaker[Session]) -> None:
    revoked_at = LONG_AGO + timedelta(days=30)
    with database.begin() as session:
        enter(
            session,
            *_ward(),
            instrument("12", "chairman", "deputy"),
            grant("12", "chairman", to_position_id=named("deputy")),
        )
        session.execute(
            update(InstrumentRow).where(InstrumentRow.number == "12").values(recorded_to=revoked_at)
        )
        epoch = enter(
            session,
            instrument(
                "12", "chairman", "deputy", state="revoked", state_since=revoked_at,
                recorded_from=revoked_at,
            ),
        )  # fmt: skip

        def state(known_at: datetime | None) -> InstrumentState:
            register = load_register(session, PROCEDURE, [named("ward")], epoch, known_at)
            return register.instruments[named("12")].state

        just_before = revoked_at - timedelta(microseconds=1)
        assert state(None) is InstrumentState.REVOKED
        assert state(revoked_at) is InstrumentState.REVOKED
        assert state(just_before) is InstrumentState.IN_FORCE
        too_early = LONG_AGO - timedelta(days=1)
        past = load_register(session, PROCEDURE, [named("ward")], epoch, too_early)
        assert (past.positions, past.instruments, past.units) == ({}, {}, {})
        assert past.known_at == too_early


def test_what_was_withdrawn_is_no_longer_in_the_slice(database: sessionmaker[Session]) -> None:
    withdrawn = LONG_AGO + timedelta(days=30)
    with database.begin() as session:
        enter(
            session,
            *_ward(),
            unit("department"),
            position("former seat", "ward", recorded_to=withdrawn),
            instrument("12", "chairman", "delegation"),
            grant("12", "chairman", to_unit_id=named("department"), recorded_to=withdrawn),
        )
        register = _slice(session)
    assert named("former seat") not in register.positions
    assert (register.grants, register.instruments) == ((), {})
    assert _names(register) == {"ward", "city"}


def test_a_person_holds_the_seats_of_that_moment(database: sessionmaker[Session]) -> None:
    ended = LONG_AGO + timedelta(days=30)
    _, second = seated("An", "clerk", valid_from=ended)
    with database.begin() as session:
        enter(
            session,
            unit("ward"),
            position("chairman", "ward"),
            position("clerk", "ward"),
            *seated("An", "chairman", valid_to=ended),
            second,
        )

        def held(at: datetime) -> list[str]:
            return [p.title for p in load_person_positions(session, named("An"), at)]

        assert held(LONG_AGO) == ["chairman"]
        assert held(ended - timedelta(seconds=1)) == ["chairman"]
        assert held(ended) == ["clerk"]
        assert held(LONG_AGO - timedelta(seconds=1)) == []


def test_a_units_own_calendar_goes_before_the_common_one(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        with pytest.raises(CalendarUnknown):
            load_calendar(session, named("ward"), 0)
        epoch = enter(
            session,
            office_hours(),
            office_hours(id=named("own"), unit_id=named("ward"), known_years=[2026, 2027]),
        )
        assert load_calendar(session, named("ward"), epoch).years == {2026, 2027}
        assert load_calendar(session, named("other"), epoch).years == {2026}
