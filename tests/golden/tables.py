"""Which rows are a dossier's, and which all dossiers of a release share."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.orm import Session

from engine.store.records import Record

Row = dict[str, Any]
Rows = dict[str, list[Row]]

OWNED = tuple(
    table
    for table in Record.metadata.sorted_tables
    if "dossier_id" in table.columns or table.name == "dossier"
)
"""Of the dossiers of one story; numbers and messages, which only name a dossier, too."""
BESIDE = tuple(t for t in Record.metadata.sorted_tables if t.name in ("number_register",))
"""Kept with the story as it stood: it counts on as numbers are given out."""
DESKS = (
    *("known_party", "known_party_key", "party_dossier"),
    *("pending_upload", "online_submission", "desk_habit"),
)
"""What a desk keeps for its own comfort: no dossier is judged by it."""
SHARED = tuple(
    table
    for table in Record.metadata.sorted_tables
    if table not in (*OWNED, *BESIDE) and table.name not in ("bundle", "counter", *DESKS)
)
"""The register of authority, accounts, calendar, what is in force where."""


def key_of(table: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    """A row's primary key, as text."""
    return tuple(str(row[c.name]) for c in Record.metadata.tables[table].primary_key)


def shared_rows(session: Session) -> Rows:
    """What all dossiers are judged by, whole."""
    return {table.name: _all(session, table) for table in SHARED}


def rows_of(session: Session, dossiers: Collection[UUID]) -> Rows:
    """Every row of these dossiers, with the registers that their numbers are out of."""
    rows = {
        table.name: _all(
            session,
            table,
            f"{'id' if table.name == 'dossier' else 'dossier_id'} = ANY(%s)",
            list(dossiers),
        )
        for table in OWNED
    }
    registers = [UUID(row["register_id"]) for row in rows["number"]]
    rows |= {t.name: _all(session, t, "id = ANY(%s)", registers) for t in BESIDE}
    return {name: found for name, found in rows.items() if found}


def insert(session: Session, rows: Mapping[str, Iterable[Row]]) -> None:
    """Put rows back; a column that they do not know gets what the table gives by itself."""
    for table in Record.metadata.sorted_tables:
        found = list(rows.get(table.name, ()))
        if not found:
            continue
        names = ", ".join(f'"{name}"' for name in found[0])
        session.connection().exec_driver_sql(
            f'INSERT INTO "{table.name}" ({names}) OVERRIDING SYSTEM VALUE '
            f'SELECT {names} FROM json_populate_recordset(NULL::"{table.name}", %s::json)',
            (json.dumps(found),),
        )


def wipe(session: Session) -> None:
    """Remove every dossier."""
    for table in reversed((*BESIDE, *OWNED)):
        session.connection().exec_driver_sql(f'DELETE FROM "{table.name}"')


def _all(session: Session, table: Table, where: str = "true", *values: object) -> list[Row]:
    keys = ", ".join(c.name for c in table.primary_key)
    found = session.connection().exec_driver_sql(
        f'SELECT to_jsonb(t) FROM "{table.name}" t WHERE {where} ORDER BY {keys}', values
    )
    return [row for (row,) in found]
