"""From when nobody may, since which record ends; and what was given twice."""

from __future__ import annotations

from datetime import timedelta

from engine.core.authority.gaps import Gap, Overlap, gaps, overlaps
from engine.core.authority.register import Clause, GrantKind, Period, Power
from tests.engine.core.authority.town import EVER, NOW, PROCEDURE, Town, named, ward
from tests.engine.core.clock.offices import at

ENDS = NOW + timedelta(days=90)
MARCH = at("2027-02-01 00:00")


def found(town: Town, unit: str = "ward") -> tuple[Gap, ...]:
    return gaps(town.register(), Power.DECIDE, PROCEDURE, named(unit), NOW, ENDS)


def twice(town: Town) -> tuple[Overlap, ...]:
    return overlaps(town.register(), PROCEDURE, NOW, ENDS)


def delegated(period: Period = EVER) -> Town:
    town = Town().competent("city_head", collective=True).seats("Vũ Văn Giang", "director")
    town.grants_to(GrantKind.DELEGATION, "city_head", unit="department", period=period)
    return town


def test_a_plain_ward_has_no_gap() -> None:
    assert found(ward()) == ()


def test_a_delegation_that_ends_leaves_a_gap_that_names_it() -> None:
    [gap] = found(delegated(Period(EVER.valid_from, MARCH)), "department")
    assert (gap.begins, gap.ends) == (MARCH, None)
    assert (gap.refusal.clause, gap.refusal.record_id) == (Clause.EXPIRED, named("instrument 0"))


def test_a_gap_ends_where_somebody_takes_the_seat() -> None:
    leaves, comes = at("2026-12-10 00:00"), at("2026-12-20 00:00")
    town = Town().competent("chairman")
    town.seats("Người cũ", "chairman", Period(EVER.valid_from, leaves))
    town.seats("Người mới", "chairman", Period(comes))
    [gap] = found(town)
    assert (gap.begins, gap.ends, gap.refusal.clause) == (leaves, comes, Clause.NOT_APPOINTED)


def test_what_ends_after_ninety_days_is_no_gap_yet() -> None:
    later = Period(EVER.valid_from, ENDS + timedelta(days=1))
    assert found(delegated(later), "department") == ()


def test_two_delegates_with_one_scope_overlap_and_two_scopes_do_not() -> None:
    town = delegated()
    town.grants_to(GrantKind.DELEGATION, "city_head", unit="ward", scope="so_tien < 5")
    assert twice(town) == ()
    town.grants_to(GrantKind.DELEGATION, "city_head", unit="ward", period=Period(MARCH))
    [overlap] = twice(town)
    assert overlap.two_delegates
    assert overlap.both == Period(MARCH)


def test_the_same_delegate_twice_is_a_repetition_and_deputies_side_by_side_are_none() -> None:
    town = delegated()
    town.grants_to(GrantKind.DELEGATION, "city_head", unit="department", number="13/QĐ-UBND")
    town.grants_to(GrantKind.DEPUTY, "city_head", seat="city_deputy")
    town.grants_to(GrantKind.DEPUTY, "city_head", seat="city_deputy", number="14/QĐ-UBND")
    [overlap] = twice(town)
    assert not overlap.two_delegates


def test_lines_of_an_instrument_that_was_struck_are_passed_over() -> None:
    town = delegated()
    struck = town.grants_to(GrantKind.DELEGATION, "city_head", unit="ward")
    del town.instruments[struck]
    assert twice(town) == ()
    assert found(town, "department") == ()
