"""What a step took against its norm: office time, without the stops of the clock."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from engine.core.dossier import Group
from engine.core.move import LedgerEntry
from engine.questions.dossier.step_times import StepTimes
from tests.engine.core.clock.offices import plain
from tests.engine.questions.knowing import some, task
from tests.factories.clock import local


def times(now: str, *stops: LedgerEntry, **groups: Group) -> StepTimes:
    return StepTimes(plain(), stops, groups, local(now))


def stop(starts: str, ends: str | None) -> LedgerEntry:
    until: datetime | None = None if ends is None else local(ends)
    return LedgerEntry(UUID(int=1), "supplement", "pause", local(starts), until, "x")


def test_time_is_told_in_the_unit_of_the_norm() -> None:
    step = task("ThamDinh", opened_at=local("2026-03-09 08:00"))
    now = times("2026-03-10 10:00")
    assert now.step(step, "2 ngày làm việc") == "1,2 / 2 ngày làm việc"
    assert now.step(step, "16 giờ") == "10 / 16 giờ"
    assert now.step(step, "3 ngày") == "1,1 / 3 ngày"
    assert now.step(step, "trong ngày") == "10 giờ / trong ngày"
    assert now.step(step, None) is None


def test_a_closed_step_counts_to_its_end_and_nights_do_not_count() -> None:
    step = task(
        "ThamDinh", opened_at=local("2026-03-09 16:00"), closed_at=local("2026-03-10 09:00")
    )
    assert times("2026-06-01 09:00").step(step, "4 giờ") == "2 / 4 giờ"


def test_while_the_clock_stands_still_nothing_is_used() -> None:
    step = task("ThamDinh", opened_at=local("2026-03-09 08:00"))
    over = stop("2026-03-09 10:00", "2026-03-11 10:00")
    assert times("2026-03-11 11:00", over).step(step, "8 giờ") == "3 / 8 giờ"
    lasting = stop("2026-03-09 10:00", None)
    assert times("2026-03-20 11:00", lasting).step(step, "8 giờ") == "2 / 8 giờ"


def test_steps_that_share_their_time_are_counted_once_where_they_run_side_by_side() -> None:
    group = Group("so", "2 ngày làm việc", local("2026-03-09 08:00"), local("2026-03-10 17:00"))
    one = task("A", opened_at=local("2026-03-09 08:00"), budget_group="so")
    two = task("B", opened_at=local("2026-03-09 09:00"), budget_group="so")
    other = task("C", opened_at=local("2026-03-02 09:00"), budget_group="khac")
    now = times("2026-03-09 10:00", so=group)
    assert now.group("so", (one, two, other)) == "0,2 / 2 ngày làm việc"
    assert now.group("khac", (other,)) is None


def test_late_is_told_in_words_and_a_stopped_clock_presses_nobody() -> None:
    step = task("A", opened_at=local("2026-03-09 08:00"), due_at=local("2026-03-09 10:00"))
    assert times("2026-03-09 10:00").late(step) is None
    assert times("2026-03-09 11:30").late(step) == "Quá 1 giờ 30 phút"
    lasting = stop("2026-03-09 09:00", None)
    assert times("2026-03-09 11:30", lasting).late(step) == "Tạm dừng từ 09/03/2026"
    done = task(
        "A",
        id=some("done"),
        opened_at=local("2026-03-09 08:00"),
        due_at=local("2026-03-09 10:00"),
        closed_at=local("2026-03-09 11:00"),
    )
    assert times("2026-06-01 09:00", lasting).late(done) == "Quá 1 giờ"
