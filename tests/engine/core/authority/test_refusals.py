"""Each clause, with the record it fails on and a sentence that says number and dates."""

from __future__ import annotations

from uuid import UUID

import pytest

from engine.core.authority.register import (
    Clause,
    GrantKind,
    InstrumentState,
    Involvement,
    Period,
    Power,
)
from tests.engine.core.authority.town import NOW, SEATS, Town, named, no, ward, yes
from tests.engine.core.clock.offices import at

_DEPUTY = "Trần Thị Bình"


def _assigned(
    *,
    state: str = InstrumentState.IN_FORCE,
    since: str = "2026-01-01 00:00",
    begins: str = "2026-01-01 00:00",
    ends: str | None = None,
) -> tuple[Town, UUID]:
    """A ward whose only assignment of the deputy is the one described."""
    town = Town().competent("chairman", collective=True).seats(_DEPUTY, "vice_chairman")
    period = Period(at(begins), at(ends) if ends else None)
    instrument = town.grants_to(
        GrantKind.DEPUTY,
        "chairman",
        seat="vice_chairman",
        number="45/QĐ-UBND",
        state=InstrumentState(state),
        since=at(since),
        period=period,
    )
    return town, instrument


@pytest.mark.parametrize(
    ("described", "clause", "words"),
    [
        ({"ends": "2026-11-01 00:00"}, Clause.EXPIRED, "đến hết ngày 31/10/2026"),
        ({"begins": "2026-12-01 00:00"}, Clause.NOT_YET, "từ ngày 01/12/2026"),
        ({"since": "2026-12-01 07:30"}, Clause.NOT_YET, "07:30 ngày 01/12/2026"),
        ({"state": "draft"}, Clause.NOT_YET, "dự thảo"),
        ({"state": "reviewed"}, Clause.NOT_YET, "chưa ban hành"),
        (
            {"state": "suspended", "since": "2026-11-23 08:59"},
            Clause.SUSPENDED,
            "08:59 ngày 23/11/2026",
        ),
        ({"state": "revoked", "since": "2026-11-23 09:00"}, Clause.REVOKED, "thu hồi"),
        (
            {"state": "revoked", "since": "2026-11-23 09:00", "ends": "2026-02-01 00:00"},
            Clause.EXPIRED,
            "31/01/2026",
        ),
    ],
)
def test_an_instrument_not_in_force_is_named_with_its_dates(
    described: dict[str, str], clause: Clause, words: str
) -> None:
    town, instrument = _assigned(**described)
    refusal = no(town.asks(_DEPUTY))
    assert (refusal.clause, refusal.record_id) == (clause, instrument)
    assert "Quyết định số 45/QĐ-UBND ngày 05/01/2026 của Chủ tịch" in refusal.says
    assert words in refusal.says


@pytest.mark.parametrize("state", [InstrumentState.SUSPENDED, InstrumentState.REVOKED])
def test_what_was_signed_before_the_revocation_was_in_force(state: InstrumentState) -> None:
    town, _ = _assigned(state=state, since="2026-11-23 09:00")
    before = yes(town.asks(_DEPUTY, when=at("2026-11-23 08:59")))
    assert before.valid_to == NOW


def test_an_instrument_ends_when_another_one_replaces_it() -> None:
    town, old = _assigned()
    town.grants_to(
        GrantKind.DEPUTY,
        "chairman",
        seat="vice_chairman",
        number="99/QĐ-UBND",
        supersedes=old,
        period=Period(at("2026-11-01 00:00")),
        powers=frozenset({Power.SIGN}),
    )
    refusal = no(town.asks(_DEPUTY))
    assert (refusal.clause, refusal.record_id) == (Clause.EXPIRED, old)
    assert "thay thế bởi Quyết định số 99/QĐ-UBND" in refusal.says
    assert yes(town.asks(_DEPUTY, when=at("2026-10-31 23:59"))).valid_to == at("2026-11-01 00:00")


def test_the_competence_itself_can_have_ended() -> None:
    town = Town().seats("Nguyễn Văn An", "chairman")
    town.competent("chairman", period=Period(at("2025-01-01 00:00"), at("2025-07-01 00:00")))
    refusal = no(town.asks("Nguyễn Văn An"))
    assert (refusal.clause, refusal.record_id) == (Clause.EXPIRED, named("competence 0"))
    assert "đến hết ngày 30/06/2025" in refusal.says


def test_a_seat_that_was_abolished_gives_nothing() -> None:
    town = ward()
    town.seat_periods["chairman"] = Period(at("2020-01-01 00:00"), at("2026-07-01 00:00"))
    for person in ("Nguyễn Văn An", _DEPUTY):
        assert no(town.asks(person)).clause is Clause.EXPIRED


def test_who_left_the_seat_is_told_since_when() -> None:
    town = Town().competent("chairman")
    town.seats("Nguyễn Văn An", "chairman", Period(at("2020-01-01 00:00"), at("2026-11-01 00:00")))
    refusal = no(town.asks("Nguyễn Văn An"))
    assert refusal.clause is Clause.NOT_APPOINTED
    assert refusal.record_id == named("appointment 0")
    assert "đến hết ngày 31/10/2026" in refusal.says


def test_who_is_not_appointed_yet_is_told_from_when() -> None:
    town = Town().competent("chairman")
    town.seats("Nguyễn Văn An", "chairman", Period(at("2026-12-01 00:00")))
    refusal = no(town.asks("Nguyễn Văn An"))
    assert refusal.clause is Clause.NOT_APPOINTED
    assert "từ ngày 01/12/2026" in refusal.says


def test_a_former_official_without_any_route_is_told_the_last_seat() -> None:
    town = ward()
    town.seats("Cũ", "office_head", Period(at("2020-01-01 00:00"), at("2026-11-01 00:00")))
    refusal = no(town.asks("Cũ"))
    assert refusal.clause is Clause.NOT_APPOINTED
    assert "Chánh Văn phòng" in refusal.says


def test_a_stranger_holds_no_seat() -> None:
    refusal = no(ward().asks("Người lạ"))
    assert (refusal.clause, refusal.record_id) == (Clause.NOT_APPOINTED, None)


def test_an_official_without_the_power_is_told_which_seat_lacks_it() -> None:
    refusal = no(ward().asks("Lê Văn Cường"))
    assert (refusal.clause, refusal.record_id) == (Clause.NOT_COMPETENT, named("clerk"))
    assert "Công chức Một cửa" in refusal.says
    assert no(ward().asks("Lê Văn Cường", power=Power.APPRAISE)).clause is Clause.NOT_COMPETENT


def test_the_wards_chairman_is_nobody_in_the_department() -> None:
    assert no(ward().asks("Nguyễn Văn An", unit="department")).clause is Clause.NOT_COMPETENT


def test_what_was_delegated_is_never_delegated_on() -> None:
    town = Town().competent("city_head", collective=True)
    town.seats("Vũ Văn Giang", "director").seats("Lý Văn Minh", "division_head")
    town.seats("Nguyễn Văn An", "chairman")
    town.grants_to(GrantKind.DELEGATION, "city_head", unit="department", number="1/QĐ-UBND")
    below = town.grants_to(GrantKind.SIGNING_DELEGATION, "director", seat="division_head")
    onward = town.grants_to(GrantKind.DELEGATION, "director", seat="chairman")
    yes(town.asks("Vũ Văn Giang", unit="department"))
    for person, unit, record in (
        ("Lý Văn Minh", "department", below),
        ("Nguyễn Văn An", "ward", onward),
    ):
        refusal = no(town.asks(person, unit=unit))
        assert (refusal.clause, refusal.record_id) == (Clause.REDELEGATED, record)
        assert "1/QĐ-UBND" in refusal.says


def test_a_signing_delegation_is_not_passed_to_the_deputy() -> None:
    town = Town().competent("director").seats("Phó", "division_deputy")
    town.grants_to(GrantKind.SIGNING_DELEGATION, "director", seat="division_head")
    town.grants_to(GrantKind.DEPUTY, "division_head", seat="division_deputy")
    assert no(town.asks("Phó", unit="department")).clause is Clause.REDELEGATED


def test_a_delegation_may_keep_the_delegates_deputies_out() -> None:
    town = Town().competent("city_head").seats("Phó", "deputy_director")
    given = town.grants_to(GrantKind.DELEGATION, "city_head", unit="department", deputies=False)
    town.grants_to(GrantKind.DEPUTY, "director", seat="deputy_director")
    refusal = no(town.asks("Phó", unit="department"))
    assert (refusal.clause, refusal.record_id) == (Clause.REDELEGATED, given)


@pytest.mark.parametrize(
    ("kind", "giver", "seat", "words"),
    [
        (GrantKind.DEPUTY, "chairman", "registrar", "cấp phó"),
        (GrantKind.DEPUTY, "chairman", "office_deputy", "cấp phó"),
        (GrantKind.BY_ORDER, "chairman", "vice_chairman", "người đứng đầu"),
        (GrantKind.BY_ORDER, "chairman", "division_head", "người đứng đầu"),
        (GrantKind.SIGNING_DELEGATION, "chairman", "registrar", "người đứng đầu"),
        (GrantKind.COMMUNE_DELEGATION, "chairman", "registrar", "nêu tên"),
        (GrantKind.DELEGATION, "chairman", "vice_chairman", "cơ quan khác"),
        (GrantKind.DELEGATION, "chairman", "deputy_director", "người đứng đầu"),
        (GrantKind.DELEGATION, "chairman", "division_deputy", "người đứng đầu"),
        (GrantKind.DEVOLUTION, "chairman", "deputy_director", "người đứng đầu"),
        (GrantKind.DEPUTY, "registrar", "vice_chairman", "chỉ người đứng đầu mới giao"),
        (GrantKind.BY_ORDER, "vice_chairman", "office_head", "chỉ người đứng đầu mới giao"),
    ],
)
def test_a_grant_that_the_law_does_not_know_has_no_value(
    kind: GrantKind, giver: str, seat: str, words: str
) -> None:
    town = Town().competent(giver).seats("Ai đó", seat)
    instrument = town.grants_to(kind, giver, seat=seat)
    to_another = kind in (GrantKind.DELEGATION, GrantKind.DEVOLUTION)
    refusal = no(town.asks("Ai đó", unit=SEATS[seat][0] if to_another else "ward"))
    assert (refusal.clause, refusal.record_id) == (Clause.NOT_COMPETENT, instrument)
    assert words in refusal.says


def test_only_a_commune_delegation_may_name_a_person() -> None:
    town = Town().competent("chairman").seats("Ai đó", "vice_chairman")
    town.grants_to(GrantKind.DEPUTY, "chairman", person="Ai đó")
    assert "không cho cá nhân" in no(town.asks("Ai đó")).says


def test_nobody_gives_away_what_is_anothers() -> None:
    town = Town().competent("chairman").seats("Ai đó", "vice_chairman")
    town.grants_to(GrantKind.DEPUTY, "chairman", seat="vice_chairman", issuer="office_head")
    refusal = no(town.asks("Ai đó"))
    assert refusal.clause is Clause.NOT_COMPETENT
    assert "không do Chủ tịch" in refusal.says


def test_an_exclusive_delegation_leaves_the_grantor_and_his_deputies_nothing() -> None:
    begins = at("2026-11-01 00:00")
    town = Town().competent("city_head").seats("Chủ tịch", "city_head").seats("Phó", "city_deputy")
    town.grants_to(GrantKind.DEPUTY, "city_head", seat="city_deputy")
    given = town.grants_to(
        GrantKind.DELEGATION, "city_head", unit="department", exclusive=True, period=Period(begins)
    )
    for person in ("Chủ tịch", "Phó"):
        refusal = no(town.asks(person, unit="city"))
        assert (refusal.clause, refusal.record_id) == (Clause.NOT_COMPETENT, given)
        assert yes(town.asks(person, unit="city", when=at("2026-10-01 09:00"))).valid_to == begins


def test_a_line_that_gives_nobody_anything_takes_nothing_away() -> None:
    town = Town().competent("city_head").seats("Chủ tịch", "city_head")
    for seat, issuer in (("deputy_director", None), ("director", "chairman")):
        town.grants_to(GrantKind.DELEGATION, "city_head", seat=seat, issuer=issuer, exclusive=True)
    yes(town.asks("Chủ tịch", unit="city"))


def test_who_has_a_devolved_competence_gives_it_away_like_one_by_law() -> None:
    town = (
        Town().competent("city_head").seats("Giám đốc", "director").seats("Phó", "deputy_director")
    )
    town.grants_to(GrantKind.DEVOLUTION, "city_head", unit="department")
    town.grants_to(GrantKind.DEPUTY, "director", seat="deputy_director")
    given = town.grants_to(
        GrantKind.SIGNING_DELEGATION, "director", seat="division_head", exclusive=True
    )
    for person in ("Giám đốc", "Phó"):
        refusal = no(town.asks(person, unit="department"))
        assert (refusal.clause, refusal.record_id) == (Clause.NOT_COMPETENT, given)


def test_a_condition_is_asked_of_the_dossier_and_what_is_unknown_is_outside() -> None:
    town = Town().competent("chairman").seats("Phó", "vice_chairman")
    town.grants_to(GrantKind.DEPUTY, "chairman", seat="vice_chairman", scope="not(gia_tri > 500)")
    yes(town.asks("Phó", facts={"gia_tri": 500}))
    for facts in ({"gia_tri": 501}, {}, {"gia_tri": None}):
        refusal = no(town.asks("Phó", facts=facts))
        assert (refusal.clause, refusal.record_id) == (Clause.CONDITION, named("grant 0"))
        assert "gia_tri" in refusal.says


def test_a_condition_that_cannot_be_read_gives_nothing() -> None:
    town = Town().competent("chairman").seats("Phó", "vice_chairman")
    town.grants_to(GrantKind.DEPUTY, "chairman", seat="vice_chairman", scope="open('x')")
    assert no(town.asks("Phó")).clause is Clause.CONDITION


def test_nobody_decides_or_appraises_his_own_matter() -> None:
    mine = Involvement(applicant_identities=frozenset({"ID Nguyễn Văn An", "ID Phạm Thị Dung"}))
    town = ward()
    assert no(town.asks("Nguyễn Văn An", involvement=mine)).clause is Clause.OWN_CASE
    appraising = no(town.asks("Phạm Thị Dung", power=Power.APPRAISE, involvement=mine))
    assert appraising.clause is Clause.OWN_CASE
    yes(town.asks(_DEPUTY, involvement=mine))


def test_a_declared_conflict_bars_from_judging_but_not_from_sealing() -> None:
    town = ward()
    declared = Involvement(
        conflict_declared_by=frozenset({named("Nguyễn Văn An"), named("Hoàng Văn Em")})
    )
    refusal = no(town.asks("Nguyễn Văn An", involvement=declared))
    assert (refusal.clause, refusal.record_id) == (Clause.CONFLICT_DECLARED, named("Nguyễn Văn An"))
    yes(town.asks("Hoàng Văn Em", power=Power.SEAL, involvement=declared))


def test_who_prepared_does_not_decide_where_four_eyes_are_asked() -> None:
    prepared = frozenset({named("Nguyễn Văn An")})
    town = ward()
    four = Involvement(prepared_by=prepared)
    assert no(town.asks("Nguyễn Văn An", involvement=four)).clause is Clause.FOUR_EYES
    yes(town.asks("Nguyễn Văn An", power=Power.SIGN, involvement=four))
    yes(town.asks("Nguyễn Văn An", involvement=Involvement(prepared_by=prepared, four_eyes=False)))


def test_covering_an_absence_routes_work_but_never_signs_or_seals() -> None:
    town = ward()
    work = frozenset(Power)
    cover = town.grants_to(GrantKind.ABSENCE_COVER, "chairman", seat="registrar", powers=work)
    town.grants_to(GrantKind.ABSENCE_COVER, "clerk", seat="registrar", powers=work)
    town.grants_to(GrantKind.ABSENCE_COVER, "secretary", seat="registrar", powers=work)
    refusal = no(town.asks("Phạm Thị Dung"))
    assert (refusal.clause, refusal.record_id) == (Clause.ABSENT, cover)
    assert no(town.asks("Phạm Thị Dung", power=Power.SEAL)).clause is Clause.ABSENT
    yes(town.asks("Phạm Thị Dung", power=Power.RECEIVE))


def test_the_refusal_that_came_closest_to_a_yes_is_told() -> None:
    town, _ = _assigned(ends="2026-02-01 00:00")
    town.grants_to(GrantKind.DEPUTY, "chairman", seat="vice_chairman", scope="so_to > 5")
    assert no(town.asks(_DEPUTY, facts={"so_to": 1})).clause is Clause.CONDITION
    involved = Involvement(conflict_declared_by=frozenset({named(_DEPUTY)}))
    closest = no(town.asks(_DEPUTY, facts={"so_to": 9}, involvement=involved))
    assert closest.clause is Clause.CONFLICT_DECLARED


def test_every_sentence_is_a_sentence() -> None:
    town = ward()
    for person in ("Người lạ", "Lê Văn Cường", "Hoàng Văn Em"):
        says = no(town.asks(person)).says
        assert says.endswith(".")
        assert "None" not in says
