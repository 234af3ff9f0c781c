"""The dossier's own clock: promised and lawful terms, the apology, the one extension, the end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bpmn.values import Closed, Kind, Moved
from engine.core.acts import (
    Completed,
    Extended,
    MessageDelivered,
    Received,
    Stopped,
    TimerFired,
    Withdrawn,
)
from engine.core.clock import parse_budget
from engine.core.dossier import Dossier, Group
from engine.core.move import GroupTouched, LedgerEntry
from engine.errors import AlreadyExtended
from tests.engine.core.advance.office import after, around, told
from tests.engine.core.authority.town import named
from tests.engine.core.clock.offices import at
from tests.factories.dossiers import dossier, element, moved, task, task_id

OFFICER = named("Phạm Thị Dung")
RECEIVED = Received(bundle="b", code="c")
TEN, SEVEN = parse_budget("10 ngày làm việc"), parse_budget("7 ngày làm việc")
WAIT = element("Nhan", Kind.MESSAGE, message="bo_sung", policy="pause")
DELIVERED = MessageDelivered(actor_id=OFFICER, task=task("Nhan"), message="bo_sung")


def _stop(policy: str, starts: str, ends: str | None = None) -> LedgerEntry:
    ends_at = None if ends is None else at(ends)
    return LedgerEntry(task_id("Nhan"), "supplement", policy, at(starts), ends_at, "Nhan")


def _case(**changed: Any) -> Dossier:
    return dossier(WAIT, element("Tra"), total=TEN, **changed)


# --- two terms and the apology -------------------------------------------------------------------


def test_a_promise_is_what_the_dossier_is_due_by_and_the_law_stays_known() -> None:
    case = dossier(total=TEN, procedure={"declared_total": SEVEN})
    move = after(case, RECEIVED, moved())
    assert move.due_at == at("2026-12-02 09:00")
    assert move.statutory_due_at == at("2026-12-07 09:00")
    assert move.apology_at == at("2026-12-01 09:00")
    assert told(move)["due"] == "2026-12-02T02:00:00.000000Z"


def test_without_a_promise_both_are_the_laws() -> None:
    move = after(dossier(total=TEN), RECEIVED, moved())
    assert move.due_at == move.statutory_due_at == at("2026-12-07 09:00")
    assert move.apology_at == at("2026-12-04 09:00")


def test_without_a_term_there_is_no_apology() -> None:
    move = after(dossier(), RECEIVED, moved())
    assert (move.due_at, move.statutory_due_at, move.apology_at) == (None, None, None)
    assert "due" not in told(move)


@pytest.mark.parametrize("total", ["trong ngày", "4 giờ", "1 ngày làm việc"])
def test_of_a_term_without_a_whole_day_before_its_end_nobody_apologises_in_advance(
    total: str,
) -> None:
    move = after(dossier(total=parse_budget(total)), RECEIVED, moved())
    assert move.due_at is not None
    assert move.apology_at is None


def test_a_supplement_moves_both_terms_and_the_apology() -> None:
    case = replace(_case(procedure={"declared_total": SEVEN}), due_at=at("2026-12-02 09:00"))
    where = around(ledger=(_stop("pause", "2026-11-24 09:00"),))
    move = after(case, DELIVERED, moved(done=("Nhan",)), where, at("2026-11-26 09:00"))
    assert move.due_at == at("2026-12-04 09:00")
    assert move.statutory_due_at == at("2026-12-09 09:00")
    assert move.apology_at == at("2026-12-03 09:00")
    assert move.extended_at is None


# --- the extension -------------------------------------------------------------------------------


def test_the_term_is_extended_once() -> None:
    case = replace(_case(), due_at=at("2026-12-07 09:00"))
    act = Extended(actor_id=None, until=at("2026-12-11 17:00"), ground="15/TXL")
    move = after(case, act, None, now=at("2026-12-04 10:00"))
    assert (move.due_at, move.extended_at) == (act.until, at("2026-12-04 10:00"))
    assert (move.statutory_due_at, move.apology_at) == (None, None)
    assert told(move)["ground"] == "15/TXL"
    with pytest.raises(AlreadyExtended) as refused:
        after(replace(case, extended_at=at("2026-12-04 10:00")), act)
    assert "một lần" in refused.value.sentence


def test_a_supplement_after_the_extension_moves_the_extended_term() -> None:
    extended = replace(_case(), due_at=at("2026-12-11 17:00"), extended_at=at("2026-12-04 10:00"))
    where = around(ledger=(_stop("pause", "2026-12-08 09:00"),))
    move = after(extended, DELIVERED, moved(done=("Nhan",)), where, at("2026-12-10 09:00"))
    assert move.due_at == at("2026-12-15 17:00")
    assert move.apology_at is None
    assert move.statutory_due_at == at("2026-12-07 09:00")  # used up before the stop


# --- the end -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "word"),
    [("2026-12-04 16:00", "before"), ("2026-12-07 08:59", "on"), ("2026-12-07 09:01", "after")],
)
def test_a_finished_dossier_was_before_on_or_after_its_time(now: str, word: str) -> None:
    case = replace(_case(), due_at=at("2026-12-07 09:00"))
    act = Completed(actor_id=OFFICER, task=task("Tra"))
    move = after(case, act, moved(done=("Tra",), ended=True), now=at(now))
    assert move.timeliness == word
    assert told(move)["timeliness"] == word


def test_a_dossier_that_goes_on_has_no_outcome_in_time() -> None:
    case = replace(_case(), due_at=at("2026-12-07 09:00"))
    act = Completed(actor_id=OFFICER, task=task("Tra"))
    move = after(case, act, moved(done=("Tra",)))
    assert move.timeliness is None
    assert "timeliness" not in told(move)


def test_a_dossier_without_a_term_ends_without_a_word_on_time() -> None:
    act = Completed(actor_id=OFFICER, task=task("Tra"))
    move = after(dossier(element("Tra")), act, moved(done=("Tra",), ended=True))
    assert (move.status, move.timeliness) == ("finished", None)


def test_an_end_while_the_clock_stands_is_judged_by_the_term_that_then_holds() -> None:
    """Its stored time lies before the stop; the stop that ends with the dossier moves it."""
    case = replace(
        dossier(WAIT, element("Han", Kind.TIMER, timer="P1D"), total=TEN),
        due_at=at("2026-12-07 09:00"),
    )
    where = around(ledger=(_stop("pause", "2026-12-04 09:00"),))
    what = Moved(
        b"",
        (Closed(task_id("Han"), "Han", True), Closed(task_id("Nhan"), "Nhan", False)),
        (),
        (),
        True,
    )
    move = after(case, TimerFired(task=task("Han")), what, where, at("2026-12-28 09:00"))
    assert move.due_at == at("2026-12-29 09:00")
    assert move.timeliness == "before"


@pytest.mark.parametrize(("kind", "outcome"), [(Withdrawn, "withdrawn"), (Stopped, "stopped")])
def test_a_dossier_that_is_taken_back_or_stopped_ends_so(
    kind: type[Withdrawn], outcome: str
) -> None:
    case = replace(_case(), due_at=at("2026-12-07 09:00"))
    act = kind(actor_id=OFFICER, reason="người nộp đề nghị")
    what = Moved(b"", (Closed(task_id("Tra"), "Tra", False),), (), (), True)
    move = after(case, act, what, around(open_tasks=(task("Tra"),)))
    assert (move.status, move.outcome) == ("stopped", outcome)
    assert (move.finished_at, move.timeliness) == (move.at, "before")
    assert [c.status for c in move.closed] == ["cancelled"]
    assert (told(move)["ended"], told(move)["kind"]) == (outcome, outcome)
    assert "người nộp đề nghị" not in move.history.canonical.decode()


# --- groups --------------------------------------------------------------------------------------


def test_a_stop_of_the_clock_holds_up_a_budget_that_steps_share() -> None:
    step = element("Mot", budget="4 giờ", group="chung", performer="civil_status")
    case = dossier(WAIT, step, total=TEN)
    running = {"chung": Group("chung", "4 giờ", at("2026-11-23 08:00"), at("2026-11-23 12:00"))}
    where = around(ledger=(_stop("pause", "2026-11-23 09:00"),), groups=running)
    what = moved(done=("Nhan",), opens=("Mot",))
    move = after(case, DELIVERED, what, where, at("2026-11-25 09:00"))
    due = at("2026-11-25 12:00")
    assert move.groups == (GroupTouched("chung", "4 giờ", at("2026-11-23 08:00"), due),)
    assert move.opened[0].due_at == due


def test_a_budget_that_is_used_up_is_overdue_from_the_start_never_silently_renewed() -> None:
    step = element("Mot", budget="4 giờ", group="chung", performer="civil_status")
    used_up = at("2026-11-20 12:00")
    running = {"chung": Group("chung", "4 giờ", at("2026-11-20 08:00"), used_up)}
    move = after(dossier(step), RECEIVED, moved(opens=("Mot",)), around(groups=running))
    assert move.opened[0].due_at == used_up < move.at
    assert move.groups == ()


def test_a_short_rest_after_a_supplement_calls_for_no_apology() -> None:
    """Three hours are left when the clock goes on: one working day before the end it stood."""
    case = dossier(WAIT, total=parse_budget("trong ngày"))
    where = around(ledger=(_stop("pause", "2026-11-23 14:00"),))
    move = after(case, DELIVERED, moved(done=("Nhan",)), where, at("2026-12-10 09:00"))
    assert move.due_at == at("2026-12-10 12:00")
    assert move.apology_at is None
