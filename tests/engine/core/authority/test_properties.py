"""What must never happen, over registers that nobody would draw by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.authority.may_act import mandates, may_act, why_nobody
from engine.core.authority.register import (
    Clause,
    GrantKind,
    InstrumentState,
    Involvement,
    LinkKind,
    Mandate,
    Period,
    Power,
    Question,
    Register,
)
from engine.simulate.authority.answers import everybody
from engine.simulate.authority.checks import plainly
from engine.simulate.authority.known import Known
from tests.engine.core.authority.town import (
    BOTH,
    EVER,
    NOW,
    PROCEDURE,
    SEATS,
    Town,
    named,
)

_T = TypeVar("_T")

_PEOPLE = ["An", "Bình", "Cường", "Dung", "Em", "Giang", "Hoa"]
_DEGREES = ("Cử nhân luật", "Thạc sĩ quản lý công")
_TIMES = [NOW + timedelta(days=30 * month) for month in range(-3, 4)]
_HEADS = ["city_head", "director", "chairman", "office_head", "division_head"]
_SENSIBLE = [
    (GrantKind.DEPUTY, "city_head", {"seat": "city_deputy"}),
    (GrantKind.DEPUTY, "chairman", {"seat": "vice_chairman"}),
    (GrantKind.DEPUTY, "director", {"seat": "deputy_director"}),
    (GrantKind.DEPUTY, "office_head", {"seat": "office_deputy"}),
    (GrantKind.DEPUTY, "division_head", {"seat": "division_deputy"}),
    (GrantKind.DEPUTY_IN_CHARGE, "director", {"seat": "deputy_director"}),
    (GrantKind.DEPUTY_IN_CHARGE, "chairman", {"seat": "vice_chairman"}),
    (GrantKind.BY_ORDER, "chairman", {"seat": "office_head"}),
    (GrantKind.BY_ORDER, "director", {"seat": "division_head"}),
    (GrantKind.SIGNING_DELEGATION, "director", {"unit": "division"}),
    (GrantKind.DELEGATION, "city_head", {"unit": "department"}),
    (GrantKind.DELEGATION, "city_head", {"unit": "ward"}),
    (GrantKind.DELEGATION, "director", {"seat": "chairman"}),
    (GrantKind.DEVOLUTION, "city_head", {"seat": "director"}),
    (GrantKind.COMMUNE_DELEGATION, "chairman", {"person": "An"}),
    (GrantKind.COMMUNE_DELEGATION, "chairman", {"person": "Cường"}),
    (GrantKind.ABSENCE_COVER, "clerk", {"seat": "registrar"}),
]
_periods = st.tuples(st.sampled_from(_TIMES), st.sampled_from([None, *_TIMES])).map(
    lambda ends: Period(ends[0], ends[1] and ends[0] + abs(ends[1] - ends[0]))
)


@dataclass(frozen=True)
class _World:
    register: Register
    question: Question


def _mostly(usual: _T, odd: st.SearchStrategy[_T]) -> st.SearchStrategy[_T]:
    """The usual five times in six, so that whole chains hold often enough to be looked at."""
    return st.integers(0, 5).flatmap(lambda die: odd if die == 5 else st.just(usual))


@st.composite
def _worlds(draw: st.DrawFn) -> _World:
    town = Town()
    empty = draw(st.sampled_from([None, None, *_HEADS]))
    for place, seat in enumerate(SEATS):
        if seat != empty:
            town.seats(_PEOPLE[place % len(_PEOPLE)], seat, qualified=_DEGREES[: place % 3])
    for _ in range(draw(st.integers(0, 2))):
        person, seat = draw(st.sampled_from(_PEOPLE)), draw(st.sampled_from(sorted(SEATS)))
        town.seats(person, seat, draw(_periods), acting=draw(st.booleans()))
    for seat in draw(st.sets(st.sampled_from(_HEADS[:3]), min_size=1, max_size=2)):
        period = draw(_mostly(EVER, _periods))
        town.competent(seat, collective=draw(st.booleans()), period=period)
    if draw(_mostly(False, st.just(True))):
        town.seat_periods[draw(st.sampled_from(sorted(SEATS)))] = draw(_periods)
    for kind, giver, target in draw(st.lists(st.sampled_from(_SENSIBLE), min_size=2, max_size=6)):
        _add_instrument(draw, town, kind, giver, target)
    return _World(town.register(), draw(_questions()))


def _add_instrument(
    draw: st.DrawFn, town: Town, kind: GrantKind, giver: str, target: dict[str, str]
) -> None:
    kind = draw(_mostly(kind, st.sampled_from(list(GrantKind))))
    seats = st.sampled_from(sorted(SEATS)).map(lambda seat: {"seat": seat})
    target = draw(_mostly(target, seats))
    issuer = "city_head" if kind is GrantKind.DEPUTY_IN_CHARGE else giver
    usual = InstrumentState.IN_FORCE
    town.grants_to(
        kind,
        giver,
        seat=target.get("seat"),
        unit=target.get("unit"),
        person=target.get("person"),
        issuer=draw(_mostly(issuer, st.just("clerk"))),
        state=draw(_mostly(usual, st.sampled_from(list(InstrumentState)))),
        since=draw(_mostly(_TIMES[0], st.sampled_from(_TIMES))),
        period=draw(_mostly(EVER, _periods)),
        exclusive=draw(_mostly(False, st.just(True))),
        deputies=draw(_mostly(True, st.just(False))),
        supersedes=draw(_mostly(None, st.sampled_from([None, *town.instruments]))),
        procedures=draw(_mostly(None, st.sampled_from([_THIS, _ANOTHER]))),
        powers=draw(_mostly(frozenset(Power), st.sampled_from([BOTH, frozenset({Power.SIGN})]))),
        scope=draw(_mostly(None, st.just("so_to > 5"))),
        qualification=draw(_mostly(None, st.sampled_from(_DEGREES))),
        term=draw(_mostly(None, _periods)),
    )


_THIS, _ANOTHER = frozenset({PROCEDURE}), frozenset({"khác"})


@st.composite
def _questions(draw: st.DrawFn) -> Question:
    person, others = named(draw(st.sampled_from(_PEOPLE))), st.sampled_from(_PEOPLE)
    involved = Involvement(
        applicant_identities=frozenset({f"ID {draw(others)}"}),
        prepared_by=frozenset({named(draw(others))}),
        conflict_declared_by=frozenset({named(draw(others))}),
        four_eyes=draw(st.booleans()),
    )
    return Question(
        person=person,
        power=draw(_mostly(Power.DECIDE, st.sampled_from(list(Power)))),
        procedure=PROCEDURE,
        unit=named(
            draw(st.sampled_from(["department", "department", "ward", "ward", "city", "office"]))
        ),
        at=draw(st.sampled_from(_TIMES)),
        facts=draw(st.sampled_from([{}, {"so_to": 3}, {"so_to": 9}])),
        involvement=draw(_mostly(Involvement(), st.just(involved))),
    )


def _all(world: _World, question: Question | None = None) -> list[Mandate]:
    asked = question or world.question
    return mandates(
        world.register,
        asked.power,
        asked.procedure,
        asked.unit,
        asked.at,
        asked.facts,
        asked.involvement,
    )


def _known(register: Register) -> Known:
    """As the plain model reads it; what entered the register as stopped had been in force."""
    stopped = (InstrumentState.SUSPENDED, InstrumentState.REVOKED)
    said = {}
    for each in register.instruments.values():
        before = [(InstrumentState.IN_FORCE, each.period.valid_from)]
        said[each.id] = (
            *(before if each.state in stopped else ()),
            (each.state, each.state_since),
        )
    return Known(register, said)


@settings(max_examples=300, deadline=None)
@given(_worlds())
def test_exactly_those_may_whom_the_text_of_the_rules_names(world: _World) -> None:
    assert {plainly(each) for each in _all(world)} == everybody(
        _known(world.register), world.question
    )


@settings(deadline=None)
@given(_worlds())
def test_a_mandate_holds_through_its_interval_and_not_a_moment_longer(world: _World) -> None:
    for mandate in _all(world):
        for at in _TIMES:
            again = {each.id for each in _all(world, replace(world.question, at=at))}
            holds = Period(mandate.valid_from, mandate.valid_to).holds(at)
            assert (mandate.id in again) == holds


@settings(deadline=None)
@given(_worlds())
def test_every_instrument_of_a_mandate_is_in_force_at_that_second(world: _World) -> None:
    for mandate in _all(world):
        for link in mandate.chain:
            if link.kind is LinkKind.INSTRUMENT:
                instrument = world.register.instruments[link.record_id]
                assert instrument.period.holds(world.question.at)
                assert instrument.state not in (InstrumentState.DRAFT, InstrumentState.REVIEWED)


@settings(deadline=None)
@given(_worlds())
def test_somebody_may_or_it_is_said_why_nobody_may(world: _World) -> None:
    asked, register = world.question, world.register
    why = why_nobody(register, asked.power, asked.procedure, asked.unit, asked.at)
    without = replace(
        register, grants=tuple(replace(grant, scope=None) for grant in register.grants)
    )
    anybody = replace(asked, involvement=Involvement())
    assert (why is None) == bool(everybody(_known(without), anybody))
    if why is not None:
        assert why.says.endswith(".")
        assert "None" not in why.says


@settings(deadline=None)
@given(_worlds())
def test_a_person_may_exactly_when_listed_and_is_refused_with_a_clause(world: _World) -> None:
    listed = [each for each in _all(world) if each.person_id == world.question.person]
    answer = may_act(world.register, world.question)
    if isinstance(answer, Mandate):
        assert answer == listed[0]
    else:
        assert not listed
        assert answer.clause in Clause
        assert answer.says.endswith(".")
        assert "None" not in answer.says


@settings(deadline=None)
@given(_worlds())
def test_the_order_of_records_changes_nothing(world: _World) -> None:
    register = world.register
    turned = replace(
        register,
        appointments=register.appointments[::-1],
        competences=register.competences[::-1],
        grants=register.grants[::-1],
        positions=dict(list(register.positions.items())[::-1]),
    )
    assert _all(world) == _all(replace(world, register=turned))
    assert may_act(register, world.question) == may_act(turned, world.question)


@settings(deadline=None)
@given(_worlds())
def test_no_chain_holds_two_delegations(world: _World) -> None:
    once = {GrantKind.DELEGATION, GrantKind.SIGNING_DELEGATION, GrantKind.COMMUNE_DELEGATION}
    for mandate in _all(world):
        kinds = [
            world.register.instruments[link.record_id].kind
            for link in mandate.chain
            if link.kind is LinkKind.INSTRUMENT
        ]
        assert sum(kind in once for kind in kinds) <= 1
        if world.question.power in BOTH:
            assert GrantKind.ABSENCE_COVER not in kinds


@settings(deadline=None)
@given(_worlds(), st.sampled_from(_PEOPLE))
def test_a_declared_conflict_takes_away_and_never_gives(world: _World, person: str) -> None:
    involved = replace(world.question.involvement, conflict_declared_by=frozenset({named(person)}))
    with_conflict = _people(_all(world, replace(world.question, involvement=involved)))
    without = replace(involved, conflict_declared_by=frozenset())
    allowed = _people(_all(world, replace(world.question, involvement=without)))
    judged = world.question.power in BOTH | {Power.APPRAISE}
    assert with_conflict == (allowed - {named(person)} if judged else allowed)


def _people(found: list[Mandate]) -> set[UUID]:
    return {mandate.person_id for mandate in found}
