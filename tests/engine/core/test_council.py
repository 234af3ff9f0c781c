"""How a council's ballots are counted: quorum and threshold, exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.council import Rules, Tally, needed, passed, quorate, rules_of

ATTRIBUTES = {"quorum": "2/3", "threshold": "80%", "ballot": "secret", "result": "dat"}
PRESENT = Rules(Fraction(2, 3), Fraction(4, 5), of_members=False)
MEMBERS = Rules(Fraction(2, 3), Fraction(4, 5), of_members=True)

tallies = st.builds(
    lambda agree, against, abstain, conflicts, away: Tally(
        agree + against + abstain + conflicts + away, agree, against, abstain, conflicts
    ),
    *[st.integers(0, 12)] * 5,
)
parts = st.integers(1, 20).flatmap(
    lambda whole: st.integers(1, whole).map(lambda part: Fraction(part, whole))
)
rules = st.builds(Rules, parts, parts, st.booleans())


def test_the_rules_are_read_from_the_diagram() -> None:
    assert rules_of(ATTRIBUTES) == PRESENT
    assert rules_of({**ATTRIBUTES, "thresholdOf": "members"}) == MEMBERS
    assert rules_of({**ATTRIBUTES, "thresholdOf": "present"}) == PRESENT
    assert rules_of({**ATTRIBUTES, "threshold": "100%"}).threshold == 1


@pytest.mark.parametrize(
    ("members", "conflicts", "wanted"),
    [(5, 0, 4), (6, 0, 4), (7, 0, 5), (9, 0, 6), (5, 1, 3), (1, 0, 1), (3, 3, 1), (0, 0, 1)],
)
def test_two_thirds_of_those_who_may_vote_are_rounded_up(
    members: int, conflicts: int, wanted: int
) -> None:
    assert needed(PRESENT, Tally(members, 0, 0, 0, conflicts)) == wanted


def test_an_abstention_is_a_vote_for_the_quorum_and_against_the_threshold() -> None:
    tally = Tally(members=5, agree=4, against=0, abstain=1, conflicts=0)
    assert quorate(PRESENT, tally)
    assert passed(PRESENT, tally)
    assert not passed(PRESENT, Tally(5, 3, 0, 1, 0))


@pytest.mark.parametrize(
    ("agree", "against", "of_those_who_voted", "of_all_members"),
    [(4, 0, True, True), (4, 1, True, True), (3, 1, False, False), (3, 0, True, False)],
)
def test_eighty_percent_of_five(
    agree: int, against: int, of_those_who_voted: bool, of_all_members: bool
) -> None:
    tally = Tally(5, agree, against, 0, 0)
    assert passed(PRESENT, tally) is of_those_who_voted
    assert passed(MEMBERS, tally) is of_all_members


def test_who_stood_aside_is_no_part_of_all_members() -> None:
    assert passed(MEMBERS, Tally(members=6, agree=4, against=1, abstain=0, conflicts=1))
    assert not passed(MEMBERS, Tally(members=6, agree=4, against=1, abstain=0, conflicts=0))


def test_nobody_decides_by_not_being_there() -> None:
    empty = Tally(members=3, agree=0, against=0, abstain=0, conflicts=3)
    assert not quorate(PRESENT, empty)
    assert not passed(MEMBERS, empty)
    assert not passed(PRESENT, empty)


@given(rules, tallies)
def test_the_quorum_is_the_smallest_whole_number_that_suffices(rule: Rules, tally: Tally) -> None:
    wanted = needed(rule, tally)
    assert wanted >= 1
    assert wanted >= rule.quorum * tally.entitled
    assert wanted == 1 or wanted - 1 < rule.quorum * tally.entitled
    assert quorate(rule, tally) == (tally.present >= wanted)


@given(rules, tallies)
def test_a_motion_passes_just_when_its_part_of_the_ballots_reaches_the_threshold(
    rule: Rules, tally: Tally
) -> None:
    base = tally.members - tally.conflicts if rule.of_members else tally.present
    reached = base > 0 and Fraction(tally.agree, base) >= rule.threshold
    assert passed(rule, tally) == reached


@given(rules, tallies)
def test_one_more_voice_for_it_never_loses_it(rule: Rules, tally: Tally) -> None:
    more = Tally(tally.members + 1, tally.agree + 1, tally.against, tally.abstain, tally.conflicts)
    assert passed(rule, more) or not passed(rule, tally)
    turned = Tally(tally.members, tally.agree + tally.against, 0, tally.abstain, tally.conflicts)
    assert passed(rule, turned) or not passed(rule, tally)
