"""Each signature block of NĐ 30/2020/NĐ-CP Phụ lục I as it is printed, and whose paper it is on.

A row: who has the competence by law, by which instruments it goes on, who signs at the end, for
which agency, and the lines above the name.
"""

from __future__ import annotations

import pytest

from engine.core.authority.register import Clause, GrantKind, Mandate
from tests.engine.core.authority.town import SEATS, Town, named, no, yes

_DEVOLUTION, _DELEGATION = GrantKind.DEVOLUTION, GrantKind.DELEGATION
_TUQ, _TL, _KT = GrantKind.SIGNING_DELEGATION, GrantKind.BY_ORDER, GrantKind.DEPUTY
_IN_CHARGE = GrantKind.DEPUTY_IN_CHARGE
#: Kind, giver, receiver: a seat, or the name of a unit as a whole.
Passed = tuple[GrantKind, str, str]
_COMMITTEE = "TM. ỦY BAN NHÂN DÂN"

_TO_WARD: Passed = (_DELEGATION, "city_head", "ward")
_TO_CHAIRMAN: Passed = (_DELEGATION, "city_head", "chairman")
_TO_DEPARTMENT: Passed = (_DELEGATION, "city_head", "department")
_DEVOLVED: Passed = (_DEVOLUTION, "city_head", "department")
_VICE: Passed = (_KT, "chairman", "vice_chairman")
_VICE_DIRECTOR: Passed = (_KT, "director", "deputy_director")


@pytest.mark.parametrize(
    ("law", "passed", "signs", "agency", "block"),
    [
        ("tm chairman", [], "chairman", "ward", (_COMMITTEE, "CHỦ TỊCH")),
        ("chairman", [], "chairman", "ward", ("CHỦ TỊCH",)),
        ("chairman", [_VICE], "vice_chairman", "ward", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (
            "tm chairman", [_VICE], "vice_chairman", "ward",
            (_COMMITTEE, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        ("minister", [], "minister", "ministry", ("BỘ TRƯỞNG",)),
        (
            "minister", [(_KT, "minister", "vice_minister")], "vice_minister", "ministry",
            ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"),
        ),
        ("director", [], "director", "department", ("GIÁM ĐỐC",)),
        ("director", [], "acting director", "department", ("Q. GIÁM ĐỐC",)),
        (
            "director", [_VICE_DIRECTOR], "deputy_director", "department",
            ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ),
        (
            "director", [(_IN_CHARGE, "director", "deputy_director")], "deputy_director",
            "department", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ),
        (
            "tm chairman", [(_TL, "chairman", "office_head")], "office_head", "ward",
            ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        ),
        (
            "tm chairman",
            [(_TL, "chairman", "office_head"), (_KT, "office_head", "office_deputy")],
            "office_deputy", "ward",
            ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ),
        (
            "director", [(_TUQ, "director", "division_head")], "division_head", "department",
            ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG QUẢN LÝ THƯƠNG MẠI"),
        ),
        ("tm city_head", [_TO_DEPARTMENT], "director", "department", ("GIÁM ĐỐC",)),
        (
            "tm city_head", [_TO_DEPARTMENT, _VICE_DIRECTOR], "deputy_director", "department",
            ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ),
        ("tm city_head", [_TO_WARD], "chairman", "ward", (_COMMITTEE, "CHỦ TỊCH")),
        (
            "tm city_head", [_TO_WARD, _VICE], "vice_chairman", "ward",
            (_COMMITTEE, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        ("tm city_head", [_TO_CHAIRMAN], "chairman", "ward", ("CHỦ TỊCH",)),
        (
            "tm city_head", [_TO_CHAIRMAN, _VICE], "vice_chairman", "ward",
            ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        ("tm city_head", [_DEVOLVED], "director", "department", ("GIÁM ĐỐC",)),
        (
            "tm city_head", [_DEVOLVED, (_TUQ, "director", "division_head")], "division_head",
            "department", ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG QUẢN LÝ THƯƠNG MẠI"),
        ),
    ],
)  # fmt: skip
def test_the_block_is_printed_as_the_decree_prints_it(
    law: str, passed: list[Passed], signs: str, agency: str, block: tuple[str, ...]
) -> None:
    mandate = yes(_town(law, passed, signs).asks("Người ký", unit=agency))
    assert mandate.capacity == block
    assert mandate.form_of == mandate.seal_of == named(agency)


def test_delegated_or_by_signing_delegation_the_same_dossier_takes_another_form_and_seal() -> None:
    town = Town().competent("director").seats("Lý Văn Minh", "division_head")
    town.seats("Nguyễn Văn An", "chairman").seats("Vũ Văn Giang", "director")
    town.grants_to(_TUQ, "director", seat="division_head")
    town.grants_to(_DELEGATION, "director", seat="chairman")
    inside = yes(town.asks("Lý Văn Minh", unit="department"))
    outside = yes(town.asks("Nguyễn Văn An", unit="ward"))
    assert _paper(inside) == (
        ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG QUẢN LÝ THƯƠNG MẠI"),
        named("department"),
        named("department"),
    )
    assert _paper(outside) == (("CHỦ TỊCH",), named("ward"), named("ward"))


def test_the_civil_servant_and_the_chairman_both_sign_for_the_committee_a_stranger_does_not() -> (
    None
):
    town = Town().competent("chairman", collective=True)
    town.seats("Nguyễn Văn An", "chairman").seats("Phạm Thị Dung", "registrar")
    town.seats("Lê Văn Cường", "clerk")
    town.grants_to(GrantKind.COMMUNE_DELEGATION, "chairman", person="Phạm Thị Dung")
    ward = named("ward")
    servant, chairman = yes(town.asks("Phạm Thị Dung")), yes(town.asks("Nguyễn Văn An"))
    assert _paper(servant) == (("CÔNG CHỨC TƯ PHÁP - HỘ TỊCH",), ward, ward)
    assert _paper(chairman) == ((_COMMITTEE, "CHỦ TỊCH"), ward, ward)
    assert no(town.asks("Lê Văn Cường")).clause is Clause.NOT_COMPETENT
    assert no(town.asks("Người lạ")).clause is Clause.NOT_APPOINTED


@pytest.mark.parametrize(
    ("law", "passed", "signs", "agency"),
    [
        ("city_head", [_TO_DEPARTMENT, (_TUQ, "director", "division_head")], "division_head",
         "department"),
        ("city_head", [_TO_DEPARTMENT, (_TL, "director", "division_head")], "division_head",
         "department"),
        ("city_head", [_TO_DEPARTMENT, (_DELEGATION, "director", "chairman")], "chairman", "ward"),
        ("city_head", [_DEVOLVED, (_DELEGATION, "director", "chairman")], "chairman", "ward"),
        ("director", [(_TUQ, "director", "division_head"),
                      (_KT, "division_head", "division_deputy")], "division_deputy", "department"),
    ],
)  # fmt: skip
def test_what_was_delegated_is_not_passed_on(
    law: str, passed: list[Passed], signs: str, agency: str
) -> None:
    refusal = no(_town(law, passed, signs).asks("Người ký", unit=agency))
    assert refusal.clause is Clause.REDELEGATED
    assert "không được giao tiếp cho người khác" in refusal.says


def _paper(mandate: Mandate) -> tuple[object, ...]:
    return (mandate.capacity, mandate.form_of, mandate.seal_of)


def _town(law: str, passed: list[Passed], signs: str) -> Town:
    """`tm` before the seat: the collective that it heads decides; `acting` before who signs: Q."""
    collective, seat = law.startswith("tm "), law.removeprefix("tm ")
    town = Town().competent(seat, collective=collective)
    acting = signs.startswith("acting ")
    town.seats("Người ký", signs.removeprefix("acting "), acting=acting)
    for kind, giver, receiver in passed:
        to_seat = receiver in SEATS
        town.grants_to(
            kind,
            giver,
            seat=receiver if to_seat else None,
            unit=None if to_seat else receiver,
        )
    return town
