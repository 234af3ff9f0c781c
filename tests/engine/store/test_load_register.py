"""A slice of the register: what touches one procedure and its units, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker

from engine.core.authority.force import not_in_force
from engine.core.authority.may_act import mandates
from engine.core.authority.register import (
    GrantKind,
    InstrumentState,
    Period,
    Power,
    Rank,
    Register,
)
from engine.core.clock import CalendarUnknown
from engine.errors import NotFound
from engine.store.database import engine_for, sessions
from engine.store.load_calendar import load_calendar
from engine.store.load_register import load_instruments, load_person_positions, load_register
from engine.store.records import InstrumentRow, PersonRow, PositionRow, Record
from engine.store.register_changes import correct, current
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

LAWYER = "Cử nhân luật"
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
def test_a_grant_inside_the_agency_leads_to_the_unit_that_it_names(
    database: sessionmaker[Session], target: str
) -> None:
    targets: dict[str, dict[str, Any]] = {
        "position": {"to_position_id": named("office head")},
        "unit": {"to_unit_id": named("office")},
        "person": {"to_person_id": named("Dung"), "qualification": LAWYER},
    }
    to = targets[target]
    term = {"valid_from": LONG_AGO + timedelta(days=1), "valid_to": NOW}
    with database.begin() as session:
        enter(
            session,
            *_ward(),
            unit("office", "ward"),
            position("office head", "office", "head"),
            position("office deputy", "office", "deputy"),
            *seated("Dung", "office head"),
            instrument("12", "chairman", "by_order"),
            grant("12", "chairman", **to, **term, scope="so_trang < 10"),
        )
        session.execute(
            update(PersonRow).where(PersonRow.id == named("Dung")).values(qualifications=[LAWYER])
        )
        register = _slice(session)
    assert _names(register) == {"ward", "city", "office"}
    assert {named("office head"), named("office deputy")} <= set(register.positions)
    assert register.persons[named("Dung")].qualifications == {LAWYER}
    (line,) = register.grants
    assert (line.procedures, line.powers) == (frozenset({PROCEDURE}), frozenset({Power.DECIDE}))
    assert (line.scope, line.qualification) == ("so_trang < 10", to.get("qualification"))
    assert line.period == Period(LONG_AGO + timedelta(days=1), NOW)
    decision = register.instruments[named("12")]
    assert (decision.kind, decision.state) == (GrantKind.BY_ORDER, InstrumentState.IN_FORCE)
    assert decision.period == Period(LONG_AGO)


def test_grants_are_followed_step_by_step(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        enter(
            session,
            *_ward(),
            unit("office", "ward"),
            position("office head", "office", "head"),
            unit("cell", "office"),
            position("cell head", "cell", "head"),
            instrument("12", "chairman", "signing_delegation"),
            grant("12", "chairman", to_unit_id=named("office"), procedures=None),
            instrument("13", "office head", "by_order"),
            grant("13", "office head", to_position_id=named("cell head")),
        )
        register = _slice(session)
    assert _names(register) == {"ward", "city", "office", "cell"}
    assert {i.number for i in register.instruments.values()} == {"12", "13"}


def _delegated(kind: str = "delegation") -> list[Record]:
    """The city's chairman is competent; a department and another ward have it from him."""
    return [
        *_ward(),
        position("city chairman", "city", "head"),
        *seated("Chủ tịch Thành phố", "city chairman"),
        competence("city chairman", "city"),
        unit("department", "city"),
        position("director", "department", "head"),
        position("vice director", "department", "deputy"),
        *seated("Giang", "director"),
        *seated("Hoa", "vice director"),
        instrument("12", "city chairman", kind),
        grant("12", "city chairman", to_position_id=named("director")),
        unit("other ward", "city"),
        position("other chairman", "other ward", "head"),
        instrument("14", "city chairman", kind),
        grant("14", "city chairman", to_unit_id=named("other ward")),
        instrument("15", "director", "deputy"),
        grant("15", "director", to_position_id=named("vice director"), procedures=None),
    ]


def _who_decides(session: Session, unit: str) -> dict[str, tuple[str, ...]]:
    register = _slice(session, (unit,))
    found = mandates(register, Power.DECIDE, PROCEDURE, named(unit), NOW, {})
    return {register.persons[m.person_id].full_name: m.capacity for m in found}


@pytest.mark.parametrize("kind", ["delegation", "devolution"])
def test_a_delegated_department_acts_on_the_competence_of_who_delegated(
    database: sessionmaker[Session], kind: str
) -> None:
    with database.begin() as session:
        enter(session, *_delegated(kind))
        register = _slice(session, ("department",))
        decides = _who_decides(session, "department")
    assert decides == {"Giang": ("DIRECTOR",), "Hoa": ("KT. DIRECTOR", "VICE DIRECTOR")}
    assert {c.unit_id for c in register.competences} == {named("city")}


def test_the_givers_are_followed_step_by_step(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        enter(
            session,
            *_delegated("devolution"),
            unit("agency"),
            position("agency head", "agency", "head"),
            *seated("Khánh", "agency head"),
            instrument("16", "director", "delegation"),
            grant("16", "director", to_unit_id=named("agency")),
        )
        register = _slice(session, ("agency",))
    assert {"city", "department", "agency"} == _names(register)
    assert [c.unit_id for c in register.competences] == [named("city")]


def test_what_a_city_gave_to_others_does_not_bring_them_in(
    database: sessionmaker[Session],
) -> None:
    with database.begin() as session:
        enter(session, *_delegated())
        for asked in ("city", "department"):
            assert named("other chairman") not in _slice(session, (asked,)).positions
        decides = _who_decides(session, "city")
    assert set(decides) == {"Chủ tịch Thành phố"}


def test_an_assignment_inside_another_agency_does_not_make_it_a_giver(
    database: sessionmaker[Session],
) -> None:
    with database.begin() as session:
        enter(session, *_delegated("by_order"))
        register = _slice(session, ("department",))
    assert register.competences == ()
    assert named("city chairman") not in register.positions


def test_all_parties_of_a_dossier_are_in_one_slice(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        enter(session, *_delegated())
        register = _slice(session, ("ward", "department"))
    assert {c.unit_id for c in register.competences} == {named("ward"), named("city")}
    assert {named("clerk"), named("director"), named("city chairman")} <= set(register.positions)


def test_what_supersedes_an_instrument_is_read_whatever_it_grants(
    database: sessionmaker[Session],
) -> None:
    """A new decision that leaves the procedure out ends the old one all the same."""
    ended = NOW - timedelta(days=1)
    with database.begin() as session:
        enter(
            session,
            *_delegated(),
            instrument(
                "17", "city chairman", "delegation", supersedes_id=named("12"), valid_from=ended
            ),
            grant("17", "city chairman", to_unit_id=named("department"), procedures=["9.999999"]),
        )
        assert _who_decides(session, "department") == {}


def test_one_instrument_is_read_with_what_supersedes_it(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        epoch = enter(
            session,
            *_delegated(),
            instrument(
                "17", "city chairman", "delegation", supersedes_id=named("12"),
                valid_from=LONG_AGO + timedelta(days=9),
            ),
        )  # fmt: skip
        register = load_instruments(session, named("12"), epoch)
        twelve = register.instruments[named("12")]
        assert not_in_force(register, twelve, LONG_AGO) is None
        ended = not_in_force(register, twelve, NOW)
        assert ended is not None
        assert "city chairman city" in ended.says
        with pytest.raises(NotFound):
            load_instruments(session, named("no such"), epoch)


def test_an_instrument_brings_the_states_it_was_in_before(
    database: sessionmaker[Session],
) -> None:
    stopped, again = LONG_AGO + timedelta(days=9), LONG_AGO + timedelta(days=20)
    with database() as session:  # not committed: what was done to the register is only added
        enter(session, *_delegated())
        for state, since in (("suspended", stopped), ("in_force", again)):
            twelve = current(session, InstrumentRow, named("12"))
            correct(session, twelve, named("An"), since, state=state, state_since=since)
            session.flush()
        epoch = bump_epoch(session)
        for known_at, told in (
            (LONG_AGO, []),
            (stopped, ["in_force"]),
            (None, ["in_force", "suspended"]),
        ):
            register = load_register(session, PROCEDURE, [named("department")], epoch, known_at)
            twelve_told = register.instruments[named("12")]
            assert [state for state, _ in twelve_told.earlier] == told
        register = load_instruments(session, named("12"), epoch)
        assert [since for _, since in register.instruments[named("12")].earlier] == [
            LONG_AGO,
            stopped,
        ]


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
