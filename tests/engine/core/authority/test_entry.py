"""What an instrument may not say: each rule of entry with its one sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from bpmn.expressions import FactType
from engine.core.authority.entry import Entered, Finding, findings
from engine.core.authority.register import GrantKind, InstrumentState, Period, Power
from tests.engine.core.authority.town import EVER, NOW, PROCEDURE, Town, named
from tests.engine.core.clock.offices import at

K = GrantKind
YEAR = Period(at("2026-12-01 00:00"), at("2027-12-01 00:00"))
DECLARED = {PROCEDURE: {"so_ban": FactType.NUMBER, "loai": FactType.TEXT}}
LISTED = frozenset({PROCEDURE})


def found(town: Town, instrument: UUID, **changed: object) -> list[Finding]:
    """What is found of an instrument of the town, as if somebody were entering it as a draft."""
    register = town.register()
    act = replace(register.instruments[instrument], state=InstrumentState.DRAFT)
    lines = tuple(line for line in register.grants if line.instrument_id == instrument)
    return findings(register, Entered(replace(act, **changed), lines, DECLARED), NOW)  # type: ignore[arg-type]


def drafts(town: Town, kind: GrantKind, giver: str, **told: object) -> list[Finding]:
    drafted = town.grants_to(
        kind,
        giver,
        state=InstrumentState.DRAFT,
        **{"period": YEAR, "procedures": LISTED, **told},  # type: ignore[arg-type]
    )
    return found(town, drafted)


def city() -> Town:
    return Town().competent("city_head", collective=True)


def test_a_lawful_delegation_has_nothing_against_it() -> None:
    assert drafts(city(), K.DELEGATION, "city_head", unit="department") == []
    assert drafts(city(), K.DELEGATION, "city_head", seat="director") == []


def test_who_does_not_hold_the_power_cannot_give_it() -> None:
    [one, two] = drafts(Town(), K.DELEGATION, "city_head", unit="department")
    assert (one.field, one.grave) == ("lines.0.giver", True)
    assert one.says == (
        "Chủ tịch Ủy ban nhân dân Thành phố không có quyền quyết định thủ tục 2.000908: chưa có "
        "quy định của pháp luật hay văn bản nào giao quyền đó."
    )
    assert "ký văn bản" in two.says


def test_all_procedures_need_one_that_is_held() -> None:
    [one, _] = drafts(Town(), K.DEPUTY, "chairman", seat="vice_chairman", procedures=None)
    assert "chưa có thẩm quyền nào" in one.says
    town = Town().competent("chairman")
    assert drafts(town, K.DEPUTY, "chairman", seat="vice_chairman", procedures=None) == []


def test_a_chain_of_two_delegations_is_refused() -> None:
    town = city()
    town.grants_to(K.DELEGATION, "city_head", unit="department", procedures=LISTED)
    one, *_ = drafts(town, K.DELEGATION, "director", unit="ward", number="40/QĐ-SCT")
    assert one.field == "lines.0.to"
    assert "không được giao tiếp" in one.says


def test_a_deputy_of_the_delegate_signs_for_them() -> None:
    town = city()
    town.grants_to(K.DELEGATION, "city_head", unit="department", procedures=LISTED, period=YEAR)
    assert drafts(town, K.DEPUTY, "director", seat="deputy_director") == []


@pytest.mark.parametrize(
    ("kind", "giver", "to"),
    [
        (K.DEPUTY, "city_head", {"seat": "director"}),
        (K.SIGNING_DELEGATION, "city_head", {"seat": "city_deputy"}),
        (K.DELEGATION, "city_head", {"seat": "city_deputy"}),
        (K.COMMUNE_DELEGATION, "city_head", {"unit": "ward"}),
        (K.DEPUTY, "city_head", {"person": "An"}),
    ],
)
def test_a_kind_the_law_does_not_allow_between_these_two(
    kind: GrantKind, giver: str, to: dict[str, str]
) -> None:
    one, *_ = drafts(city().seats("An", "clerk"), kind, giver, **to)
    assert one.field == "lines.0.to"
    assert "không có giá trị ở đây" in one.says


def test_a_named_civil_servant_serves_the_same_committee() -> None:
    town = Town().competent("chairman").seats("An", "registrar").seats("Bình", "director")
    assert drafts(town, K.COMMUNE_DELEGATION, "chairman", person="An", qualification="Luật") == []
    [one] = drafts(town, K.COMMUNE_DELEGATION, "chairman", person="Bình")
    assert "của chính cơ quan này" in one.says


def test_a_qualification_is_asked_of_named_persons_only() -> None:
    [one] = drafts(city(), K.DELEGATION, "city_head", unit="department", qualification="Luật")
    assert one.field == "lines.0.qualification"


def test_a_scope_names_facts_that_the_procedure_declares() -> None:
    def scoped(scope: str, **told: object) -> list[str]:
        return [
            f.says
            for f in drafts(
                city(), K.DELEGATION, "city_head", unit="department", scope=scope, **told
            )
        ]

    assert scoped("so_ban <= 5") == []
    assert "Không có dữ kiện “so_bann”" in scoped("so_bann <= 5")[0]
    assert "không có lớn hơn" in scoped("loai > 5")[0]
    assert scoped("so_ban <") != []
    assert "chưa có quy trình nội bộ" in scoped("so_ban < 5", procedures=frozenset({"9.9"}))[0]
    assert "nêu rõ từng thủ tục" in scoped("so_ban < 5", procedures=None)[0]


def test_periods_run_forward_and_inside_one_another() -> None:
    town = city()
    drafted = town.grants_to(K.DELEGATION, "city_head", unit="department", procedures=LISTED)
    backwards = Period(YEAR.valid_from, YEAR.valid_from - timedelta(days=1))
    assert [f.field for f in found(town, drafted, period=backwards) if f.grave] == ["valid_to"]
    early = Period(at("2025-12-01 00:00"), YEAR.valid_to)
    assert [f.field for f in found(town, drafted, period=early)] == ["valid_from"]
    longer = Period(YEAR.valid_from, at("2028-01-01 00:00"))
    [one] = drafts(city(), K.DELEGATION, "city_head", unit="department", term=longer)
    assert one.field == "lines.0.valid_to"
    empty = Period(at("2027-03-01 00:00"), at("2027-02-01 00:00"))
    [one] = drafts(city(), K.DELEGATION, "city_head", unit="department", term=empty)
    assert "trước khi bắt đầu" in one.says


def test_the_same_power_is_not_given_twice_at_one_time() -> None:
    town = city()
    given = town.grants_to(
        K.DELEGATION, "city_head", unit="department", number="7/QĐ-UBND", period=YEAR
    )
    [one] = drafts(town, K.DELEGATION, "city_head", unit="department")
    assert one.says.startswith("Quyết định số 7/QĐ-UBND")
    assert "không chồng nhau" in one.says
    after = Period(at("2027-12-01 00:00"), at("2028-12-01 00:00"))
    assert drafts(town, K.DELEGATION, "city_head", unit="department", period=after) == []
    assert drafts(town, K.DELEGATION, "city_head", unit="department", supersedes=given) == []
    assert drafts(town, K.DELEGATION, "city_head", unit="ward") == []


def test_two_lines_do_not_say_the_same() -> None:
    town = city()
    drafted = town.grants_to(K.DELEGATION, "city_head", unit="department", period=YEAR)
    town.grants.append(replace(town.grants[0], id=named("second"), procedures=LISTED))
    [one] = found(town, drafted)
    assert one == Finding("lines.1.to", "Dòng 2 giao lại điều mà dòng 1 đã giao; hãy bỏ một dòng.")


def test_what_may_be_so_is_only_a_warning() -> None:
    town = city().seats("An", "city_head")
    [one] = drafts(town, K.DELEGATION, "city_head", unit="department", period=EVER_SINCE)
    assert (one.field, one.grave) == ("valid_to", False)
    in_charge = drafts(town, K.DEPUTY_IN_CHARGE, "city_head", seat="city_deputy")
    assert [(f.field, f.grave) for f in in_charge] == [("lines.0.giver", False)]


EVER_SINCE = Period(YEAR.valid_from)


def test_the_chain_above_must_hold_when_the_line_begins() -> None:
    town = city()
    ended = Period(EVER.valid_from, at("2026-11-30 00:00"))
    town.grants_to(K.DELEGATION, "city_head", unit="department", period=ended)
    one, *_ = drafts(town, K.DEPUTY, "director", seat="deputy_director")
    assert "đã hết hiệu lực" in one.says
    assert one.grave
    town = city()
    town.grants_to(K.DELEGATION, "city_head", unit="department", state=InstrumentState.DRAFT)
    one, *_ = drafts(town, K.DEPUTY, "director", seat="deputy_director")
    assert not one.grave
    town = city()
    town.grants_to(
        K.DELEGATION, "city_head", unit="department",
        period=Period(YEAR.valid_from, at("2027-06-01 00:00")),
    )  # fmt: skip
    one, *_ = drafts(town, K.DEPUTY, "director", seat="deputy_director")
    assert "trước khi văn bản này hết hiệu lực" in one.says
    assert not one.grave


def test_receiving_and_sealing_go_with_the_seat() -> None:
    [one] = drafts(
        city(), K.DELEGATION, "city_head", unit="department", powers=frozenset({Power.SEAL})
    )
    assert one.field == "lines.0.powers"


def test_somebody_else_s_power_is_not_given_away() -> None:
    [one] = drafts(city(), K.DELEGATION, "city_head", unit="ward", issuer="director")
    assert "không do Chủ tịch Ủy ban nhân dân Thành phố ban hành" in one.says
