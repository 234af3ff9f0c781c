"""The register read and written as a whole, for files of it: the many-row twin of
`register_changes`, under the same law: a correction is a new row, nothing is deleted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.orm import Session

from engine.core.register_file.known import TABLES, Known, Row
from engine.store.records import Record

_OF_THE_ROW = ("row_id", "id", "recorded_from", "recorded_to", "recorded_by_id")


def known_now(session: Session) -> Known:
    """Every record of the register that is known now; some ten megabytes for a city."""
    recorded: dict[UUID, datetime] = {}
    rows: dict[str, dict[UUID, Row]] = {}
    for table, columns in TABLES.items():
        named = ", ".join(columns)
        found = session.execute(
            text(f'SELECT id, recorded_from, {named} FROM "{table}" WHERE recorded_to IS NULL')
        )
        rows[table] = {}
        for record_id, since, *row in found:
            rows[table][record_id] = tuple(row)
            recorded[record_id] = since
    return Known(rows, recorded)


def write_rows(
    session: Session,
    table: str,
    rows: Sequence[tuple[UUID, datetime | None, Row]],
    by_id: UUID | None,
    now: datetime,
) -> None:
    """New rows of records: id, since when its former row was known (None: it has none), what it
    says; the columns that files do not have are the former row's, or the table's own defaults.

    Former rows leave what is known now, first. The caller holds the register.
    """
    told = ("id", "recorded_from", "recorded_by_id", *TABLES[table])
    ids = [record_id for record_id, since, _ in rows if since]
    kept = _kept(session, table, ids) if ids else {}
    session.execute(
        text(
            f'UPDATE "{table}" SET recorded_to = greatest(:now, recorded_from) '
            "WHERE id = ANY(:ids) AND recorded_to IS NULL"
        ),
        {"ids": ids, "now": now},
    )
    corrected = (
        (record_id, max(now, since), by_id, *row, *kept[record_id])
        for record_id, since, row in rows
        if since
    )
    _copy(session, table, (*told, *_others(table)), corrected)
    new = ((record_id, now, by_id, *row) for record_id, since, row in rows if not since)
    _copy(session, table, told, new)


def _kept(session: Session, table: str, ids: Sequence[UUID]) -> dict[UUID, tuple[str | None, ...]]:
    """What known rows say in columns that files do not have, as text."""
    others = "".join(f", {column}::text" for column in _others(table))
    known = text(f'SELECT id{others} FROM "{table}" WHERE recorded_to IS NULL AND id = ANY(:ids)')
    return {record_id: tuple(row) for record_id, *row in session.execute(known, {"ids": ids})}


def _others(table: str) -> tuple[str, ...]:
    columns = Record.metadata.tables[table].columns
    return tuple(c.key for c in columns if c.key not in (*TABLES[table], *_OF_THE_ROW))


def note_changes(
    session: Session,
    by_id: UUID,
    now: datetime,
    changes: Iterable[tuple[str, str, UUID]],
    reason: str,
) -> None:
    """Who did what to each record: kind, table, id."""
    _copy(
        session,
        "register_event",
        ("at", "by_id", "kind", "record_table", "record_id", "reason"),
        ((now, by_id, kind, table, record_id, reason) for kind, table, record_id in changes),
    )


def _copy(
    session: Session, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with driver.cursor().copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
