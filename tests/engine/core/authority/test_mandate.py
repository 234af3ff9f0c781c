from __future__ import annotations

from dataclasses import replace

from engine.core.authority.mandate import mandate_id
from engine.core.authority.may_act import mandates
from engine.core.authority.register import GrantKind, LinkKind, Period, Power
from tests.engine.core.authority.town import NOW, PROCEDURE, Town, named, ward, yes
from tests.engine.core.clock.offices import at


def test_the_interval_is_the_intersection_of_every_link() -> None:
    town = Town().competent(
        "chairman", period=Period(at("2026-01-01 00:00"), at("2027-06-01 00:00"))
    )
    town.seats("Phó", "vice_chairman", Period(at("2026-03-01 00:00"), at("2027-03-01 00:00")))
    town.grants_to(
        GrantKind.DEPUTY,
        "chairman",
        seat="vice_chairman",
        period=Period(at("2026-02-01 00:00"), at("2027-09-01 00:00")),
    )
    town.seat_periods["chairman"] = Period(at("2020-01-01 00:00"), at("2027-01-01 00:00"))
    mandate = yes(town.asks("Phó"))
    assert mandate.valid_from == at("2026-03-01 00:00")
    assert mandate.valid_to == at("2027-01-01 00:00")


def test_the_chain_reads_from_the_law_to_the_person() -> None:
    mandate = yes(ward().asks("Trần Thị Bình"))
    assert [link.kind for link in mandate.chain] == [
        LinkKind.LAW,
        LinkKind.INSTRUMENT,
        LinkKind.APPOINTMENT,
    ]
    law, assignment, appointment = (link.says for link in mandate.chain)
    assert law == (
        "Ủy ban nhân dân phường Cửa Nam có thẩm quyền quyết định thủ tục 2.000908 "
        "theo Nghị định số 23/2015/NĐ-CP."
    )
    assert assignment == (
        "Phó Chủ tịch Ủy ban nhân dân phường Cửa Nam được phân công ký thay Chủ tịch Ủy ban nhân "
        "dân phường Cửa Nam tại Quyết định số 12/QĐ-UBND ngày 05/01/2026 của Chủ tịch Ủy ban nhân "
        "dân phường Cửa Nam, hiệu lực từ 07:00 ngày 01/01/2020."
    )
    assert appointment.startswith("Trần Thị Bình giữ chức Phó Chủ tịch")
    assert mandate.citations == (
        "Nghị định số 23/2015/NĐ-CP",
        "Quyết định số 12/QĐ-UBND ngày 05/01/2026 của Chủ tịch Ủy ban nhân dân phường Cửa Nam",
    )


def test_a_power_of_the_seat_rests_on_the_seat_and_the_appointment() -> None:
    mandate = yes(ward().asks("Lê Văn Cường", power=Power.RECEIVE))
    assert [link.kind for link in mandate.chain] == [LinkKind.SEAT, LinkKind.APPOINTMENT]
    assert [link.record_id for link in mandate.chain] == [named("clerk"), named("appointment 2")]
    assert mandate.citations == ()


def test_the_id_is_the_hash_of_what_the_mandate_says() -> None:
    mandate = yes(ward().asks("Trần Thị Bình"))
    assert mandate.id == mandate_id(mandate)
    assert len(mandate.id) == 64
    for changed in (replace(mandate, capacity=("CHỦ TỊCH",)), replace(mandate, valid_to=NOW)):
        assert mandate_id(changed) != mandate.id
    assert mandate_id(replace(mandate, id="x")) == mandate.id


def test_a_change_of_the_register_elsewhere_leaves_the_id_as_it_was() -> None:
    mandate = yes(ward().asks("Trần Thị Bình"))
    town = ward().seats("Người mới", "office_head").competent("director")
    later = replace(town.register(), epoch=8)
    (again,) = (
        each
        for each in mandates(later, Power.DECIDE, PROCEDURE, named("ward"), NOW, {})
        if each.person_id == mandate.person_id
    )
    assert (again.id, again.epoch) == (mandate.id, 8)


def test_everybody_who_may_is_listed_the_most_specific_first() -> None:
    town = ward()
    town.grants_to(
        GrantKind.DEPUTY,
        "chairman",
        seat="vice_chairman",
        number="2/QĐ-UBND",
        procedures=frozenset({PROCEDURE, "khác"}),
    )
    town.grants_to(
        GrantKind.DEPUTY,
        "chairman",
        seat="vice_chairman",
        number="3/QĐ-UBND",
        procedures=frozenset({PROCEDURE}),
    )
    town.grants_to(
        GrantKind.DEPUTY, "chairman", seat="vice_chairman", number="4/QĐ-UBND", scope="so_to < 5"
    )
    town.grants_to(
        GrantKind.COMMUNE_DELEGATION, "chairman", person="Phạm Thị Dung", number="5/QĐ-UBND"
    )
    listed = mandates(town.register(), Power.DECIDE, PROCEDURE, named("ward"), NOW, {"so_to": 1})
    numbers = [mandate.citations[-1].split()[3] for mandate in listed]
    assert numbers == [
        "5/QĐ-UBND",
        "4/QĐ-UBND",
        "3/QĐ-UBND",
        "2/QĐ-UBND",
        "12/QĐ-UBND",
        "23/2015/NĐ-CP",
    ]
    assert yes(town.asks("Trần Thị Bình", facts={"so_to": 1})) == listed[1]


def test_two_people_in_one_seat_both_may() -> None:
    town = Town().competent("chairman").seats("Một", "chairman").seats("Hai", "chairman")
    found = mandates(town.register(), Power.DECIDE, PROCEDURE, named("ward"), NOW, {})
    assert {mandate.person_id for mandate in found} == {named("Một"), named("Hai")}


def test_a_grant_for_other_procedures_or_powers_is_no_route() -> None:
    town = Town().competent("chairman").seats("Phó", "vice_chairman")
    town.grants_to(GrantKind.DEPUTY, "chairman", seat="vice_chairman", procedures=frozenset({"x"}))
    town.grants_to(
        GrantKind.DEPUTY, "chairman", seat="vice_chairman", powers=frozenset({Power.SIGN})
    )
    register = town.register()
    assert mandates(register, Power.DECIDE, PROCEDURE, named("ward"), NOW, {}) == []
    assert len(mandates(register, Power.SIGN, PROCEDURE, named("ward"), NOW, {})) == 1
