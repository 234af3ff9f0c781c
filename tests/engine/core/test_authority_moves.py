"""Where open tasks go when an authority ends: pure, over the small city."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from engine.core.acts import AuthorityMoved
from engine.core.advance import advance
from engine.core.authority.register import (
    Clause,
    GrantKind,
    InstrumentState,
    OnEnd,
    Period,
    Register,
)
from engine.core.authority_moves import Cause, TaskMove, Way, task_moves, whom
from engine.core.competent import returned
from engine.core.dossier import Dossier, Surroundings, Task
from engine.core.issued_as import issued_as
from engine.core.performers import holders, issuer_of
from engine.core.procedure import DocumentSpec
from engine.core.register_change import (
    AppointmentEnds,
    GrantStruck,
    InstrumentTo,
    RegisterChange,
    Superseded,
    register_after,
)
from tests.engine.core.authority.town import NOW, Town, named, no, ward, yes
from tests.engine.core.clock.offices import at
from tests.factories.dossiers import WARD, dossier, element, register_with_roles, surroundings, task

BEFORE, LONG_AGO = at("2026-11-20 09:00"), at("2026-01-05 08:00")
DEPARTMENT, CITY = named("department"), named("city")


def _city(on_end: OnEnd = OnEnd.RETURN_TO_DELEGATOR, **grant: Any) -> tuple[Town, UUID]:
    """The city's committee decides; it has delegated to the department, whose deputy signs too."""
    town = Town().competent("city_head", collective=True)
    for person, seat in (
        ("Chủ tịch", "city_head"),
        ("Giám đốc", "director"),
        ("Phó Giám đốc", "deputy_director"),
    ):
        town.seats(person, seat)
    delegation = town.grants_to(GrantKind.DELEGATION, "city_head", unit="department", **grant)
    town.instruments[delegation] = replace(town.instruments[delegation], on_end=on_end)
    town.grants_to(GrantKind.DEPUTY, "director", seat="deputy_director", number="41/QĐ-SCT")
    return town, delegation


def _delegated(received_at: datetime = BEFORE, **parties: UUID) -> Dossier:
    return dossier(
        element("Ky", performer="leader", power="decide"),
        unit_id=DEPARTMENT,
        parties={"resolving": DEPARTMENT, "receiving": DEPARTMENT, **parties},
        received_at=received_at,
    )


def _signing(**changed: object) -> Task:
    plain = {
        "unit_id": DEPARTMENT,
        "performer": "leader",
        "power": "decide",
        "holders": (named("director"), named("deputy_director")),
    }
    return task("Ky", **{**plain, **changed})


def _after(
    town: Town | Register,
    change: RegisterChange,
    open_task: Task | None = None,
    case: Dossier | None = None,
) -> tuple[TaskMove, ...]:
    register = town.register() if isinstance(town, Town) else town
    around = surroundings(
        register=register_after(register_with_roles(register), change),
        open_tasks=(open_task or _signing(),),
    )
    return task_moves(case or _delegated(), around, NOW)


def _revoked(instrument: UUID) -> InstrumentTo:
    return InstrumentTo(instrument, InstrumentState.REVOKED, NOW)


def test_a_returned_step_is_asked_of_who_is_competent_at_the_delegator() -> None:
    town, delegation = _city()
    held = _signing(assignee_id=named("Giám đốc"))
    [move] = _after(town, _revoked(delegation), held)
    assert (move.way, move.unit_id, move.holders) == (Way.RETURNED, CITY, (named("city_head"),))
    assert (move.assignee_id, move.incident) == (None, None)
    assert set(move.lost) == {named("director"), named("deputy_director")}
    register = town.register()
    assert whom(register, move.holders, CITY) == "Chủ tịch Ủy ban nhân dân Thành phố"


def test_form_and_seal_follow_a_returned_step_and_come_back_with_it() -> None:
    town, delegation = _city()
    [move] = _after(town, _revoked(delegation))
    around = surroundings(register=town.register(), open_tasks=(move.task,))
    act = AuthorityMoved(moves=(move,), cause=Cause("revoked", delegation, "12/QĐ-UBND"))
    saved = advance(_delegated(), act, None, around, NOW)
    assert saved.parties is not None
    assert saved.parties[returned("resolving")] == CITY
    assert [(c.unit_id, c.assignee_id) for c in saved.changed] == [(CITY, None)]
    assert {asked.holder_id for asked in saved.asked_again} == {named("city_head")}
    back = replace(_delegated(), parties=saved.parties)
    assert issuer_of(back, "_@resolving") == CITY
    again = task_moves(
        back,
        surroundings(
            register=register_with_roles(town.register()),
            open_tasks=(replace(move.task, unit_id=CITY, holders=move.holders),),
        ),
        NOW,
    )
    assert [(m.way, m.unit_id) for m in again] == [(Way.RETURNED, DEPARTMENT)]
    resumed = AuthorityMoved(moves=again, cause=Cause("in_force", delegation))
    asked = advance(back, resumed, None, around, NOW)
    assert asked.parties is not None
    assert returned("resolving") not in asked.parties


def test_nobody_at_the_delegator_is_an_incident_that_names_the_gap() -> None:
    town, delegation = _city()
    town.appointments = [a for a in town.appointments if a.person_id != named("Chủ tịch")]
    [move] = _after(town, _revoked(delegation))
    assert (move.way, move.unit_id, move.holders) == (Way.STUCK, CITY, ())
    assert move.gap is not None
    assert (move.gap.clause, move.gap.record_id) == (Clause.NOT_APPOINTED, named("city_head"))
    assert "Chưa có ai giữ chức Chủ tịch Ủy ban nhân dân Thành phố" in str(move.incident)


def test_a_frozen_step_stays_with_those_who_had_it_and_says_so() -> None:
    town, delegation = _city(OnEnd.FREEZE)
    held = _signing(assignee_id=named("Giám đốc"))
    [move] = _after(town, _revoked(delegation), held)
    assert (move.way, move.holders, move.assignee_id) == (
        Way.FROZEN,
        held.holders,
        held.assignee_id,
    )
    assert "Thời hạn giải quyết vẫn tính" in str(move.incident)
    assert move.gap is not None
    assert move.gap.clause is Clause.REVOKED
    frozen = replace(held, incident=move.incident)
    assert _after(town, _revoked(delegation), frozen) == ()
    [thawed] = _after(town, GrantStruck(UUID(int=1), NOW), frozen)
    assert (thawed.way, thawed.incident, thawed.assignee_id) == (Way.AGAIN, None, held.assignee_id)


@pytest.mark.parametrize("received", [BEFORE, NOW])
def test_what_was_started_under_an_instrument_that_says_so_is_finished_under_it(
    received: datetime,
) -> None:
    """A dossier that was taken in later, or at the very second of the end, is not."""
    town, delegation = _city(OnEnd.FINISH_STARTED)
    moves = _after(town, _revoked(delegation), case=_delegated(received))
    assert [m.way for m in moves] == ([] if received is BEFORE else [Way.STUCK])


@pytest.mark.parametrize("deputy", [False, True])
def test_the_mandate_to_finish_is_open_at_its_end_and_says_on_what_it_rests(deputy: bool) -> None:
    ended = Period(LONG_AGO, at("2026-11-22 00:00"))
    town, _ = _city(OnEnd.FINISH_STARTED, period=ended)
    who = "Phó Giám đốc" if deputy else "Giám đốc"
    assert no(town.asks(who, unit="department")).clause is Clause.EXPIRED
    mandate = yes(town.asks(who, unit="department", started=BEFORE))
    assert (mandate.valid_from, mandate.valid_to) == (LONG_AGO, None)
    assert "hồ sơ tiếp nhận ngày 20/11/2026 được giải quyết tiếp đến khi xong." in " ".join(
        link.says for link in mandate.chain
    )
    for late in ("2026-11-22 00:00", "2026-01-05 07:59"):
        refused = no(town.asks(who, unit="department", started=at(late)))
        assert refused.clause is Clause.EXPIRED


def test_a_suspension_stops_started_dossiers_too_and_they_wait() -> None:
    town, delegation = _city(OnEnd.FINISH_STARTED)
    [move] = _after(town, InstrumentTo(delegation, InstrumentState.SUSPENDED, NOW))
    assert move.way is Way.FROZEN


def test_a_line_of_its_own_term_lets_started_dossiers_be_finished() -> None:
    town, _ = _city(OnEnd.FINISH_STARTED, term=Period(LONG_AGO, at("2026-11-22 00:00")))
    assert yes(town.asks("Giám đốc", unit="department", started=BEFORE)).valid_to is None
    assert no(town.asks("Giám đốc", unit="department")).clause is Clause.EXPIRED


def test_an_assignment_that_ends_leaves_the_step_to_the_head() -> None:
    town = ward()
    [assignment] = town.instruments
    held = task(
        "Ky",
        performer="leader",
        power="decide",
        holders=(named("chairman"), named("vice_chairman")),
        assignee_id=named("Trần Thị Bình"),
    )
    case = dossier(element("Ky", performer="leader", power="decide"))
    [move] = _after(town, _revoked(assignment), held, case)
    assert (move.way, move.unit_id, move.holders) == (Way.OTHERS, WARD, (named("chairman"),))
    assert move.assignee_id is None
    [grant] = town.grants
    [struck] = _after(town, GrantStruck(grant.id, NOW), held, case)
    assert (struck.way, struck.holders) == (move.way, move.holders)


def test_who_has_a_step_that_others_may_do_too_keeps_it() -> None:
    town = ward()
    [assignment] = town.instruments
    held = task(
        "Ky",
        performer="leader",
        power="decide",
        holders=(named("chairman"), named("vice_chairman")),
        assignee_id=named("Nguyễn Văn An"),
    )
    [move] = _after(town, _revoked(assignment), held, dossier(element("Ky")))
    assert move.assignee_id == named("Nguyễn Văn An")


def test_a_task_stays_with_the_post_when_its_officer_leaves_it() -> None:
    town = ward()
    [registrar] = [a for a in town.appointments if a.position_id == named("registrar")]
    held = task(
        "ThamDinh",
        performer="civil_status",
        power="appraise",
        holders=(named("registrar"),),
        assignee_id=registrar.person_id,
    )
    case = dossier(element("ThamDinh"))
    [move] = _after(town, AppointmentEnds(registrar.id, NOW), held, case)
    assert (move.way, move.holders, move.assignee_id) == (Way.QUEUE, (named("registrar"),), None)
    free = replace(held, assignee_id=None)
    assert _after(town, AppointmentEnds(registrar.id, NOW), free, case) == ()


def test_an_empty_head_s_seat_is_named_as_the_gap() -> None:
    town = Town().competent("chairman", collective=True).seats("Nguyễn Văn An", "chairman")
    held = task("Ky", performer="leader", power="decide", holders=(named("chairman"),))
    [chairman] = town.appointments
    [move] = _after(town, AppointmentEnds(chairman.id, NOW), held, dossier(element("Ky")))
    assert move.way is Way.STUCK
    assert move.gap is not None
    assert (move.gap.clause, move.gap.record_id) == (Clause.NOT_APPOINTED, chairman.id)


def test_what_another_instrument_takes_over_comes_back_first() -> None:
    """Superseded by a delegation to somebody else: started dossiers are the delegator's."""
    town, delegation = _city()
    other = town.grants_to(GrantKind.DELEGATION, "city_head", unit="ward", number="13/QĐ-UBND")
    [move] = _after(town, Superseded(delegation, other, NOW))
    assert (move.way, move.unit_id) == (Way.RETURNED, CITY)


def test_a_step_that_opens_after_the_end_opens_at_the_delegator() -> None:
    town, delegation = _city()
    around: Surroundings = surroundings(
        register=register_after(register_with_roles(town.register()), _revoked(delegation))
    )
    asked = holders(_delegated(), around, {}, NOW, performer="leader", power="decide")
    assert (asked.unit_id, asked.ids) == (CITY, (named("city_head"),))


def test_a_dossier_that_the_change_does_not_touch_stays() -> None:
    town, _ = _city()
    assert _after(town, _revoked(UUID(int=3))) == ()


def _decision(symbol: str) -> DocumentSpec:
    return DocumentSpec(
        key="quyet_dinh",
        kind="result",
        title="Quyết định",
        template="documents/quyet_dinh.typ",
        drafter="Thao",
        initialler=None,
        signing_step="Ky",
        issuer="resolving",
        register="quyet_dinh",
        symbol=symbol,
        seal=True,
        addressees=(),
        outcome=None,
    )


def test_the_symbol_of_a_returned_document_names_the_delegator() -> None:
    """ "QĐ-SCT" becomes "QĐ-UBND"; a symbol that names no agency stays."""
    register = register_with_roles(_city()[0].register())
    units = {
        **register.units,
        DEPARTMENT: replace(register.units[DEPARTMENT], abbreviation="SCT"),
        CITY: replace(register.units[CITY], abbreviation="UBND"),
    }
    known = replace(register, units=units)
    here = _delegated()
    back = replace(here, parties={**here.parties, returned("resolving"): CITY})
    decision = _decision("QĐ-SCT")
    assert issued_as(decision, here, known).symbol == "QĐ-SCT"
    assert issued_as(decision, back, known).symbol == "QĐ-UBND"
    assert issued_as(_decision("SCT-QLCN"), back, known).symbol == "UBND-QLCN"
    assert issued_as(_decision("GCN"), back, known).symbol == "GCN"
    assert issued_as(decision, back, register) == decision
