"""Every signature block of NĐ 30/2020/NĐ-CP Phụ lục I, letter for letter, with form and seal."""

from __future__ import annotations

from engine.core.authority.register import GrantKind, Period, Power
from tests.engine.core.authority.town import Town, named, no, ward, yes
from tests.engine.core.clock.offices import at


def _department() -> Town:
    """The director decides by law; the department is no collective."""
    return Town().competent("director").seats("Vũ Văn Giang", "director")


def test_the_chairman_signs_on_behalf_of_the_committee() -> None:
    assert yes(ward().asks("Nguyễn Văn An")).capacity == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def test_his_deputy_signs_in_his_stead_on_behalf_of_the_committee() -> None:
    mandate = yes(ward().asks("Trần Thị Bình"))
    assert mandate.capacity == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert mandate.form_of == mandate.seal_of == named("ward")


def test_a_chairman_who_decides_himself_has_no_committee_above_him() -> None:
    town = Town().competent("chairman").seats("Nguyễn Văn An", "chairman")
    assert yes(town.asks("Nguyễn Văn An")).capacity == ("CHỦ TỊCH",)


def test_a_director_and_his_deputy() -> None:
    town = _department().seats("Đỗ Thị Hoa", "deputy_director")
    town.grants_to(GrantKind.DEPUTY, "director", seat="deputy_director")
    assert yes(town.asks("Vũ Văn Giang", unit="department")).capacity == ("GIÁM ĐỐC",)
    deputy = yes(town.asks("Đỗ Thị Hoa", unit="department"))
    assert deputy.capacity == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")


def test_an_acting_director() -> None:
    town = Town().competent("director").seats("Vũ Văn Giang", "director", acting=True)
    assert yes(town.asks("Vũ Văn Giang", unit="department")).capacity == ("Q. GIÁM ĐỐC",)


def test_by_order_names_the_chairman_and_the_deputy_below_signs_in_stead() -> None:
    town = ward().seats("Bùi Văn Khánh", "office_head").seats("Ngô Thị Lan", "office_deputy")
    town.grants_to(GrantKind.BY_ORDER, "chairman", seat="office_head")
    town.grants_to(GrantKind.DEPUTY, "office_head", seat="office_deputy")
    head, deputy = yes(town.asks("Bùi Văn Khánh")), yes(town.asks("Ngô Thị Lan"))
    assert head.capacity == ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")
    assert deputy.capacity == ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")
    assert head.seal_of == deputy.seal_of == named("ward")


def test_signing_delegation_keeps_the_form_and_seal_of_the_delegator() -> None:
    town = _department().seats("Lý Văn Minh", "division_head")
    town.grants_to(GrantKind.SIGNING_DELEGATION, "director", seat="division_head")
    mandate = yes(town.asks("Lý Văn Minh", unit="department"))
    assert mandate.capacity == ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG QUẢN LÝ THƯƠNG MẠI")
    assert mandate.form_of == mandate.seal_of == named("department")


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


def test_delegation_to_a_committee_as_a_whole_is_signed_on_its_behalf() -> None:
    town = Town().competent("city_head", collective=True).seats("Nguyễn Văn An", "chairman")
    town.grants_to(GrantKind.DELEGATION, "city_head", unit="ward")
    assert yes(town.asks("Nguyễn Văn An")).capacity == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def test_delegation_to_the_chairman_himself_has_no_committee_above_him() -> None:
    town = Town().competent("city_head", collective=True).seats("Nguyễn Văn An", "chairman")
    town.grants_to(GrantKind.DELEGATION, "city_head", seat="chairman")
    assert yes(town.asks("Nguyễn Văn An")).capacity == ("CHỦ TỊCH",)


def test_devolution_makes_the_competence_ones_own() -> None:
    town = Town().competent("city_head", collective=True).seats("Vũ Văn Giang", "director")
    town.seats("Lý Văn Minh", "division_head")
    town.grants_to(GrantKind.DEVOLUTION, "city_head", seat="director")
    town.grants_to(GrantKind.SIGNING_DELEGATION, "director", seat="division_head")
    assert yes(town.asks("Vũ Văn Giang", unit="department")).capacity == ("GIÁM ĐỐC",)
    below = yes(town.asks("Lý Văn Minh", unit="department"))
    assert below.capacity[0] == "TUQ. GIÁM ĐỐC"


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


def test_a_named_civil_servant_signs_under_his_own_title_and_the_chairman_still_may() -> None:
    town = ward()
    town.grants_to(GrantKind.COMMUNE_DELEGATION, "chairman", person="Phạm Thị Dung")
    named_one = yes(town.asks("Phạm Thị Dung"))
    assert named_one.capacity == ("CÔNG CHỨC TƯ PHÁP - HỘ TỊCH",)
    assert named_one.seal_of == named("ward")
    yes(town.asks("Nguyễn Văn An"))
    no(town.asks("Lê Văn Cường"))


def test_powers_of_the_seat_have_no_signature_block() -> None:
    town = ward()
    for person, power in (
        ("Lê Văn Cường", Power.RECEIVE),
        ("Phạm Thị Dung", Power.APPRAISE),
        ("Hoàng Văn Em", Power.SEAL),
    ):
        mandate = yes(town.asks(person, power=power))
        assert (mandate.capacity, mandate.seal_of) == ((), named("ward"))
