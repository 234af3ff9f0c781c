"""What a stranger is told of a signature, word for word, for every kind of route."""

from __future__ import annotations

from dataclasses import replace

from engine.core.authority.may_act import may_act
from engine.core.authority.register import GrantKind, OnEnd, Period, Power, Question
from engine.core.authority.verdict import Verdict, verdict_of
from tests.engine.core.authority.town import EVER, NOW, PROCEDURE, Town, named, ward, yes
from tests.engine.core.clock.offices import at

TERM = Period(at("2026-01-06 00:00"), at("2027-03-01 00:00"))
LAW = (
    "Ủy ban nhân dân phường Cửa Nam có thẩm quyền giải quyết thủ tục này theo Nghị định số "
    "23/2015/NĐ-CP"
)


def told(town: Town, person: str, unit: str = "ward") -> Verdict:
    found = verdict_of(town.register(), yes(town.asks(person, unit=unit)))
    assert found is not None
    return found


def says(town: Town, person: str, unit: str = "ward") -> list[str]:
    found = told(town, person, unit)
    return [found.signer, *(ground.says for ground in found.grounds)]


def test_the_deputy_of_a_delegate_signs_for_the_head_and_the_department_holds_the_delegation() -> (
    None
):
    town = Town().competent("city_head", collective=True).seats("Nguyễn Văn A", "deputy_director")
    town.grants_to(GrantKind.DELEGATION, "city_head", unit="department", period=TERM)
    town.grants_to(GrantKind.DEPUTY, "director", seat="deputy_director", number="27/QĐ-SCT")
    found = told(town, "Nguyễn Văn A", "department")
    assert found.signer == "Nguyễn Văn A, Phó Giám đốc, ký thay Giám đốc Sở Công Thương"
    held, assigned = found.grounds
    assert held.says == (
        "Sở Công Thương được Ủy ban nhân dân Thành phố ủy quyền giải quyết thủ tục này tại "
        "Quyết định số 12/QĐ-UBND ngày 05/01/2026"
    )
    assert (held.valid_from, held.valid_to) == (TERM.valid_from, TERM.valid_to)
    assert (
        assigned.says == "Việc ký thay được phân công tại Quyết định số 27/QĐ-SCT ngày 05/01/2026"
    )


def test_the_chairman_and_his_deputy_sign_on_behalf_of_the_committee() -> None:
    assert says(ward(), "Nguyễn Văn An") == [
        "Nguyễn Văn An, Chủ tịch, thay mặt Ủy ban nhân dân phường Cửa Nam",
        LAW,
    ]
    signer, law, assigned = says(ward(), "Trần Thị Bình")
    assert signer == (
        "Trần Thị Bình, Phó Chủ tịch, ký thay Chủ tịch, thay mặt Ủy ban nhân dân phường Cửa Nam"
    )
    assert law == LAW
    assert assigned.startswith("Việc ký thay được phân công tại Quyết định số ")


def test_the_delegate_itself_signs_in_its_own_name() -> None:
    town = Town().competent("city_head", collective=True).seats("Vũ Văn Giang", "director")
    town.grants_to(GrantKind.DELEGATION, "city_head", unit="department")
    [signer, ground] = says(town, "Vũ Văn Giang", "department")
    assert signer == "Vũ Văn Giang, Giám đốc Sở Công Thương"
    assert ground.startswith("Sở Công Thương được Ủy ban nhân dân Thành phố ủy quyền giải quyết")


def test_by_order_names_the_chairman_and_the_deputy_below_the_head_of_the_office() -> None:
    town = ward().seats("Bùi Văn Khánh", "office_head").seats("Ngô Thị Lan", "office_deputy")
    town.grants_to(GrantKind.BY_ORDER, "chairman", seat="office_head")
    town.grants_to(GrantKind.DEPUTY, "office_head", seat="office_deputy")
    head, deputy = told(town, "Bùi Văn Khánh"), told(town, "Ngô Thị Lan")
    chairman = "ký thừa lệnh Chủ tịch Ủy ban nhân dân phường Cửa Nam"
    assert head.signer == f"Bùi Văn Khánh, Chánh Văn phòng Văn phòng, {chairman}"
    assert deputy.signer == (
        f"Ngô Thị Lan, Phó Chánh Văn phòng, ký thay Chánh Văn phòng Văn phòng, {chairman}"
    )


def test_signing_delegation_is_told_as_what_it_is() -> None:
    town = Town().competent("director").seats("Lý Văn Minh", "division_head")
    town.grants_to(GrantKind.SIGNING_DELEGATION, "director", seat="division_head")
    signer, law, given = says(town, "Lý Văn Minh", "department")
    assert signer.endswith(", ký thừa ủy quyền Giám đốc Sở Công Thương")
    assert law.startswith("Giám đốc Sở Công Thương có thẩm quyền")
    assert "được giao ký thừa ủy quyền Giám đốc Sở Công Thương tại" in given


def test_an_acting_director_is_told_as_acting() -> None:
    town = Town().competent("director").seats("Vũ Văn Giang", "director", acting=True)
    found = told(town, "Vũ Văn Giang", "department")
    assert found.signer == "Vũ Văn Giang, Quyền Giám đốc Sở Công Thương"


def test_a_named_civil_servant_has_the_delegation_themself() -> None:
    town = ward().seats("Đinh Thị Sen", "registrar")
    town.grants_to(GrantKind.COMMUNE_DELEGATION, "chairman", person="Đinh Thị Sen")
    signer, ground = says(town, "Đinh Thị Sen")
    assert signer == "Đinh Thị Sen, Công chức Tư pháp - Hộ tịch Ủy ban nhân dân phường Cửa Nam"
    assert ground.startswith("Đinh Thị Sen được Chủ tịch Ủy ban nhân dân phường Cửa Nam ủy quyền")


def test_a_mandate_of_another_slice_is_not_explained_by_this_one() -> None:
    mandate = yes(ward().asks("Nguyễn Văn An"))
    assert verdict_of(Town().seats("Nguyễn Văn An", "chairman").register(), mandate) is None
    assert mandate.unit_id == named("ward")


def test_a_started_dossier_that_outlasts_its_delegation_is_told_so() -> None:
    ended = Period(EVER.valid_from, at("2026-11-22 00:00"))
    town = Town().competent("city_head", collective=True).seats("Vũ Văn Giang", "director")
    instrument = town.grants_to(GrantKind.DELEGATION, "city_head", unit="department", period=ended)
    act = town.instruments[instrument]
    town.instruments[instrument] = replace(act, on_end=OnEnd.FINISH_STARTED)
    question = Question(
        named("Vũ Văn Giang"), Power.DECIDE, PROCEDURE, named("department"), NOW,
        started_at=at("2026-11-20 08:00"),
    )  # fmt: skip
    found = verdict_of(town.register(), yes(may_act(town.register(), question)))
    assert found is not None
    [ground] = found.grounds
    assert ground.says.endswith(
        "; hồ sơ tiếp nhận khi văn bản còn hiệu lực được giải quyết tiếp đến khi xong"
    )
    assert (ground.valid_from, ground.valid_to) == (None, None)
