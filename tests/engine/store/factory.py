"""Small dossiers and Moves, made without a diagram: the store does not look at one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Self
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.core.authority.register import Link, LinkKind, Mandate, Power
from engine.core.history import FIRST, enter
from engine.core.move import Move, TaskClosed, TaskOpened, TaskRef
from engine.store.records import DossierRow, Record
from engine.store.save_move import save_move

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
UNIT = UUID(int=0xA)
CLERK = UUID(int=0xC)
DESK = UUID(int=0xD)


@dataclass(frozen=True, slots=True)
class Placed:
    """A dossier in the database as its last Move left it."""

    dossier_id: UUID
    version: int
    hash: bytes
    task_id: UUID

    @property
    def ref(self) -> TaskRef:
        return TaskRef(self.dossier_id, self.task_id)

    def move(self, **parts: Any) -> Move:
        """The next Move of this dossier, with the given parts."""
        history = enter(
            self.hash,
            kind=parts.pop("kind", "completed"),
            actor_id=parts.pop("actor_id", CLERK),
            task_id=self.task_id,
            tells={"seq": self.version + 1, "nonce": uuid4()},
        )
        whole: dict[str, Any] = {
            "dossier_id": self.dossier_id,
            "version": self.version,
            "at": NOON,
            "history": history,
            **parts,
        }
        return Move(**whole)

    def after(self, move: Move) -> Placed:
        return replace(self, version=move.version + 1, hash=move.history.hash)


def place_dossier(session: Session, **columns: Any) -> Placed:
    """Write a dossier and the Move that opened its first task."""
    row = dossier_row(**columns)
    session.add(row)
    session.flush()
    task = opened()
    fresh = Placed(row.id, 0, row.history_hash, task.id)
    move = fresh.move(kind="received", opened=(task,))
    save_move(session, move)
    return fresh.after(move)


def dossier_row(**columns: Any) -> DossierRow:
    party = {"full_name": "Đỗ Thị Ổi", "identity": "001190000001", "phone": None}
    plain: dict[str, Any] = {
        "id": uuid4(),
        "code": "H26.31-261123-0001",
        "bundle_sha256": "0" * 64,
        "procedure": "hn_663",
        "unit_id": UNIT,
        "receiving_unit_id": UNIT,
        "parties": {"resolving": str(UNIT), "receiving": str(UNIT)},
        "status": "processing",
        "version": 0,
        "state": b"state 0",
        "facts": {"ket_luan": "chua"},
        "applicant": {**party, "email": None, "address": None},
        "search_text": "do thi oi",
        "received_at": NOON,
        "history_hash": FIRST,
        "lookup_code": "SECRET",
    }
    return DossierRow(**{**plain, **columns})


def opened(**fields: Any) -> TaskOpened:
    plain: dict[str, Any] = {
        "id": uuid4(),
        "element": "ThamDinh",
        "kind": "user",
        "unit_id": UNIT,
        "performer": "civil_status",
        "power": "appraise",
        "due_at": NOON + timedelta(hours=3),
        "budget_group": None,
        "holders": (DESK,),
    }
    return TaskOpened(**{**plain, **fields})


def done(task_id: UUID) -> TaskClosed:
    return TaskClosed(task_id, "done", "before")


def mandate(**fields: Any) -> Mandate:
    plain: dict[str, Any] = {
        "id": "a" * 64,
        "person_id": CLERK,
        "position_id": DESK,
        "power": Power.DECIDE,
        "procedure": "2.000908",
        "unit_id": UNIT,
        "capacity": ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        "form_of": UNIT,
        "seal_of": UNIT,
        "citations": ("Quyết định số 12/QĐ-UBND",),
        "chain": (Link(LinkKind.LAW, UNIT, "theo luật"),),
        "valid_from": NOON,
        "valid_to": None,
        "epoch": 1,
    }
    return Mandate(**{**plain, **fields})


def count(session: Session, kind: type[Record]) -> int:
    return session.scalars(select(func.count()).select_from(kind)).one()


def census(session: Session) -> dict[str, list[Any]]:
    """Every row of every table, to see that nothing was written."""
    return {
        name: sorted(map(repr, session.execute(select(table))))
        for name, table in Record.metadata.tables.items()
    }


class _Noting(psycopg.Cursor[Any]):
    said: ClassVar[list[str]] = []

    def execute(self, query: Any, *rest: Any, **named: Any) -> Self:
        self.said.append(str(query))
        return super().execute(query, *rest, **named)


@contextmanager
def statements(session: Session) -> Iterator[list[str]]:
    """Collect what the session's connection executes, whichever way it gets there."""
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    usual = driver.cursor_factory
    _Noting.said.clear()
    driver.cursor_factory = _Noting
    yield _Noting.said
    driver.cursor_factory = usual
