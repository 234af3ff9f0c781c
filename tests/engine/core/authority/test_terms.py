"""What a line of an instrument asks of a named person, and the term that it may have of its own."""

from __future__ import annotations

import pytest

from engine.core.authority.may_act import why_nobody
from engine.core.authority.register import Clause, GrantKind, Period, Power
from tests.engine.core.authority.town import NOW, PROCEDURE, Town, named, no, ward, yes
from tests.engine.core.clock.offices import at

LAWYER = "Cử nhân luật"


def _named_civil_servant(*qualified: str) -> Town:
    town = Town().competent("chairman", collective=True).seats("Nguyễn Văn An", "chairman")
    town.seats("Phạm Thị Dung", "registrar", qualified=qualified)
    town.grants_to(
        GrantKind.COMMUNE_DELEGATION, "chairman", person="Phạm Thị Dung", qualification=LAWYER
    )
    return town


def test_a_named_person_needs_what_the_delegation_asks_for() -> None:
    refusal = no(_named_civil_servant("Cử nhân kinh tế").asks("Phạm Thị Dung"))
    assert (refusal.clause, refusal.record_id) == (Clause.NOT_QUALIFIED, named("grant 0"))
    assert LAWYER in refusal.says
    assert "12/QĐ-UBND" in refusal.says
    assert "Phạm Thị Dung" in refusal.says


def test_who_has_it_signs_and_the_chairman_keeps_his_competence() -> None:
    town = _named_civil_servant(LAWYER)
    assert yes(town.asks("Phạm Thị Dung")).seal_of == named("ward")
    yes(_named_civil_servant().asks("Nguyễn Văn An"))


def test_a_named_person_may_serve_in_a_part_of_the_committee() -> None:
    town = Town().competent("chairman", collective=True).seats("Phạm Thị Dung", "office_deputy")
    town.grants_to(GrantKind.COMMUNE_DELEGATION, "chairman", person="Phạm Thị Dung")
    mandate = yes(town.asks("Phạm Thị Dung"))
    assert (mandate.capacity, mandate.seal_of) == (("PHÓ CHÁNH VĂN PHÒNG",), named("ward"))


def test_a_named_person_acts_as_long_as_the_part_that_they_serve_in_stands() -> None:
    town = Town().competent("chairman", collective=True).seats("Phạm Thị Dung", "office_deputy")
    town.grants_to(GrantKind.COMMUNE_DELEGATION, "chairman", person="Phạm Thị Dung")
    town.unit_periods["office"] = Period(at("2020-01-01 00:00"), at("2026-12-01 00:00"))
    assert yes(town.asks("Phạm Thị Dung")).valid_to == at("2026-12-01 00:00")
    refusal = no(town.asks("Phạm Thị Dung", when=at("2026-12-01 08:00")))
    assert (refusal.clause, refusal.record_id) == (Clause.EXPIRED, named("office"))


def test_a_named_person_acts_only_from_a_seat_of_the_agency() -> None:
    town = Town().competent("chairman", collective=True)
    town.seats("Phạm Thị Dung", "division_head")
    town.grants_to(GrantKind.COMMUNE_DELEGATION, "chairman", person="Phạm Thị Dung")
    assert no(town.asks("Phạm Thị Dung")).clause is Clause.NOT_COMPETENT


@pytest.mark.parametrize(
    ("term", "clause", "words"),
    [
        (Period(at("2026-01-01 00:00"), at("2026-11-01 00:00")), Clause.EXPIRED, "31/10/2026"),
        (Period(at("2026-12-01 00:00")), Clause.NOT_YET, "01/12/2026"),
    ],
)
def test_a_line_may_end_before_its_instrument(term: Period, clause: Clause, words: str) -> None:
    town = Town().competent("chairman").seats("Trần Thị Bình", "vice_chairman")
    town.grants_to(GrantKind.DEPUTY, "chairman", seat="vice_chairman", term=term)
    refusal = no(town.asks("Trần Thị Bình"))
    assert (refusal.clause, refusal.record_id) == (clause, named("grant 0"))
    assert words in refusal.says


def test_the_mandate_ends_with_the_line_and_says_so() -> None:
    term = Period(at("2026-11-01 00:00"), at("2026-12-01 00:00"))
    town = Town().competent("chairman").seats("Trần Thị Bình", "vice_chairman")
    town.grants_to(GrantKind.DEPUTY, "chairman", seat="vice_chairman", term=term)
    mandate = yes(town.asks("Trần Thị Bình"))
    assert Period(mandate.valid_from, mandate.valid_to) == term
    assert "đến hết ngày 30/11/2026" in mandate.chain[1].says


def test_an_exclusive_line_takes_the_power_away_only_while_it_lasts() -> None:
    town = Town().competent("city_head").seats("Chủ tịch", "city_head")
    town.grants_to(
        GrantKind.DELEGATION,
        "city_head",
        unit="department",
        exclusive=True,
        term=Period(at("2026-01-01 00:00"), at("2026-11-01 00:00")),
    )
    assert no(town.asks("Chủ tịch", unit="city", when=at("2026-10-01 08:00"))).clause is (
        Clause.NOT_COMPETENT
    )
    assert yes(town.asks("Chủ tịch", unit="city")).valid_from == at("2026-11-01 00:00")


def test_covering_an_absence_never_gives_the_power_to_sign() -> None:
    town = ward()
    cover = town.grants_to(
        GrantKind.ABSENCE_COVER, "chairman", seat="registrar", powers=frozenset(Power)
    )
    refusal = no(town.asks("Phạm Thị Dung"))
    assert (refusal.clause, refusal.record_id) == (Clause.ABSENT, cover)


# --- nobody at all ------------------------------------------------------------------------------


def _why(town: Town, unit: str = "department", power: Power = Power.DECIDE) -> str:
    refusal = why_nobody(town.register(), power, PROCEDURE, named(unit), NOW)
    return "" if refusal is None else refusal.says


def test_a_delegation_with_a_condition_is_somebody() -> None:
    town = Town().competent("city_head", collective=True).seats("Giám đốc", "director")
    town.grants_to(GrantKind.DELEGATION, "city_head", unit="department", scope="so_to > 5")
    assert _why(town) == ""


def test_an_ended_delegation_is_told_with_its_date() -> None:
    town = Town().competent("city_head", collective=True).seats("Giám đốc", "director")
    ended = Period(at("2026-01-01 00:00"), at("2026-11-01 00:00"))
    town.grants_to(GrantKind.DELEGATION, "city_head", unit="department", period=ended)
    assert "đến hết ngày 31/10/2026" in _why(town)


def test_an_empty_seat_is_told_as_a_gap() -> None:
    assert _why(Town().competent("director")) == (
        "Chưa có ai giữ chức Giám đốc Sở Công Thương; cần bổ nhiệm."
    )
    assert _why(Town()) == (
        "Chưa có ai được giao quyền quyết định thủ tục 2.000908 tại Sở Công Thương; "
        "cần bổ sung phân công hoặc bổ nhiệm."
    )
