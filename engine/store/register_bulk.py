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
    says.

    Former rows leave what is known now, first. The caller holds the register.
    """
    session.execute(
        text(
            f'UPDATE "{table}" SET recorded_to = greatest(:now, recorded_from) '
            "WHERE id = ANY(:ids) AND recorded_to IS NULL"
        ),
        {"ids": [record_id for record_id, since, _ in rows if since], "now": now},
    )
    _copy(
        session,
        table,
        ("id", "recorded_from", "recorded_by_id", *TABLES[table]),
        ((record_id, max(now, since or now), by_id, *row) for record_id, since, row in rows),
    )


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
