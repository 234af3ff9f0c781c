"""Who is asked to do a task that opens, and what is said when there is nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.core.authority.register import GrantKind, InstrumentState, Involvement, Period, Power
from engine.core.performers import Holders, PartyUnknown, holders, unit_of
from tests.engine.core.authority.town import Town, named, ward
from tests.engine.core.clock.offices import at
from tests.factories.dossiers import MORNING, WARD, dossier, register_with_roles, surroundings


def _asked(
    performer: str, power: str | None = None, town: Town | None = None, **changed: object
) -> Holders:
    register = register_with_roles((town or ward()).register())
    return holders(
        dossier(),
        surroundings(register=register, **changed),
        {},
        MORNING,
        performer=performer,
        power=power,
    )


@pytest.mark.parametrize(
    ("performer", "power", "seats"),
    [
        ("one_stop", "receive", ["clerk"]),
        ("one_stop@receiving", "receive", ["clerk"]),
        ("civil_status", "appraise", ["registrar"]),
        ("van_thu", "seal", ["secretary"]),
        ("leader", None, ["chairman", "vice_chairman"]),
    ],
)
def test_the_seats_of_the_unit_that_have_the_role(
    performer: str, power: str | None, seats: list[str]
) -> None:
    assert _asked(performer, power) == Holders(WARD, tuple(named(s) for s in seats))


def test_only_seats_of_the_named_unit_and_of_this_time() -> None:
    register = register_with_roles()
    clerk, past = named("clerk"), Period(at("2026-01-01 00:00"), at("2026-11-23 09:00"))
    ended = {**register.positions, clerk: replace(register.positions[clerk], period=past)}
    moved = {
        **register.positions,
        clerk: replace(register.positions[clerk], unit_id=named("department")),
    }
    for positions in (ended, moved):
        asked = holders(
            dossier(),
            surroundings(register=replace(register, positions=positions)),
            {},
            MORNING,
            performer="one_stop",
            power="receive",
        )
        assert asked.ids == ()
        assert asked.incident == (
            "Đơn vị chưa có vị trí nào đảm nhiệm vai trò “one_stop”; cần bổ sung vị trí."
        )


def test_for_a_power_of_authority_the_register_says_who() -> None:
    asked = _asked("leader", "decide")
    assert set(asked.ids) == {named("chairman"), named("vice_chairman")}
    assert asked.incident is None
    revoked = Town().competent("chairman").seats("Nguyễn Văn An", "chairman")
    revoked.seats("Trần Thị Bình", "vice_chairman")
    revoked.grants_to(
        GrantKind.DEPUTY, "chairman", seat="vice_chairman", state=InstrumentState.REVOKED
    )
    assert _asked("leader", "decide", revoked).ids == (named("chairman"),)


def test_a_grant_to_a_named_person_asks_the_person_and_not_the_seat() -> None:
    town = ward()
    town.grants_to(GrantKind.COMMUNE_DELEGATION, "chairman", person="Phạm Thị Dung")
    asked = _asked("leader", "decide", town)
    assert named("Phạm Thị Dung") in asked.ids
    assert named("registrar") not in asked.ids


def test_who_prepared_the_dossier_is_not_asked_to_decide_it() -> None:
    asked = _asked(
        "leader", "decide", involvement=Involvement(prepared_by=frozenset({named("Nguyễn Văn An")}))
    )
    assert named("chairman") not in asked.ids


def test_nobody_competent_is_an_incident_and_never_a_silent_wait() -> None:
    nobody = Town().seats("Nguyễn Văn An", "chairman")
    asked = _asked("leader", "decide", nobody)
    assert (asked.ids, asked.unit_id) == ((), WARD)
    assert asked.gap is not None
    assert asked.incident == (
        f"Chưa có ai làm được bước này: {asked.gap.says} Cần phân công, ủy quyền hoặc bổ nhiệm."
    )


def test_the_facts_decide_over_a_grant_with_a_condition() -> None:
    town = Town().competent("chairman").seats("Trần Thị Bình", "vice_chairman")
    town.grants_to(GrantKind.DEPUTY, "chairman", seat="vice_chairman", scope='loai = "A"')
    register = register_with_roles(town.register())
    for fact, ids in (("A", (named("vice_chairman"),)), ("B", ())):
        asked = holders(
            dossier(),
            surroundings(register=register),
            {"loai": fact},
            MORNING,
            performer="leader",
            power="decide",
        )
        assert asked.ids == ids


def test_a_party_that_the_dossier_does_not_have_is_named() -> None:
    assert unit_of(dossier(), "leader") == WARD
    assert unit_of(dossier(parties={"resolving": WARD, "agency": named("city")}), "x@agency") == (
        named("city")
    )
    with pytest.raises(PartyUnknown, match="leader@province"):
        unit_of(dossier(), "leader@province")


def test_who_covers_an_absence_is_asked_for_work_and_never_for_a_seal_or_a_place() -> None:
    everything = frozenset(Power)
    past = Period(at("2026-01-01 00:00"), at("2026-11-23 09:00"))
    for seat in ("registrar", "secretary", "chairman"):
        covered = ward()
        covered.grants_to(GrantKind.ABSENCE_COVER, seat, seat="clerk", powers=everything)
        over = ward()
        over.grants_to(GrantKind.ABSENCE_COVER, seat, seat="clerk", powers=everything, period=past)
        clerk = named("clerk")
        assert (clerk in _asked("civil_status", "appraise", covered).ids) is (seat == "registrar")
        assert clerk not in _asked("civil_status", "appraise", over).ids
        assert clerk not in _asked("van_thu", "seal", covered).ids
        assert clerk not in _asked("leader", None, covered).ids
        assert clerk not in _asked("leader", "decide", covered).ids
