"""Every way is shown: those that hold, those that fail with their clause, and empty seats."""

from __future__ import annotations

from engine.core.authority.mandate import mandate_id
from engine.core.authority.register import (
    Clause,
    GrantKind,
    InstrumentState,
    LinkKind,
    Mandate,
    Period,
    Power,
    Refusal,
)
from engine.core.authority.ways import Way, ways
from tests.engine.core.authority.town import EVER, NOW, PROCEDURE, Town, named, ward, yes
from tests.engine.core.clock.offices import at


def asked(town: Town, unit: str = "ward", **facts: object) -> list[Way]:
    return ways(town.register(), Power.DECIDE, PROCEDURE, named(unit), NOW, facts)


def test_all_who_may_come_with_their_mandate_and_the_chain_of_each() -> None:
    found = asked(ward())
    assert {way.person_id for way in found} == {named("Nguyễn Văn An"), named("Trần Thị Bình")}
    for way in found:
        assert isinstance(way.answer, Mandate)
        assert way.chain == way.answer.chain


def test_a_revoked_assignment_is_a_way_that_fails_at_its_instrument() -> None:
    town = Town().competent("chairman").seats("Trần Thị Bình", "vice_chairman")
    instrument = town.grants_to(
        GrantKind.DEPUTY, "chairman", seat="vice_chairman", state=InstrumentState.REVOKED
    )
    [failed] = [way for way in asked(town) if way.person_id]
    assert isinstance(failed.answer, Refusal)
    assert (failed.answer.clause, failed.answer.record_id) == (Clause.REVOKED, instrument)
    assert [link.kind for link in failed.chain] == [
        LinkKind.LAW,
        LinkKind.INSTRUMENT,
        LinkKind.APPOINTMENT,
    ]


def test_an_empty_seat_is_named_and_who_left_it_is_not_a_way() -> None:
    left = Period(EVER.valid_from, at("2026-11-01 00:00"))
    [way] = asked(Town().competent("chairman").seats("Nguyễn Văn An", "chairman", left))
    assert way.person_id is None
    assert isinstance(way.answer, Refusal)
    assert way.answer.clause is Clause.NOT_APPOINTED
    assert way.answer.says == "Chưa có ai giữ chức Chủ tịch Ủy ban nhân dân phường Cửa Nam."
    assert [link.kind for link in way.chain] == [LinkKind.LAW]


def test_the_values_by_which_a_condition_was_met_are_kept_and_are_part_of_the_answer() -> None:
    town = Town().competent("chairman").seats("Nguyễn Văn An", "chairman")
    town.seats("Trần Thị Bình", "vice_chairman")
    town.grants_to(GrantKind.DEPUTY, "chairman", seat="vice_chairman", scope="so_tien <= 100")
    small = yes(town.asks("Trần Thị Bình", facts={"so_tien": 7}))
    [met] = small.conditions
    assert (met.scope, met.values) == ("so_tien <= 100", (("so_tien", 7),))
    other = yes(town.asks("Trần Thị Bình", facts={"so_tien": 8}))
    assert small.id == mandate_id(small) != other.id
