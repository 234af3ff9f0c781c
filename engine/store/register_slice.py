"""The slice of the register in one statement: givers, units reached, and what hangs on them.

Rows come back as JSON arrays, one list a table, one cell a column of the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, Uuid, inspect

from engine.core.authority.register import TO_ANOTHER_BODY
from engine.store.records import (
    AppointmentRow,
    CompetenceRow,
    GrantRow,
    InstrumentRow,
    PersonRow,
    PositionRow,
    UnitRow,
)
from engine.store.records.base import Recorded

_BODIES = ", ".join(f"'{kind}'" for kind in sorted(TO_ANOTHER_BODY))
_OF_THE_ROW = frozenset({"row_id", "recorded_from", "recorded_to", "recorded_by_id"})
_COVERS = "(g.procedures IS NULL OR %(procedure)s = ANY (g.procedures))"


_KINDS: tuple[type[Recorded], ...] = (
    UnitRow, PositionRow, PersonRow, AppointmentRow, CompetenceRow, InstrumentRow, GrantRow,
)  # fmt: skip
_id = lru_cache(65_536)(UUID)
"""The same object for the same id: records are looked up by them all the time."""


def _told_columns(kind: type[Recorded]) -> list[Column[Any]]:
    return [column for column in inspect(kind).columns if column.key not in _OF_THE_ROW]


def _readers(kind: type[Recorded]) -> tuple[tuple[str, Callable[[str], object]], ...]:
    """JSON has neither ids nor times."""
    columns = _told_columns(kind)
    ids = ((column.key, _id) for column in columns if isinstance(column.type, Uuid))
    times = ((c.key, datetime.fromisoformat) for c in columns if isinstance(c.type, DateTime))
    return (*ids, *times)


_COLUMNS = {kind: tuple(column.key for column in _told_columns(kind)) for kind in _KINDS}
"""What a record says, in the order of the lists' cells."""
_READERS = {kind: _readers(kind) for kind in _KINDS}


@dataclass(frozen=True, slots=True)
class _Look:
    """Looks into tables; `known` is the condition that the register knew a row.

    Each is fenced by OFFSET 0, and what a recursion found goes on through an array: the planner,
    which does not know how few rows that is, would read whole tables instead of their indexes, and
    make room for millions.
    """

    known: str
    recorded: str
    """The condition that a row was recorded, whatever became of it."""

    def each_so_far(self, row: str, table: str, where: str) -> str:
        """Rows of a table for each row so far, those that were corrected since, too."""
        recorded = self.recorded.format(row)
        rows = f'SELECT {row}.* FROM "{table}" {row} WHERE {where} AND {recorded}'
        return f"CROSS JOIN LATERAL ({rows} OFFSET 0) {row}"

    def each(self, row: str, table: str, where: str) -> str:
        """Rows of a table for each row so far."""
        return f"CROSS JOIN LATERAL ({self.rows(row, table, where)} OFFSET 0) {row}"

    def maybe(self, row: str, table: str, where: str) -> str:
        """The same, or nothing."""
        return f"LEFT JOIN LATERAL ({self.rows(row, table, where)} OFFSET 0) {row} ON true"

    def rows(self, row: str, table: str, where: str) -> str:
        """Rows of a table that were known."""
        return f'SELECT {row}.* FROM "{table}" {row} WHERE {where} AND {self.known.format(row)}'


def _givers(look: _Look) -> str:
    """The units asked for and, step by step, those that gave them the procedure: a delegated unit
    acts on the competence of the one that delegated."""
    return f"""giver (unit_id) AS (
  SELECT unnest(ARRAY(SELECT unnest(%(units)s::uuid[])))
  UNION
  SELECT s.unit_id FROM giver f
    CROSS JOIN LATERAL (
      {look.rows("g", "grant", f"g.to_unit_id = f.unit_id AND {_COVERS}")}
      UNION ALL
      SELECT g.* FROM ({look.rows("t", "position", "t.unit_id = f.unit_id")} OFFSET 0) t
        {look.each("g", "grant", f"g.to_position_id = t.id AND {_COVERS}")}
      OFFSET 0
    ) g
    {look.each("i", "instrument", f"i.id = g.instrument_id AND i.kind IN ({_BODIES})")}
    {look.each("s", "position", "s.id = g.from_position_id")}
)"""


def _reach(look: _Look) -> str:
    """Units whose positions can matter: those given, those of the competent positions, and, step by
    step, those inside them that a grant from one of their positions leads to.

    What was given to another body is that body's business: a procedure that a city has given to all
    its wards does not bring every ward in.
    """
    return f"""law AS (
  SELECT c.* FROM {_few("giver")}
    {look.each("c", "competence", "c.procedure = %(procedure)s AND c.unit_id = f.unit_id")}
),
reach (unit_id) AS (
  (SELECT unit_id FROM {_few("giver")}
   UNION SELECT s.unit_id FROM law {look.each("s", "position", "s.id = law.position_id")})
  UNION
  SELECT coalesce(g.to_unit_id, t.unit_id) FROM reach f
    {look.each("s", "position", "s.unit_id = f.unit_id")}
    {look.each("g", "grant", f"g.from_position_id = s.id AND {_COVERS}")}
    {look.each("i", "instrument", f"i.id = g.instrument_id AND i.kind NOT IN ({_BODIES})")}
    {look.maybe("a", "appointment", "a.person_id = g.to_person_id")}
    {look.maybe("t", "position", "t.id = coalesce(g.to_position_id, a.position_id)")}
)"""


def _hangs_on(look: _Look) -> str:
    """Seats, who holds them, what they gave on, the instruments and those that supersede them, and
    the agencies above, whose names documents print."""
    return f"""seat AS (
  SELECT s.* FROM {_few("reach")} {look.each("s", "position", "s.unit_id = f.unit_id")}
),
held AS (
  SELECT a.* FROM seat {look.each("a", "appointment", "a.position_id = seat.id")}
),
given AS (
  SELECT g.* FROM seat {look.each("g", "grant", f"g.from_position_id = seat.id AND {_COVERS}")}
),
cited AS (SELECT unnest(ARRAY(SELECT DISTINCT instrument_id FROM given)) AS id),
act AS (
  SELECT i.* FROM cited {look.each("i", "instrument", "i.id = cited.id")}
  UNION
  SELECT i.* FROM cited {look.each("i", "instrument", "i.supersedes_id = cited.id")}
),
named AS (
  SELECT person_id FROM held UNION SELECT to_person_id FROM given WHERE to_person_id IS NOT NULL
),
above (id, parent_id) AS (
  SELECT u.id, u.parent_id FROM {_few("reach")} {look.each("u", "unit", "u.id = f.unit_id")}
  UNION
  SELECT u.id, u.parent_id FROM above {look.each("u", "unit", "u.id = above.parent_id")}
)"""


def _told(look: _Look) -> str:
    units = f"{_few('above', 'id')} {look.each('u', 'unit', 'u.id = f.id')}"
    acts = f"{_few('act', 'id')} {look.each_so_far('p', 'instrument', 'p.id = f.id')}"
    persons = f"{_few('named', 'person_id')} {look.each('n', 'person', 'n.id = f.person_id')}"
    lists = (
        _list(UnitRow, f"SELECT u.* FROM {units}"),
        _list(PositionRow, "SELECT * FROM seat"),
        _list(PersonRow, f"SELECT n.* FROM {persons}"),
        _list(AppointmentRow, "SELECT * FROM held"),
        _list(CompetenceRow, "SELECT * FROM law"),
        _list(InstrumentRow, f"SELECT p.* FROM {acts}"),
        _list(GrantRow, "SELECT * FROM given"),
    )
    parts = ",\n".join((_givers(look), _reach(look), _hangs_on(look)))
    return f"WITH RECURSIVE {parts}\nSELECT changed_at, {', '.join(lists)} FROM register_epoch"


def _few(found: str, column: str = "unit_id") -> str:
    """The rows of a recursion, as rows that the planner takes for few."""
    return f"unnest(ARRAY(SELECT DISTINCT {column} FROM {found})) AS f ({column})"


def _list(kind: type[Recorded], rows: str) -> str:
    named = ", ".join(f"x.{column}" for column in _COLUMNS[kind])
    return f"(SELECT json_agg(json_build_array({named}) ORDER BY x.row_id) FROM ({rows}) x)"


def rows_of(kind: type[Recorded], told: Sequence[Sequence[Any]] | None) -> Iterator[Any]:
    """Cells of a list as rows of the record, as far as `register_values` reads them."""
    columns, readers = _COLUMNS[kind], _READERS[kind]
    for cells in told or ():
        row = dict(zip(columns, cells, strict=True))
        for column, read in readers:
            if row[column] is not None:
                row[column] = read(row[column])
        yield SimpleNamespace(**row)


KNOWN_NOW = _told(_Look("{0}.recorded_to IS NULL", "true"))
"""Takes `procedure` and `units`; answers when the register was changed last, and seven lists:
units, positions, persons, appointments, competences, instruments (each with its former rows: the
states that it was in before), grants (null for none)."""
KNOWN_THEN = _told(
    _Look(
        "{0}.recorded_from <= %(at)s AND ({0}.recorded_to IS NULL OR {0}.recorded_to > %(at)s)",
        "{0}.recorded_from <= %(at)s",
    )
)
"""Takes `at`, too: what the register knew then."""
