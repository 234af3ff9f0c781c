"""After an edit of the calendar every open dossier is counted anew, once, and says so."""

from __future__ import annotations

import json
import signal
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from engine.actions.calendars import recompute
from engine.actions.calendars.publish import publish
from engine.actions.calendars.recompute import recompute_all, recompute_batch, recompute_some
from engine.actions.timers.fire import fire, fire_due
from engine.core.clock import CalendarUnknown
from engine.core.move import TaskRef
from engine.core.vietnamese import LOCAL
from engine.questions.dossier.page import dossier_page
from engine.simulate.office_hours import FILE
from engine.store.history import history_of
from engine.store.records import (
    CandidateRow,
    DossierRow,
    RecomputeRow,
    TaskRow,
    TimerRow,
)
from engine.store.verify_history import first_broken
from tests.engine.store.factory import census
from tests.factories.clock import local
from tests.factories.forks import Death, Forks
from tests.factories.office import (
    AWAIT_PAPERS,
    EXAMINE,
    FIT,
    HAND_OVER,
    HANDED_OVER,
    TERM,
    Office,
    person,
)
from tests.factories.stages import Case

SHIPPED = FILE.read_bytes()
TODAY_OFF = SHIPPED + b"days: {2026-03-09: []}\n"
FRIDAY_OFF = SHIPPED + b"days: {2026-03-13: []}\n"


def _published(office: Office, raw: bytes, **how: Any) -> UUID:
    run = publish(office.outside, raw, **how).recompute
    assert run is not None
    return run.id


def _dossier(office: Office, dossier_id: UUID) -> DossierRow:
    with office.outside.sessions() as session:
        return session.get_one(DossierRow, dossier_id)


def _last_told(office: Office, dossier_id: UUID) -> dict[str, Any]:
    with office.outside.sessions() as session:
        assert first_broken(session, dossier_id) is None
        told: dict[str, Any] = json.loads(history_of(session, dossier_id)[-1][1])
        return told


def test_every_time_of_an_open_dossier_moves_and_history_tells_it(received: Case) -> None:
    office, before = received.office, _dossier(received.office, received.id)
    assert before.due_at == local("2026-03-09 17:30")
    run = _published(office, TODAY_OFF, decision="3/QĐ-UBND")
    *_, last = recompute_all(office.outside, run)
    assert (last.seen, last.changed, last.unknown, last.done) == (1, 1, 0, True)
    after = _dossier(office, received.id)
    assert after.due_at == after.statutory_due_at == local("2026-03-10 17:30")
    assert after.version == before.version + 1
    with office.outside.sessions() as session:
        [task] = session.scalars(select(TaskRow).where(TaskRow.status == "open"))
        assert task.due_at is not None
        assert local("2026-03-10 08:00") <= task.due_at <= local("2026-03-10 17:30")
        asked = session.scalars(select(CandidateRow)).all()
        assert asked
        assert {candidate.due_at for candidate in asked} == {task.due_at}
    told = _last_told(office, received.id)
    assert told["kind"] == "calendar_changed"
    assert told["calendar"] == [None, 2, "3/QĐ-UBND"]
    assert told["due"] == ["2026-03-09T10:30:00.000000Z", "2026-03-10T10:30:00.000000Z"]
    assert [each[0] for each in told["tasks"]] == [str(task.id)]
    page = dossier_page(office.outside, person("tu_phap"), received.id)
    assert [line.says for line in page.history][-1] == (
        "Lịch làm việc thay đổi theo 3/QĐ-UBND, "
        "hạn trả kết quả được tính lại: 17:30 ngày 10/03/2026."
    )


def test_a_timer_moves_and_does_not_fire_before_it_has(awaiting: Case) -> None:
    """The term of the supplement ends on a day that has just become a holiday."""
    office = awaiting.office
    with office.outside.sessions() as session:
        [timer] = session.scalars(select(TimerRow))
        first = timer.due_at
    office.clock.at = first - timedelta(minutes=1)
    day = first.astimezone(LOCAL).date().isoformat()
    run = _published(office, SHIPPED + f"days: {{{day}: []}}\n".encode())
    office.clock.at = first + timedelta(minutes=1)
    office.sweep()
    assert AWAIT_PAPERS in office.open_steps(awaiting.id)
    assert TERM in office.open_steps(awaiting.id)
    with office.outside.sessions() as session:
        assert session.get_one(RecomputeRow, run).done_at is not None
        [timer] = session.scalars(select(TimerRow))
        assert timer.due_at > first
    assert _last_told(office, awaiting.id)["timers"]


def test_a_timer_that_a_new_calendar_puts_off_is_not_fired_by_who_has_just_read_it(
    awaiting: Case,
) -> None:
    office = awaiting.office
    with office.outside.sessions() as session:
        [timer] = session.scalars(select(TimerRow))
    day = timer.due_at.astimezone(LOCAL).date().isoformat()
    office.clock.at = timer.due_at - timedelta(minutes=1)
    _published(office, SHIPPED + f"days: {{{day}: []}}\n".encode())
    office.clock.at = timer.due_at + timedelta(minutes=1)
    assert fire_due(office.outside) == 0
    fire(office.outside, TaskRef(awaiting.id, timer.task_id))
    assert TERM in office.open_steps(awaiting.id)


def test_a_stop_that_lasts_keeps_the_time_it_will_go_on_from(awaiting: Case) -> None:
    office = awaiting.office
    *_, last = recompute_all(office.outside, _published(office, TODAY_OFF))
    assert last.changed == 1
    assert _dossier(office, awaiting.id).due_at == local("2026-03-10 17:30")
    office.clock.at = local("2026-03-11 09:00")
    office.supplement(awaiting.id)
    due = _dossier(office, awaiting.id).due_at
    assert due is not None
    assert due > local("2026-03-11 09:00")
    with office.outside.sessions.begin() as session:
        session.get_one(RecomputeRow, last.id).done_at = None
        session.get_one(RecomputeRow, last.id).last_id = None
    *_, again = recompute_all(office.outside, last.id)
    assert again.changed == last.changed  # counted the same way twice: nothing more has moved
    assert _dossier(office, awaiting.id).due_at == due


def test_what_is_not_touched_by_the_edit_is_not_written(received: Case) -> None:
    office = received.office
    run = _published(office, FRIDAY_OFF)
    with office.outside.sessions() as session:
        before = census(session)
    *_, last = recompute_all(office.outside, run)
    assert (last.seen, last.changed) == (1, 0)
    with office.outside.sessions() as session:
        after = census(session)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"recompute"}


def test_a_finished_dossier_keeps_its_outcome(to_hand_over: Case) -> None:
    office = to_hand_over.office
    office.complete("mot_cua", to_hand_over.id, HAND_OVER, HANDED_OVER)
    before = _dossier(office, to_hand_over.id)
    assert before.finished_at is not None
    *_, last = recompute_all(office.outside, _published(office, TODAY_OFF))
    assert (last.total, last.seen) == (0, 0)
    after = _dossier(office, to_hand_over.id)
    assert (after.version, after.due_at, after.timeliness) == (
        before.version,
        before.due_at,
        before.timeliness,
    )


def test_the_calendar_of_another_unit_touches_nothing_here(received: Case) -> None:
    run = _published(received.office, TODAY_OFF, unit_code="H26")
    *_, last = recompute_all(received.office.outside, run)
    assert (last.total, last.seen, last.done) == (0, 0, True)


def test_a_unit_with_its_own_calendar_is_not_counted_by_the_general_one(received: Case) -> None:
    office = received.office
    *_, own = recompute_all(office.outside, _published(office, FRIDAY_OFF, unit_code="H26.999"))
    assert own.seen == 1
    *_, general = recompute_all(office.outside, _published(office, TODAY_OFF))
    assert (general.total, general.seen) == (0, 0)
    assert _dossier(office, received.id).due_at == local("2026-03-09 17:30")


def test_an_officer_who_acts_after_the_edit_acts_by_the_new_calendar(received: Case) -> None:
    office = received.office
    recompute_batch(office.outside)
    run = _published(office, TODAY_OFF)
    list(recompute_all(office.outside, run))
    office.complete("tu_phap", received.id, EXAMINE, FIT)
    [task] = [t for t in office.tasks(received.id) if t.status == "open"]
    assert task.due_at is not None
    assert task.due_at > local("2026-03-10 07:59")


def test_the_work_goes_on_where_it_was_left(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recompute, "BATCH", 2)
    dossiers = [office.receive().dossier_id for _ in range(5)]
    run = _published(office, TODAY_OFF)
    first = recompute_batch(office.outside)
    assert first is not None
    assert (first.seen, first.changed, first.done) == (2, 2, False)
    with office.outside.sessions() as session:
        half = {d: session.get_one(DossierRow, d).version for d in dossiers}
    *_, last = recompute_all(office.outside, run)
    assert (last.seen, last.changed, last.done) == (5, 5, True)
    moved = [d for d in dossiers if _dossier(office, d).version > half[d]]
    assert len(moved) == 3
    assert {_dossier(office, d).due_at for d in dossiers} == {local("2026-03-10 17:30")}


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_in_the_middle_of_a_batch_nothing_is_half_done(
    received: Case, children: Forks, when: str
) -> None:
    office = received.office
    run = _published(office, TODAY_OFF)
    death = Death("engine.actions.calendars.recompute.save_times", when)
    assert children.do(office, "sweep", death) == -signal.SIGKILL
    assert _dossier(office, received.id).due_at == local("2026-03-09 17:30")
    office.sweep()
    with office.outside.sessions() as session:
        assert session.get_one(RecomputeRow, run).changed == 1
    assert _dossier(office, received.id).due_at == local("2026-03-10 17:30")
    assert _last_told(office, received.id)["kind"] == "calendar_changed"


def test_a_run_that_fails_says_why_and_holds_up_nothing(
    received: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = received.office
    run = _published(office, TODAY_OFF)

    def broken(*_: object) -> int:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(recompute, "save_times", broken)
        assert recompute_some(office.outside)
    with office.outside.sessions() as session:
        assert session.get_one(RecomputeRow, run).trouble == "RuntimeError"
    assert recompute_some(office.outside)
    with office.outside.sessions() as session:
        assert session.get_one(RecomputeRow, run).trouble is None
        assert session.get_one(RecomputeRow, run).done_at is not None


def test_a_run_that_fails_lets_the_next_one_pass(received: Case) -> None:
    office = received.office
    failed = _published(office, FRIDAY_OFF)
    with office.outside.sessions.begin() as session:
        session.get_one(RecomputeRow, failed).trouble = "RuntimeError"
    later = _published(office, TODAY_OFF)
    done = recompute_batch(office.outside)
    assert done is not None
    assert (done.id, done.done) == (later, True)


def test_while_another_works_on_it_timers_wait(received: Case) -> None:
    office = received.office
    run = _published(office, TODAY_OFF)
    with office.outside.sessions.begin() as session:
        held = select(RecomputeRow).where(RecomputeRow.id == run).with_for_update()
        session.execute(held)
        assert recompute_batch(office.outside) is None
        assert not recompute_some(office.outside)
    assert recompute_some(office.outside)


def test_a_dossier_beyond_the_known_years_keeps_its_time(
    received: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = received.office

    def beyond(*_: object) -> None:
        raise CalendarUnknown("Lịch làm việc chưa có năm 2028.")

    run = _published(office, TODAY_OFF)
    with monkeypatch.context() as patch:
        patch.setattr(recompute, "recount", beyond)
        *_, last = recompute_all(office.outside, run)
    assert (last.unknown, last.changed, last.done) == (1, 0, True)
    assert _dossier(office, received.id).due_at == local("2026-03-09 17:30")
