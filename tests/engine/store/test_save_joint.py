"""What a Move of several people leaves in the database: parts, opinions, ballots, links."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine.core.council import Tally
from engine.core.move import (
    AskedNoMore,
    BallotCast,
    DossierLinked,
    OpinionGiven,
    TaskChanged,
    TaskClosed,
    TaskRef,
)
from engine.errors import Overtaken
from engine.store.joint import tally_of
from engine.store.last_doer import last_doer
from engine.store.links import links_of
from engine.store.records import BallotBoxRow, CandidateRow, OpinionRow, TaskRow
from engine.store.save_move import save_move
from engine.store.tasks import tasks_of
from tests.engine.store.factory import CLERK, DESK, NOON, Placed, done, opened

OTHER = UUID(int=0xE)


def _saved(database: sessionmaker[Session], placed: Placed, **parts: object) -> Placed:
    move = placed.move(**parts)
    with database.begin() as session:
        save_move(session, move)
    return placed.after(move)


def test_a_members_part_hangs_on_its_joint_step(
    database: sessionmaker[Session], placed: Placed
) -> None:
    parent = opened(kind="joint", element="HopHoiDong", power=None)
    parts = [opened(element="HopHoiDong", power=None, parent_id=parent.id) for _ in range(2)]
    _saved(database, placed, opened=(parent, *parts))
    with database() as session:
        rows = {t.id: t for t in tasks_of(session, placed.dossier_id)}
    assert [rows[t.id].parent_id for t in (parent, *parts)] == [None, parent.id, parent.id]
    assert (rows[parent.id].kind, rows[parts[0].id].kind) == ("joint", "user")


def test_a_task_that_opens_on_a_desk_says_since_when(
    database: sessionmaker[Session], placed: Placed
) -> None:
    task = opened(assignee_id=CLERK)
    _saved(database, placed, opened=(task,))
    with database() as session:
        row = session.get_one(TaskRow, (placed.dossier_id, task.id))
        assert (row.assignee_id, row.assigned_at) == (CLERK, NOON)


def test_a_seat_that_is_asked_no_more_leaves_the_others(
    database: sessionmaker[Session], placed: Placed
) -> None:
    task, beside = opened(holders=(DESK, OTHER)), opened(holders=(DESK,))
    placed = _saved(database, placed, opened=(task, beside))
    _saved(
        database,
        placed,
        changed=(TaskChanged(task.id, None, None),),
        unasked=(AskedNoMore(task.id, DESK),),
    )
    with database() as session:
        left = session.execute(select(CandidateRow.task_id, CandidateRow.holder_id)).all()
    assert {(t, h) for t, h in left if t != placed.task_id} == {(task.id, OTHER), (beside.id, DESK)}


def test_each_ballot_is_one_more_of_its_choice(
    database: sessionmaker[Session], placed: Placed
) -> None:
    parent = opened(kind="joint", power=None)
    parts = [opened(power=None, parent_id=parent.id) for _ in range(5)]
    placed = _saved(database, placed, opened=(parent, *parts))
    for part, choice in zip(parts, ("agree", "against", "agree", "abstain"), strict=False):
        placed = _saved(
            database, placed, closed=(done(part.id),), ballots=(BallotCast(parent.id, choice),)
        )
    aside = (TaskClosed(parts[4].id, "cancelled"),)
    placed = _saved(database, placed, closed=aside)
    with database() as session:
        box = {row.choice: row.count for row in session.scalars(select(BallotBoxRow))}
        assert box == {"agree": 2, "against": 1, "abstain": 1}
        assert tally_of(session, TaskRef(placed.dossier_id, parent.id)) == Tally(5, 2, 1, 1, 1)


def test_a_ballot_of_one_who_was_overtaken_is_not_in_the_box(
    database: sessionmaker[Session], placed: Placed
) -> None:
    parent, part = opened(kind="joint"), opened()
    placed = _saved(database, placed, opened=(parent, part))
    ballot = (BallotCast(parent.id, "agree"),)
    move = placed.move(closed=(done(part.id),), ballots=ballot)
    _saved(database, placed, closed=(done(part.id),), ballots=ballot)
    with database() as session, pytest.raises(Overtaken):
        save_move(session, move)
    with database() as session:
        assert [row.count for row in session.scalars(select(BallotBoxRow))] == [1]


def test_opinions_are_kept_and_voided_once(database: sessionmaker[Session], placed: Placed) -> None:
    first = OpinionGiven(
        uuid4(), "initial", placed.task_id, CLERK, DESK, document_id=OTHER, file_sha256="ab"
    )
    second = OpinionGiven(
        uuid4(), "consultation", placed.task_id, CLERK, DESK, "agreed", "Nhất trí"
    )
    placed = _saved(database, placed, opinions=(first, second))
    placed = _saved(database, placed, opinions_void=(first.id,))
    _saved(database, placed, opinions_void=(first.id,), at=NOON + timedelta(hours=1))
    with database() as session:
        rows = {row.id: row for row in session.scalars(select(OpinionRow))}
    assert (rows[first.id].file_sha256, rows[first.id].document_id) == ("ab", OTHER)
    assert (rows[second.id].value, rows[second.id].reason) == ("agreed", "Nhất trí")
    assert (rows[first.id].void_at, rows[second.id].void_at) == (NOON, None)
    assert (rows[second.id].given_at, rows[second.id].position_id) == (NOON, DESK)


def test_a_link_is_kept_once(database: sessionmaker[Session], placed: Placed) -> None:
    link = DossierLinked(OTHER, "H26-1", "child")
    placed = _saved(database, placed, links=(link,))
    placed = _saved(database, placed, links=(link,))
    with database() as session:
        assert links_of(session, placed.dossier_id) == (link,)


def test_the_last_one_to_do_a_step_is_known(
    database: sessionmaker[Session], placed: Placed
) -> None:
    """Whoever cancelled it, took a part in it or did another step is not the one."""
    dossier_id = placed.dossier_id
    with database() as session:
        assert last_doer(session, dossier_id, "ThamDinh") is None
    again, third = opened(), opened()
    placed = _saved(database, placed, closed=(done(placed.task_id),), opened=(again,))
    hour = timedelta(hours=1)
    placed = _saved(
        database, placed, closed=(done(again.id),), opened=(third,), actor_id=OTHER, at=NOON + hour
    )
    part = opened(parent_id=third.id)
    placed = _saved(database, placed, opened=(part,))
    placed = _saved(database, placed, closed=(done(part.id),), actor_id=DESK, at=NOON + 2 * hour)
    gone = (TaskClosed(third.id, "cancelled"),)
    _saved(database, placed, closed=gone, actor_id=CLERK, at=NOON + 3 * hour)
    with database() as session:
        assert last_doer(session, dossier_id, "ThamDinh") == OTHER
        assert last_doer(session, dossier_id, "Khac") is None
        assert last_doer(session, uuid4(), "ThamDinh") is None
