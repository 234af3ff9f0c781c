"""Who comes second is told so, and leaves nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from engine.core.move import (
    AnswerGiven,
    DocumentChanged,
    GroupTouched,
    LedgerEntry,
    MandateUsed,
    Move,
    OutboxAdded,
    PaperAdded,
    SubscriptionOpened,
    TaskChanged,
    TimerOpened,
    VersionAdded,
)
from engine.errors import Overtaken
from engine.store.records import DossierRow, HistoryRow, TaskRow
from engine.store.register_epoch import bump_epoch
from engine.store.save_move import save_move
from tests.engine.store.factory import NOON, Placed, census, done, mandate, opened


def _whole(placed: Placed, **parts: Any) -> Move:
    """A Move with every part, so that each must be held back."""
    task = opened()
    every: dict[str, Any] = {
        "state": b"other",
        "facts": {"x": 1},
        "closed": (done(placed.task_id),),
        "opened": (task,),
        "timers": (TimerOpened(task.id, NOON, "PT1H"),),
        "subscriptions": (SubscriptionOpened(task.id, "m", "c"),),
        "answers": (AnswerGiven(placed.task_id, "f", {}),),
        "mandates": (MandateUsed(placed.task_id, mandate()),),
        "ledger": (LedgerEntry(uuid4(), "supplement", "pause", NOON, None, "g"),),
        "groups": (GroupTouched("g", "1 giờ", NOON, NOON),),
        "papers": (PaperAdded(uuid4(), "c", "n", "m", 1, None, "0"),),
        "documents": (DocumentChanged(uuid4(), "k", "result", "draft", None),),
        "versions": (VersionAdded(uuid4(), 1, "shown", "0", 1, None),),
        "outbox": (OutboxAdded(uuid4(), "machine", {}, NOON),),
        "idempotency_key": "key",
    }
    return placed.move(**{**every, **parts})


Spoil = Callable[[Placed], Move]


@pytest.mark.parametrize(
    "spoiled",
    [
        pytest.param(lambda p: _whole(replace(p, version=p.version - 1)), id="a version behind"),
        pytest.param(lambda p: _whole(replace(p, version=p.version + 1)), id="a version ahead"),
        pytest.param(lambda p: _whole(replace(p, hash=b"\1" * 32)), id="another history"),
        pytest.param(lambda p: _whole(replace(p, dossier_id=uuid4())), id="no such dossier"),
        pytest.param(lambda p: _whole(p, epoch=0), id="an epoch behind"),
        pytest.param(lambda p: _whole(p, closed=(done(uuid4()),)), id="no such task"),
        pytest.param(
            lambda p: _whole(p, closed=(done(p.task_id), done(uuid4()))), id="one task short"
        ),
        pytest.param(
            lambda p: _whole(p, closed=(), changed=(TaskChanged(uuid4(), None),)),
            id="no such task to change",
        ),
    ],
)
def test_nothing_is_written_when_the_ground_has_moved(
    database: sessionmaker[Session], placed: Placed, spoiled: Spoil
) -> None:
    with database.begin() as session:
        before = census(session)
    with database.begin() as session:
        # The transaction is committed on purpose: the statement itself must have written nothing.
        with pytest.raises(Overtaken) as overtaken:
            save_move(session, spoiled(placed))
        assert overtaken.value.dossier_id is not None
    with database.begin() as session:
        assert census(session) == before


def test_the_same_move_unspoiled_is_written(
    database: sessionmaker[Session], placed: Placed
) -> None:
    with database.begin() as session:
        save_move(session, _whole(placed, epoch=1))
        assert session.get_one(DossierRow, placed.dossier_id).version == placed.version + 1


@pytest.mark.parametrize("what", ["closed", "changed"])
def test_a_task_that_is_closed_already_is_not_touched_again(
    database: sessionmaker[Session], placed: Placed, what: str
) -> None:
    again: dict[str, Any] = {
        "closed": (done(placed.task_id),),
        "changed": (TaskChanged(placed.task_id, uuid4()),),
    }
    with database.begin() as session:
        first = placed.move(closed=(done(placed.task_id),))
        save_move(session, first)
        with pytest.raises(Overtaken):
            save_move(session, placed.after(first).move(**{what: again[what]}))


def test_of_eight_at_once_one_wins(database: sessionmaker[Session], placed: Placed) -> None:
    start = threading.Barrier(8)

    def complete(_: int) -> bool:
        with database() as session:
            move = placed.move(closed=(done(placed.task_id),), opened=(opened(),), epoch=1)
            session.connection()
            start.wait()
            try:
                save_move(session, move)
            except Overtaken:
                session.rollback()
                return False
            session.commit()
            return True

    with ThreadPoolExecutor(8) as officers:
        won = list(officers.map(complete, range(8)))
    assert sorted(won) == [False] * 7 + [True]
    with database.begin() as session:
        assert session.get_one(DossierRow, placed.dossier_id).version == placed.version + 1
        assert len(session.scalars(select(HistoryRow)).all()) == placed.version + 1
        assert len(session.scalars(select(TaskRow).where(TaskRow.status == "open")).all()) == 1


def test_a_change_of_the_register_waits_for_an_act_that_is_being_saved(
    database: sessionmaker[Session], placed: Placed
) -> None:
    with database() as act, database() as change:
        save_move(act, placed.move(epoch=1))
        change.execute(text("SET LOCAL lock_timeout = '50ms'"))
        with pytest.raises(Exception, match="lock timeout"):
            bump_epoch(change)
        change.rollback()
        act.commit()
        assert bump_epoch(change) == 2
        change.rollback()


def test_an_act_that_waited_for_a_change_of_the_register_is_overtaken(
    database: sessionmaker[Session], placed: Placed
) -> None:
    saving = threading.Event()

    def act() -> bool:
        with database() as session:
            pid = session.scalars(text("SELECT pg_backend_pid()")).one()
            waiting_pid.append(pid)
            saving.set()
            try:
                save_move(session, placed.move(epoch=1))
            except Overtaken:
                return False
            return True

    waiting_pid: list[int] = []
    with database() as change, ThreadPoolExecutor(1) as officer:
        assert bump_epoch(change) == 2
        saved = officer.submit(act)
        saving.wait()
        _until_it_waits(change, waiting_pid[0])
        change.commit()
        assert saved.result() is False


def test_an_act_without_authority_does_not_ask_for_the_epoch(
    database: sessionmaker[Session], placed: Placed
) -> None:
    with database() as change, database.begin() as act:
        bump_epoch(change)
        save_move(act, placed.move())
        change.commit()


def _until_it_waits(session: Session, pid: int) -> None:
    """Return once that backend waits for a lock."""
    asks = text("SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = :pid")
    while not session.execute(asks, {"pid": pid}).scalar_one():
        session.execute(text("SELECT pg_stat_clear_snapshot()"))
