"""A changed history is found, and where."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session, sessionmaker

from engine.store.records import DossierRow, HistoryRow
from engine.store.save_move import save_move
from engine.store.verify_history import first_broken
from tests.engine.store.factory import NOON, Placed


def _three_rows(session: Session, placed: Placed) -> Placed:
    for _ in range(2):
        move = placed.move()
        save_move(session, move)
        placed = placed.after(move)
    return placed


def test_an_untouched_history_is_whole(database: sessionmaker[Session], placed: Placed) -> None:
    with database.begin() as session:
        assert first_broken(session, placed.dossier_id) is None
        assert _three_rows(session, placed).version == 3
        assert first_broken(session, placed.dossier_id) is None


@pytest.mark.parametrize("seq", [1, 2, 3])
@pytest.mark.parametrize(
    "forged",
    [
        {"canonical": b'{"actor":null,"kind":"completed","task":null}'},
        {"previous": b"\1" * 32},
        {"hash": b"\1" * 32},
        {"kind": "refused"},
        {"actor_id": uuid4()},
        {"task_id": None},
    ],
    ids=lambda forged: next(iter(forged)),
)
def test_a_changed_row_is_found(
    database: sessionmaker[Session], placed: Placed, seq: int, forged: dict[str, Any]
) -> None:
    with database.begin() as session:
        _three_rows(session, placed)
        session.execute(update(HistoryRow).where(HistoryRow.seq == seq).values(**forged))
        assert first_broken(session, placed.dossier_id) == seq


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_missing_row_is_found(database: sessionmaker[Session], placed: Placed, seq: int) -> None:
    with database.begin() as session:
        _three_rows(session, placed)
        session.execute(delete(HistoryRow).where(HistoryRow.seq == seq))
        assert first_broken(session, placed.dossier_id) == seq


def test_a_renumbered_row_is_found(database: sessionmaker[Session], placed: Placed) -> None:
    with database.begin() as session:
        _three_rows(session, placed)
        session.execute(update(HistoryRow).where(HistoryRow.seq == 3).values(seq=4))
        session.execute(update(HistoryRow).where(HistoryRow.seq == 2).values(seq=3))
        assert first_broken(session, placed.dossier_id) == 2


def test_a_row_too_many_is_found(database: sessionmaker[Session], placed: Placed) -> None:
    with database.begin() as session:
        last = placed.move().history
        session.add(
            HistoryRow(
                dossier_id=placed.dossier_id,
                seq=2,
                kind=last.kind,
                actor_id=last.actor_id,
                task_id=last.task_id,
                at=NOON,
                canonical=last.canonical,
                previous=last.previous,
                hash=last.hash,
            )
        )
        session.flush()
        assert first_broken(session, placed.dossier_id) == 3


def test_a_dossier_that_points_elsewhere_is_found(
    database: sessionmaker[Session], placed: Placed
) -> None:
    with database.begin() as session:
        session.execute(update(DossierRow).values(history_hash=b"\1" * 32))
        assert first_broken(session, placed.dossier_id) == 2
