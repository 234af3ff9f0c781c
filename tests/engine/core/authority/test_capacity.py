"""As whom one acts: what `test_blocks` does not say of the lines, the chain and the interval."""

from __future__ import annotations

from engine.core.authority.register import GrantKind, Period, Power
from tests.engine.core.authority.town import Town, named, no, ward, yes
from tests.engine.core.clock.offices import at


def test_delegation_takes_the_form_and_seal_of_the_delegate_and_its_deputy_signs_for_it() -> None:
    town = Town().competent("city_head", collective=True)
    town.seats("Vũ Văn Giang", "director").seats("Đỗ Thị Hoa", "deputy_director")
    town.grants_to(GrantKind.DELEGATION, "city_head", unit="department")
    town.grants_to(GrantKind.DEPUTY, "director", seat="deputy_director")
    head = yes(town.asks("Vũ Văn Giang", unit="department"))
    deputy = yes(town.asks("Đỗ Thị Hoa", unit="department"))
    assert head.capacity == ("GIÁM ĐỐC",)
    assert deputy.capacity == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert head.seal_of == deputy.seal_of == named("department")
    assert "Sở Công Thương được Ủy ban nhân dân Thành phố ủy quyền" in head.chain[1].says


def test_a_deputy_in_charge_signs_in_stead_while_the_seat_is_empty() -> None:
    empty = Period(at("2026-11-01 00:00"), at("2026-12-01 00:00"))
    town = Town().competent("director").seats("Đỗ Thị Hoa", "deputy_director")
    town.seats("Người cũ", "director", Period(at("2020-01-01 00:00"), empty.valid_from))
    town.seats("Người mới", "director", Period(at("2026-12-01 00:00")))
    town.grants_to(
        GrantKind.DEPUTY_IN_CHARGE, "director", seat="deputy_director", issuer="city_head"
    )
    mandate = yes(town.asks("Đỗ Thị Hoa", unit="department"))
    assert mandate.capacity == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert Period(mandate.valid_from, mandate.valid_to) == empty
    refused = no(town.asks("Đỗ Thị Hoa", unit="department", when=at("2026-12-02 08:00")))
    assert "đã có người giữ chức" in refused.says


def test_a_head_whose_post_ended_before_it_began_never_filled_the_seat() -> None:
    town = Town().competent("director").seats("Đỗ Thị Hoa", "deputy_director")
    never = Period(at("2026-11-10 00:00"), at("2026-11-01 00:00"))
    town.seats("Người không đến", "director", never)
    town.grants_to(
        GrantKind.DEPUTY_IN_CHARGE, "director", seat="deputy_director", issuer="city_head"
    )
    mandates = [
        yes(town.asks("Đỗ Thị Hoa", unit="department", when=at(f"2026-11-{day} 08:00")))
        for day in ("05", "20")
    ]
    assert mandates[0] == mandates[1]


def test_powers_of_the_seat_have_no_signature_block() -> None:
    town = ward()
    for person, power in (
        ("Lê Văn Cường", Power.RECEIVE),
        ("Phạm Thị Dung", Power.APPRAISE),
        ("Hoàng Văn Em", Power.SEAL),
    ):
        mandate = yes(town.asks(person, power=power))
        assert (mandate.capacity, mandate.seal_of) == ((), named("ward"))
