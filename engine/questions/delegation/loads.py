"""Files of the register: those that wait for a second registrar, and those that were taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.core.register_file.sheets import SHEETS
from engine.outside.outside import Outside
from engine.store.people import person_names
from engine.store.records import RegisterLoadRow
from engine.store.register_loads import load_of

SHOWN = 20
"""Files of the list, the newest first."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Records of one sheet, by what happens to them."""

    sheet: str
    new: int
    corrected: int
    ended: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class FileLoad:
    """`told`: the first changes of each kind (new, corrected, ended), in words. `may_take_in`: the
    reader may; who brought it may not."""

    id: UUID
    file_name: str
    brought_at: datetime
    brought_by: str | None
    loaded_at: datetime | None
    loaded_by: str | None
    counts: tuple[Counts, ...]
    told: Mapping[str, list[str]]
    may_take_in: bool

    def total(self, kind: str) -> int:
        """Over all sheets."""
        return sum(getattr(each, kind) for each in self.counts)


def loads(outside: Outside, actor: Actor) -> tuple[FileLoad, ...]:
    """The newest files. Raises NotYours."""
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
        newest = select(RegisterLoadRow).order_by(RegisterLoadRow.brought_at.desc()).limit(SHOWN)
        return _told(session, actor, *session.scalars(newest))


def one_load(outside: Outside, actor: Actor, load_id: UUID) -> FileLoad:
    """One file and what it changes. Raises NotYours, NotFound."""
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
        return _told(session, actor, load_of(session, load_id))[0]


def _told(session: Session, actor: Actor, *rows: RegisterLoadRow) -> tuple[FileLoad, ...]:
    people = {row.brought_by_id for row in rows} | {row.loaded_by_id for row in rows}
    names = person_names(session, {each for each in people if each is not None})
    return tuple(
        FileLoad(
            id=row.id,
            file_name=row.file_name,
            brought_at=row.brought_at,
            brought_by=names.get(row.brought_by_id) if row.brought_by_id else None,
            loaded_at=row.loaded_at,
            loaded_by=names.get(row.loaded_by_id) if row.loaded_by_id else None,
            counts=tuple(
                Counts(sheet.title, **row.changed["counts"][sheet.table])
                for sheet in SHEETS
                if sheet.table in row.changed["counts"]
            ),
            told=row.changed["told"],
            may_take_in=row.loaded_at is None and row.brought_by_id != actor.person_id,
        )
        for row in rows
    )
