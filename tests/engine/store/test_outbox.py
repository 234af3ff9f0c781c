"""The outbox, and timers: what the worker takes, and when."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session, sessionmaker

from engine.core.move import OutboxAdded, TaskRef, TimerOpened
from engine.store.outbox import OutboxItem, mark_done, mark_trouble, take_due
from engine.store.records import OutboxRow
from engine.store.register_epoch import set_clock_offset
from engine.store.save_move import save_move
from engine.store.time import read_time
from engine.store.timers import due_timers
from tests.engine.store.factory import NOON, Placed, opened

SECOND = timedelta(seconds=1)
NO_TIME = timedelta(0)


def _fill(database: sessionmaker[Session], placed: Placed, *minutes: int) -> list[UUID]:
    asked = tuple(
        OutboxAdded(uuid4(), "machine", {"m": m}, NOON + timedelta(minutes=m)) for m in minutes
    )
    with database.begin() as session:
        save_move(session, placed.move(outbox=asked))
    return [row.id for row in asked]


def _take(
    database: sessionmaker[Session], limit: int = 10, lease: timedelta = NO_TIME
) -> tuple[OutboxItem, ...]:
    with database.begin() as session:
        return take_due(session, NOON, limit, lease)


def test_what_is_due_is_taken_longest_due_first(
    database: sessionmaker[Session], placed: Placed
) -> None:
    _, late, early = _fill(database, placed, 1, 0, -5)
    taken = _take(database)
    assert [item.id for item in taken] == [early, late]
    assert taken[0] == OutboxItem(placed.dossier_id, early, "machine", {"m": -5}, 1)
    assert [item.id for item in _take(database, limit=1)] == [early]


def test_a_leased_row_is_nobody_elses(database: sessionmaker[Session], placed: Placed) -> None:
    _fill(database, placed, 0)
    assert len(_take(database, lease=timedelta(hours=1))) == 1
    assert _take(database) == ()


def test_a_row_of_a_worker_that_died_is_taken_again(
    database: sessionmaker[Session], placed: Placed
) -> None:
    _fill(database, placed, 0)
    assert [item.tries for item in _take(database, lease=-SECOND)] == [1]
    assert [item.tries for item in _take(database)] == [2]


def test_two_workers_at_once_take_different_rows(
    database: sessionmaker[Session], placed: Placed
) -> None:
    first, second = _fill(database, placed, -2, -1)
    with database() as one, database() as other:
        other.execute(text("SET LOCAL lock_timeout = '2s'"))
        assert [item.id for item in take_due(one, NOON, 1)] == [first]
        assert [item.id for item in take_due(other, NOON, 1)] == [second]


def test_trouble_puts_a_row_off_longer_each_time(
    database: sessionmaker[Session], placed: Placed
) -> None:
    _fill(database, placed, 0)
    pauses = []
    for _ in range(10):
        with database.begin() as session:
            session.execute(update(OutboxRow).values(not_before=NOON))
        (item,) = _take(database, lease=timedelta(hours=1))
        with database.begin() as session:
            mark_trouble(session, item, "TSA không trả lời.", NOON)
            row = session.scalars(select(OutboxRow)).one()
            assert (row.trouble, row.leased_until) == ("TSA không trả lời.", None)
            pauses.append(int((row.not_before - NOON).total_seconds()))
        assert _take(database) == ()
    assert pauses == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]


def test_what_is_done_is_never_taken_again(database: sessionmaker[Session], placed: Placed) -> None:
    _fill(database, placed, 0)
    (item,) = _take(database)
    with database.begin() as session:
        mark_done(session, item, NOON)
        mark_trouble(session, item, "muộn", NOON)
        row = session.scalars(select(OutboxRow)).one()
        assert (row.done_at, row.trouble, row.leased_until) == (NOON, None, None)
    assert _take(database) == ()


def test_due_timers_come_longest_due_first(database: sessionmaker[Session], placed: Placed) -> None:
    tasks = [opened(kind="timer") for _ in range(3)]
    timers = tuple(
        TimerOpened(task.id, NOON + timedelta(minutes=m), "PT1M")
        for task, m in zip(tasks, (0, -1, 1), strict=True)
    )
    with database.begin() as session:
        save_move(session, placed.move(opened=tuple(tasks), timers=timers))
        early, late = (TaskRef(placed.dossier_id, tasks[n].id) for n in (1, 0))
        assert due_timers(session, NOON, 10) == (early, late)
        assert due_timers(session, NOON, 1) == (early,)


def test_a_moved_clock_moves_everything_that_is_due(
    database: sessionmaker[Session], placed: Placed
) -> None:
    task = opened(kind="timer")
    asked = OutboxAdded(uuid4(), "machine", {}, NOON)
    with database.begin() as session:
        save_move(
            session,
            placed.move(
                opened=(task,), timers=(TimerOpened(task.id, NOON, "PT1M"),), outbox=(asked,)
            ),
        )
        early = NOON - timedelta(hours=1)
        assert due_timers(session, early, 10) == ()
        assert take_due(session, early, 10) == ()
        before = read_time(session, early)
        set_clock_offset(session, 3600)
        assert read_time(session, early) == (before.epoch + 1, NOON)
        assert due_timers(session, early, 10) == (TaskRef(placed.dossier_id, task.id),)
        (item,) = take_due(session, early, 10)
        mark_trouble(session, item, "hỏng", early)
        assert session.scalars(select(OutboxRow.not_before)).one() == NOON + 5 * SECOND
        mark_done(session, item, early)
        assert session.scalars(select(OutboxRow.done_at)).one() == NOON
