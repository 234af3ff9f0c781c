"""What follows from an act: tasks, times, stops of the clock, outcome, guards, history."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpmn.values import Kind, Moved
from engine.core.acts import (
    Act,
    Claimed,
    Completed,
    MachineDone,
    MessageDelivered,
    Received,
    Records,
    TimerFired,
)
from engine.core.advance import MACHINE, advance
from engine.core.authority.register import GrantKind, Power
from engine.core.canonical import canonical
from engine.core.clock import parse_budget
from engine.core.dossier import Dossier, Group, Surroundings
from engine.core.history import chain
from engine.core.move import (
    AnswerGiven,
    GroupTouched,
    LedgerEntry,
    MandateUsed,
    Move,
    OutboxAdded,
    PaperAdded,
    SubscriptionOpened,
    TaskChanged,
    TaskClosed,
    TimerOpened,
)
from tests.engine.core.authority.town import named, ward, yes
from tests.engine.core.clock.offices import at, said
from tests.factories.dossiers import (
    DOSSIER,
    MORNING,
    WARD,
    dossier,
    element,
    moved,
    register_with_roles,
    surroundings,
    task,
    task_id,
)

SAME_DAY = parse_budget("trong ngày")
APPRAISAL = element("ThamDinh", performer="civil_status", power="appraise", budget="3 giờ")
OFFICER = named("Phạm Thị Dung")
MANDATE = yes(ward().asks("Phạm Thị Dung", power=Power.APPRAISE))
PAPER = PaperAdded(UUID(int=1), "to_khai", "tờ khai.pdf", "application/pdf", 10, 1, "aa")


def _after(
    case: Dossier,
    act: Act,
    what: Moved | None = None,
    around: Surroundings | None = None,
    now: datetime = MORNING,
) -> Move:
    return advance(case, act, what, around or surroundings(), now)


def _told(move: Move) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(move.history.canonical)
    return told


# --- tasks that open ----------------------------------------------------------------------------


def test_a_step_opens_with_its_people_its_power_and_its_time() -> None:
    case = dossier(APPRAISAL)
    [opened] = _after(case, Received(bundle="b", code="c"), moved(opens=("ThamDinh",))).opened
    assert (opened.id, opened.element, opened.kind) == (task_id("ThamDinh"), "ThamDinh", "user")
    assert (opened.unit_id, opened.performer, opened.power) == (WARD, "civil_status", "appraise")
    assert opened.holders == (named("registrar"),)
    assert (opened.assignee_id, opened.incident, opened.budget_group) == (None, None, None)
    assert opened.due_at == at("2026-11-23 12:00")


@pytest.mark.parametrize(
    ("budget", "now", "due"),
    [
        ("3 giờ", "2026-11-23 11:00", "2026-11-23 15:00"),  # the break does not count
        ("3 giờ", "2026-11-23 16:00", "2026-11-24 10:00"),
        ("3 giờ", "2026-11-28 10:00", "2026-11-30 11:00"),  # opened on a Saturday
        ("2 ngày", "2026-11-28 10:00", "2026-12-02 08:00"),  # days, too, begin on the Monday
        ("trong ngày", "2026-11-28 10:00", "2026-11-30 17:00"),
    ],
)
def test_a_step_is_due_by_office_time(budget: str, now: str, due: str) -> None:
    case = dossier(element("ThamDinh", performer="civil_status", budget=budget))
    move = _after(case, Received(bundle="b", code="c"), moved(opens=("ThamDinh",)), now=at(now))
    assert move.opened[0].due_at is not None
    assert said(move.opened[0].due_at) == due


def test_a_step_without_a_budget_has_no_time() -> None:
    case = dossier(element("ThamDinh", performer="civil_status", power="appraise"))
    move = _after(case, Received(bundle="b", code="c"), moved(opens=("ThamDinh",)))
    assert move.opened[0].due_at is None
    assert move.groups == ()


def test_what_the_procedure_settles_for_a_called_step_wins_over_the_diagram() -> None:
    case = dossier(
        element("KySo/Ky", performer="leader", power="decide", budget="1 giờ"),
    )
    settled = replace(
        case,
        bundle=replace(
            case.bundle,
            procedure=replace(case.bundle.procedure, calls={"KySo": {"Ky": {"budget": "2 giờ"}}}),
        ),
    )
    due = [
        _after(each, Received(bundle="b", code="c"), moved(opens=("KySo/Ky",))).opened[0].due_at
        for each in (case, settled)
    ]
    assert due == [at("2026-11-23 10:00"), at("2026-11-23 11:00")]


def test_a_signing_step_that_nobody_may_do_opens_with_an_incident() -> None:
    empty = replace(register_with_roles(), competences=(), grants=())
    case = dossier(element("Ky", performer="leader", power="decide"))
    around = surroundings(register=empty)
    [opened] = _after(case, Received(bundle="b", code="c"), moved(opens=("Ky",)), around).opened
    assert (opened.holders, opened.unit_id) == ((), WARD)
    assert "Chưa có ai được giao quyền quyết định thủ tục" in str(opened.incident)


def test_who_has_prepared_the_dossier_is_not_among_those_who_are_asked_to_sign() -> None:
    around = surroundings()
    barred = replace(
        around,
        involvement=replace(around.involvement, prepared_by=frozenset({named("Nguyễn Văn An")})),
    )
    case = dossier(element("Ky", performer="leader", power="decide"))
    [opened] = _after(case, Received(bundle="b", code="c"), moved(opens=("Ky",)), barred).opened
    assert opened.holders == (named("vice_chairman"),)


def test_new_facts_already_decide_who_is_asked() -> None:
    town = ward()
    town.competences.clear()
    town.instruments.clear()
    town.grants.clear()
    town.competent("chairman")
    town.grants_to(GrantKind.DEPUTY, "chairman", seat="vice_chairman", scope='loai = "A"')
    around = surroundings(register=register_with_roles(town.register()))
    case = dossier(
        element("ThamDinh"), element("Ky", performer="leader", power="decide"), facts={"loai": "B"}
    )
    act = Completed(actor_id=OFFICER, task=task("ThamDinh"), form="f", facts={"loai": "A"})
    move = _after(case, act, moved(done=("ThamDinh",), opens=("Ky",)), around)
    assert set(move.opened[0].holders) == {named("chairman"), named("vice_chairman")}
    assert move.facts == {"loai": "A"}


# --- budgets shared by steps --------------------------------------------------------------------


def test_steps_of_a_group_share_the_time_of_the_first() -> None:
    case = dossier(
        element("Mot", budget="4 giờ", group="chung"), element("Hai", budget="2 giờ", group="chung")
    )
    move = _after(case, Received(bundle="b", code="c"), moved(opens=("Mot", "Hai")))
    due = at("2026-11-23 14:00")
    assert [t.due_at for t in move.opened] == [due, due]
    assert [t.budget_group for t in move.opened] == ["chung", "chung"]
    assert move.groups == (GroupTouched("chung", "4 giờ", MORNING, due),)


def test_a_group_that_runs_already_keeps_its_time() -> None:
    case = dossier(element("Mot", budget="4 giờ", group="chung"))
    running = {"chung": Group("chung", "4 giờ", at("2026-11-20 08:00"), at("2026-11-20 12:00"))}
    move = _after(
        case, Received(bundle="b", code="c"), moved(opens=("Mot",)), surroundings(groups=running)
    )
    assert move.opened[0].due_at == at("2026-11-20 12:00")
    assert move.groups == ()


# --- waits for the machine, the clock and a message ---------------------------------------------


def test_a_machine_step_is_asked_of_the_worker_once() -> None:
    case = dossier(element("PhatHanh", Kind.MACHINE, implementation="release"))
    move = _after(case, Received(bundle="b", code="c"), moved(opens=("PhatHanh",)))
    task_at = task_id("PhatHanh")
    assert move.outbox == (
        OutboxAdded(
            uuid5(task_at, MACHINE), MACHINE, {"task": str(task_at), "step": "release"}, MORNING
        ),
    )
    assert move.opened[0].holders == ()
    assert move.opened[0].incident is None


def test_a_timer_fires_when_its_text_says() -> None:
    case = dossier(
        element("Han", Kind.TIMER, timer="15 ngày làm việc"),
        element("Lau", Kind.TIMER, timer="P1D"),
    )
    move = _after(case, Received(bundle="b", code="c"), moved(opens=("Han", "Lau")))
    assert move.timers == (
        TimerOpened(task_id("Han"), at("2026-12-14 09:00"), "15 ngày làm việc"),
        TimerOpened(task_id("Lau"), at("2026-11-24 09:00"), "P1D"),
    )


def test_a_message_is_subscribed_to_by_the_dossiers_code() -> None:
    case = dossier(element("Nhan", Kind.MESSAGE, message="bo_sung", performer="one_stop@receiving"))
    move = _after(case, Received(bundle="b", code="c"), moved(opens=("Nhan",)))
    assert move.subscriptions == (
        SubscriptionOpened(task_id("Nhan"), "bo_sung", "H26.31-261123-0001"),
    )
    assert move.opened[0].holders == (named("clerk"),)
    assert move.ledger == ()
    assert move.status == "processing"


# --- tasks that close ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "outcome"),
    [("2026-11-22 09:00", "before"), ("2026-11-23 12:00", "on"), ("2026-11-23 12:01", "after")],
)
def test_a_done_step_was_before_on_or_after_its_time(now: str, outcome: str) -> None:
    around = surroundings(open_tasks=(task("ThamDinh", due_at=at("2026-11-23 12:00")),))
    act = Completed(actor_id=OFFICER, task=around.open_tasks[0])
    move = _after(dossier(element("ThamDinh")), act, moved(done=("ThamDinh",)), around, at(now))
    assert move.closed == (TaskClosed(task_id("ThamDinh"), "done", outcome),)


def test_a_cancelled_step_has_no_outcome() -> None:
    around = surroundings(open_tasks=(task("ThamDinh", due_at=at("2026-11-23 12:00")),))
    move = _after(
        dossier(element("ThamDinh"), element("Han", Kind.TIMER, timer="P1D")),
        TimerFired(task=task("Han")),
        moved(done=("Han",), cancelled=("ThamDinh",)),
        around,
    )
    assert move.closed == (
        TaskClosed(task_id("Han"), "done", None),
        TaskClosed(task_id("ThamDinh"), "cancelled", None),
    )


# --- stops of the clock -------------------------------------------------------------------------

WAIT = element("Nhan", Kind.MESSAGE, message="bo_sung", policy="pause")


def _stop(policy: str, starts: str, ends: str | None = None, path: str = "Nhan") -> LedgerEntry:
    ends_at = None if ends is None else at(ends)
    return LedgerEntry(task_id(path), "supplement", policy, at(starts), ends_at, path)


def test_a_wait_for_the_applicant_stops_the_clock() -> None:
    act = Completed(actor_id=OFFICER, task=task("LapPhieu"))
    case = dossier(element("LapPhieu"), WAIT, total=SAME_DAY)
    move = _after(case, act, moved(done=("LapPhieu",), opens=("Nhan",)))
    assert move.ledger == (_stop("pause", "2026-11-23 09:00"),)
    assert move.status == "waiting_applicant"
    assert move.due_at is None  # unchanged until the stop ends


def test_the_clock_goes_on_with_what_was_left() -> None:
    case = dossier(WAIT, total=parse_budget("4 giờ"))
    around = surroundings(ledger=(_stop("pause", "2026-11-23 10:00"),))
    act = MessageDelivered(actor_id=OFFICER, task=task("Nhan"), message="bo_sung")
    move = _after(case, act, moved(done=("Nhan",)), around, at("2026-11-25 09:00"))
    assert move.ledger == (_stop("pause", "2026-11-23 10:00", "2026-11-25 09:00"),)
    assert move.status == "processing"
    assert move.due_at == at("2026-11-25 12:00")  # one hour was used


def test_the_clock_begins_anew_where_the_procedure_restarts_it() -> None:
    case = dossier(WAIT, total=parse_budget("4 giờ"), cutoff=time(15))
    around = surroundings(ledger=(_stop("restart", "2026-11-23 10:00"),))
    act = MessageDelivered(actor_id=OFFICER, task=task("Nhan"), message="bo_sung")
    early, late = (
        _after(case, act, moved(done=("Nhan",)), around, at(now)).due_at
        for now in ("2026-11-25 09:00", "2026-11-25 15:00")
    )
    assert early == at("2026-11-25 14:00")
    assert late == at("2026-11-26 12:00")  # after the cut-off: from the next morning


def test_a_pause_before_a_restart_counts_no_more() -> None:
    case = dossier(WAIT, total=parse_budget("4 giờ"))
    around = surroundings(
        ledger=(
            _stop("pause", "2026-11-23 09:30", "2026-11-23 11:30", "truoc"),
            _stop("restart", "2026-11-23 13:30"),
        )
    )
    act = MessageDelivered(actor_id=OFFICER, task=task("Nhan"), message="bo_sung")
    move = _after(case, act, moved(done=("Nhan",)), around, at("2026-11-25 08:00"))
    assert move.due_at == at("2026-11-25 12:00")


def test_a_stop_ends_also_when_the_diagram_cancels_its_wait() -> None:
    case = dossier(
        WAIT, element("Han", Kind.TIMER, timer="P1D"), element("XacNhan"), total=SAME_DAY
    )
    around = surroundings(ledger=(_stop("pause", "2026-11-23 10:00"),))
    what = moved(done=("Han",), cancelled=("Nhan",), opens=("XacNhan",))
    move = _after(case, TimerFired(task=task("Han")), what, around, at("2026-11-26 09:00"))
    assert move.ledger[0].ends_at == at("2026-11-26 09:00")
    assert move.status == "processing"


def test_another_stop_keeps_the_dossier_waiting() -> None:
    case = dossier(WAIT, element("Khac", Kind.MESSAGE, message="khac", policy="pause"))
    around = surroundings(
        ledger=(
            _stop("pause", "2026-11-23 10:00"), _stop("pause", "2026-11-23 10:30", path="Khac"),
        )
    )  # fmt: skip
    act = MessageDelivered(actor_id=OFFICER, task=task("Nhan"), message="bo_sung")
    move = _after(case, act, moved(done=("Nhan",)), around, at("2026-11-23 11:00"))
    assert [e.id for e in move.ledger] == [task_id("Nhan")]
    assert move.status == "waiting_applicant"


def test_a_pause_that_outlasts_a_restart_still_counts() -> None:
    case = dossier(WAIT, element("Khac", Kind.MESSAGE), total=parse_budget("4 giờ"))
    around = surroundings(
        ledger=(
            _stop("pause", "2026-11-23 09:30"),
            _stop("restart", "2026-11-23 10:00", "2026-11-24 09:00", "Khac"),
        )
    )
    act = MessageDelivered(actor_id=OFFICER, task=task("Nhan"), message="bo_sung")
    move = _after(case, act, moved(done=("Nhan",)), around, at("2026-11-25 08:00"))
    assert move.due_at == at("2026-11-25 12:00")


def test_a_stop_that_ended_before_its_wait_keeps_its_end() -> None:
    around = surroundings(ledger=(_stop("pause", "2026-11-20 10:00", "2026-11-20 11:00"),))
    act = MessageDelivered(actor_id=OFFICER, task=task("Nhan"), message="bo_sung")
    assert _after(dossier(WAIT), act, moved(done=("Nhan",)), around).ledger == ()


def test_a_stop_that_ended_before_is_left_alone() -> None:
    case = dossier(element("ThamDinh"), total=SAME_DAY)
    around = surroundings(ledger=(_stop("pause", "2026-11-20 10:00", "2026-11-20 11:00"),))
    act = Completed(actor_id=OFFICER, task=task("ThamDinh"))
    move = _after(case, act, moved(done=("ThamDinh",)), around)
    assert (move.ledger, move.due_at) == ((), None)


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(1, 400)), min_size=1, max_size=4))
def test_pauses_move_the_due_time_by_their_own_office_time(
    stops: list[tuple[int, int]],
) -> None:
    """Each stop begins some minutes after the last and lasts some; the term is long enough."""
    case = dossier(WAIT, total=parse_budget("10 ngày làm việc"))
    calendar = surroundings().calendar
    ledger: list[LedgerEntry] = []
    now, stopped = MORNING, 0
    for number, (gap, length) in enumerate(stops):
        starts = now + timedelta(minutes=gap)
        now = starts + timedelta(minutes=length)
        ledger.append(LedgerEntry(UUID(int=number), "supplement", "pause", starts, now, "Nhan"))
        stopped += calendar.position(now) - calendar.position(starts)
    last = replace(ledger[-1], id=task_id("Nhan"), ends_at=None)
    act = MessageDelivered(actor_id=OFFICER, task=task("Nhan"), message="bo_sung")
    move = _after(case, act, moved(done=("Nhan",)), surroundings(ledger=(*ledger[:-1], last)), now)
    undisturbed = _after(case, Received(bundle="b", code="c"), moved()).due_at
    assert move.due_at is not None
    assert undisturbed is not None
    assert calendar.position(move.due_at) - calendar.position(undisturbed) == stopped


# --- the dossier --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-23 09:00", "2026-11-23 17:00"),
        ("2026-11-23 14:59", "2026-11-23 17:00"),
        ("2026-11-23 15:00", "2026-11-24 17:00"),
        ("2026-11-28 09:00", "2026-11-30 17:00"),
    ],
)
def test_a_dossier_is_due_by_its_reception_and_the_cut_off(received: str, due: str) -> None:
    case = dossier(total=SAME_DAY, cutoff=time(15), received_at=at(received))
    move = _after(case, Received(bundle="b", code="c"), moved(), now=at(received))
    assert move.due_at == at(due)


def test_a_procedure_without_a_term_has_no_due_time() -> None:
    assert _after(dossier(), Received(bundle="b", code="c"), moved()).due_at is None


def test_no_other_act_moves_the_due_time() -> None:
    case = dossier(element("ThamDinh"), total=SAME_DAY)
    act = Completed(actor_id=OFFICER, task=task("ThamDinh"))
    assert _after(case, act, moved(done=("ThamDinh",))).due_at is None


def test_an_end_gives_the_dossier_its_outcome() -> None:
    case = dossier(
        element("Tra"), element("DaCap", None, outcome="granted"), element("KySo/Xong", None),
        element("KySo/La", None, outcome="lapsed"),
    )  # fmt: skip
    act = Completed(actor_id=OFFICER, task=task("Tra"))
    ended = moved(done=("Tra",), ends=("DaCap", "KySo/Xong", "KySo/La"), ended=True)
    move = _after(case, act, ended)
    assert (move.status, move.outcome, move.finished_at) == ("finished", "granted", MORNING)
    assert _told(move)["ended"] == "granted"


def test_an_end_of_a_called_diagram_ends_no_dossier() -> None:
    case = dossier(element("Tra"), element("DaCap", None, outcome="granted"))
    act = Completed(actor_id=OFFICER, task=task("Tra"))
    move = _after(case, act, moved(done=("Tra",), ends=("DaCap",)))
    assert (move.status, move.outcome, move.finished_at) == ("processing", None, None)
    assert _told(move)["ended"] is None


def test_an_end_without_an_outcome_is_told_as_an_end() -> None:
    case = dossier(element("Tra"), element("Het", None))
    act = Completed(actor_id=OFFICER, task=task("Tra"))
    move = _after(case, act, moved(done=("Tra",), ends=("Het",), ended=True))
    assert (move.status, move.outcome) == ("finished", None)
    assert _told(move)["ended"] == "ended"


def test_whoever_first_takes_up_the_appraisal_is_accountable() -> None:
    appraisal = task("ThamDinh", power="appraise")
    claimed = Claimed(actor_id=OFFICER, task=appraisal)
    assert _after(dossier(), claimed).accountable_id == OFFICER
    done = Completed(actor_id=OFFICER, task=appraisal)
    case = dossier(element("ThamDinh"))
    assert _after(case, done, moved(done=("ThamDinh",))).accountable_id == OFFICER
    known = replace(case, accountable_id=named("someone"))
    assert _after(known, done, moved(done=("ThamDinh",))).accountable_id is None
    for power in ("receive", "decide", "sign", "seal", None):
        other = Completed(actor_id=OFFICER, task=task("Ky", power=power))
        assert _after(dossier(element("Ky")), other, moved(done=("Ky",))).accountable_id is None


# --- guards and rows ----------------------------------------------------------------------------


def test_an_act_of_authority_is_bound_to_the_epoch_and_leaves_its_mandate() -> None:
    appraisal = task("ThamDinh", power="appraise")
    act = Completed(actor_id=OFFICER, task=appraisal, mandate=MANDATE)
    move = _after(dossier(element("ThamDinh")), act, moved(done=("ThamDinh",)))
    assert move.epoch == surroundings().register.epoch
    assert move.mandates == (MandateUsed(appraisal.id, MANDATE),)
    assert _told(move)["mandate"] == MANDATE.id


def test_an_act_without_authority_is_not_bound_to_the_register() -> None:
    move = _after(
        dossier(element("PhatHanh", Kind.MACHINE)),
        MachineDone(task=task("PhatHanh"), step="release"),
        moved(done=("PhatHanh",)),
    )
    assert (move.epoch, move.mandates) == (None, ())
    received = Received(bundle="b", code="c", mandate=MANDATE)
    move = _after(dossier(), received, moved())
    assert (move.epoch, move.mandates) == (7, ())  # no task to write it at


def test_a_claim_changes_the_task_and_nothing_else() -> None:
    held = task("ThamDinh", incident="thiếu người")
    move = _after(dossier(), Claimed(actor_id=OFFICER, task=held))
    assert move.changed == (TaskChanged(held.id, OFFICER, None),)
    assert (move.state, move.status, move.facts, move.outcome) == (None, None, None, None)
    assert (move.closed, move.opened, move.ledger, move.due_at) == ((), (), (), None)


def test_answers_are_kept_with_their_form() -> None:
    act = Completed(actor_id=OFFICER, task=task("Mot"), form="f", answers={"a": 1})
    move = _after(dossier(element("Mot")), act, moved(done=("Mot",)))
    assert move.answers == (AnswerGiven(task_id("Mot"), "f", {"a": 1}),)
    without = Completed(actor_id=OFFICER, task=task("Mot"))
    assert _after(dossier(element("Mot")), without, moved(done=("Mot",))).answers == ()


def test_facts_are_added_to_those_there_are() -> None:
    case = dossier(element("Mot"), facts={"a": 1, "b": 1})
    act = Completed(actor_id=OFFICER, task=task("Mot"), facts={"b": 2})
    assert _after(case, act, moved(done=("Mot",))).facts == {"a": 1, "b": 2}
    none = Completed(actor_id=OFFICER, task=task("Mot"))
    assert _after(case, none, moved(done=("Mot",))).facts is None


def test_what_the_act_brings_is_written_with_the_move() -> None:
    row = OutboxAdded(UUID(int=9), "finish_signature", {}, MORNING)
    records = Records(papers=(PAPER,), outbox=(row,), outbox_done=(UUID(int=8),))
    case = dossier(element("PhatHanh", Kind.MACHINE, implementation="release"))
    act = Received(bundle="b", code="c", records=records, key="page 1")
    move = _after(case, act, moved(opens=("PhatHanh",)))
    assert move.papers == (PAPER,)
    assert [r.kind for r in move.outbox] == [MACHINE, "finish_signature"]
    assert move.outbox_done == (UUID(int=8),)
    assert (move.idempotency_key, move.dossier_id, move.version) == ("page 1", DOSSIER, 3)
    assert (move.at, move.state) == (MORNING, b"after")


# --- history ------------------------------------------------------------------------------------


def test_the_history_entry_says_all_that_happened_in_canonical_bytes() -> None:
    case = dossier(element("ThamDinh"), element("Ky", performer="leader"))
    around = surroundings(open_tasks=(task("ThamDinh", due_at=at("2026-11-23 12:00")),))
    act = Completed(actor_id=OFFICER, task=around.open_tasks[0], form="f", answers={"a": 1})
    move = _after(case, act, moved(done=("ThamDinh",), opens=("Ky",)), around)
    told = {
        "kind": "completed",
        "actor": OFFICER,
        "task": task_id("ThamDinh"),
        "dossier": DOSSIER,
        "seq": 4,
        "at": MORNING,
        "element": "ThamDinh",
        "mandate": None,
        "closed": [[task_id("ThamDinh"), "ThamDinh", "done", "on"]],
        "opened": [[task_id("Ky"), "Ky", None, [named("chairman"), named("vice_chairman")]]],
        "ended": None,
        **act.tells(),
    }
    assert move.history.canonical == canonical(told)
    assert move.history.previous == case.history_hash
    assert move.history.hash == chain(case.history_hash, move.history.canonical)
    assert (move.history.kind, move.history.actor_id) == ("completed", OFFICER)


@given(st.integers(0, 10**6), st.binary(min_size=32, max_size=32))
def test_each_entry_follows_the_one_before(version: int, last: bytes) -> None:
    case = replace(dossier(), version=version, history_hash=last)
    move = _after(case, Claimed(actor_id=OFFICER, task=task("ThamDinh")))
    assert _told(move)["seq"] == version + 1
    assert move.history.previous == last
    assert move.version == version


@given(
    st.dictionaries(st.text(min_size=1, max_size=5), st.integers(-9, 9), max_size=4),
    st.dictionaries(st.text(min_size=1, max_size=5), st.integers(-9, 9), max_size=4),
)
def test_advancing_is_pure(before: Mapping[str, int], new: Mapping[str, int]) -> None:
    case = dossier(element("Mot"), facts=before)
    act = Completed(actor_id=OFFICER, task=task("Mot"), form="f", answers=new, facts=new)
    first = _after(case, act, moved(done=("Mot",)))
    assert first == _after(case, act, moved(done=("Mot",)))
    assert case.facts == before
    assert first.facts == ({**before, **new} if new else None)
