"""The public register: which seat may decide which procedure on a day, and on what ground.

Titles and numbers of acts, as they are published; no names. The deputies of a seat sign KT. for it
and are not listed apart; nor are civil servants whom a chairman named in person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine.outside.outside import Outside
from engine.questions.delegation.listed import like_all
from engine.store.time import read_time

PAGE = 50
"""Lines of one page."""

_VALID = (
    "{0}.recorded_to IS NULL AND {0}.valid_from <= %(at)s "
    "AND ({0}.valid_to IS NULL OR {0}.valid_to > %(at)s)"
)
_LINES = f"""
WITH act AS (
  SELECT i.* FROM instrument i
  WHERE {_VALID.format("i")} AND i.state = 'in_force' AND i.state_since <= %(at)s
    AND i.kind IN ('delegation', 'devolution')
    AND NOT EXISTS (SELECT FROM instrument s
      WHERE s.supersedes_id = i.id AND s.recorded_to IS NULL
        AND s.state IN ('in_force', 'suspended', 'revoked') AND s.valid_from <= %(at)s)
),
given AS (
  SELECT g.*, act.kind, act.number, act.issued_on, act.exclusive, act.valid_from AS act_from,
    act.valid_to AS act_to
  FROM "grant" g JOIN act ON act.id = g.instrument_id
    AND (act.issuer_position_id = g.from_position_id OR act.kind = 'devolution')
  WHERE g.recorded_to IS NULL AND 'decide' = ANY (g.powers)
    AND (g.valid_from IS NULL OR g.valid_from <= %(at)s)
    AND (g.valid_to IS NULL OR g.valid_to > %(at)s)
),
law AS (
  SELECT c.* FROM competence c JOIN position s ON s.id = c.position_id AND {_VALID.format("s")}
  WHERE {_VALID.format("c")} AND 'decide' = ANY (c.powers)
),
told AS (
  SELECT law.procedure, law.unit_id, law.position_id, law.collective, 'law' AS kind,
    law.legal_basis AS ground, NULL::timestamptz AS issued_on, NULL AS scope, law.valid_from,
    law.valid_to
  FROM law WHERE NOT EXISTS (SELECT FROM given g
    WHERE g.exclusive AND g.scope IS NULL AND g.from_position_id = law.position_id
      AND (g.procedures IS NULL OR law.procedure = ANY (g.procedures)))
  UNION ALL
  SELECT law.procedure, s.unit_id, s.id, g.to_unit_id IS NOT NULL, g.kind, g.number, g.issued_on,
    g.scope, greatest(g.act_from, g.valid_from), least(g.act_to, g.valid_to)
  FROM given g
  JOIN law ON law.position_id = g.from_position_id
    AND (g.procedures IS NULL OR law.procedure = ANY (g.procedures))
  JOIN position s ON {_VALID.format("s")}
    AND (s.id = g.to_position_id OR (s.unit_id = g.to_unit_id AND s.rank = 'head'))
),
title AS (
  SELECT DISTINCT ON (procedure) procedure, title, field, search_text FROM (
    SELECT code AS procedure, title, field, search_text, 0 AS later FROM procedure p
      WHERE {_VALID.format("p")}
    UNION ALL
    SELECT coalesce(b.code, b.procedure), b.title, b.field, NULL, 1 FROM bundle b
  ) x ORDER BY procedure, later
),
line AS (
  SELECT told.procedure, title.title, title.field, u.code AS unit_code, u.name AS unit,
    s.title AS seat, told.kind, told.ground, told.issued_on, told.scope, told.valid_from,
    told.valid_to,
    EXISTS (SELECT FROM appointment a WHERE a.position_id = s.id AND {_VALID.format("a")}) AS held
  FROM told
  JOIN unit u ON u.id = told.unit_id AND {_VALID.format("u")}
  JOIN position s ON s.id = told.position_id AND s.recorded_to IS NULL
  LEFT JOIN title ON title.procedure = told.procedure
  WHERE concat_ws(' ', told.procedure, title.search_text, u.search_text) LIKE ALL (%(words)s)
)
"""
_ORDER = "ORDER BY procedure, unit_code, kind, ground"


@dataclass(frozen=True, slots=True)
class Line:
    """`kind`: law | delegation | devolution; `ground`: the law, or the number of the act. `held`:
    somebody holds the seat. `valid_to` is exclusive."""

    procedure: str
    title: str | None
    field: str | None
    unit_code: str
    unit: str
    seat: str
    kind: str
    ground: str
    issued_on: datetime | None
    scope: str | None
    valid_from: datetime
    valid_to: datetime | None
    held: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One page of who may decide what at `at`; `count` is of all pages."""

    at: datetime
    lines: tuple[Line, ...]
    count: int
    page: int
    pages: int


def authority(
    outside: Outside, words: str = "", at: datetime | None = None, page: int = 1
) -> Found:
    """Lines that hold at `at` (now, if none is said) and have all `words` in code or title of the
    procedure or in the unit's name, without diacritics."""
    with outside.sessions.begin() as session:
        at = at or read_time(session, outside.clock.now()).now
        asked = {"at": at, "words": like_all(words), "most": PAGE}
        rows = _page(session, {**asked, "skipped": (page - 1) * PAGE})
        if not rows and page > 1:
            page = 1
            rows = _page(session, {**asked, "skipped": 0})
    count = rows[0][0] if rows else 0
    lines = tuple(Line(*row[1:]) for row in rows)
    return Found(at, lines, count, page, max(1, -(-count // PAGE)))


def _page(session: Session, asked: Mapping[str, Any]) -> list[Any]:
    told = f"SELECT count(*) OVER (), line.* FROM line {_ORDER} LIMIT %(most)s OFFSET %(skipped)s"
    return list(session.connection().exec_driver_sql(f"{_LINES} {told}", dict(asked)))


def every_line(outside: Outside, words: str = "", at: datetime | None = None) -> Iterator[Line]:
    """All of them, as the database hands them over; the transaction is open until the last."""
    with outside.sessions.begin() as session:
        at = at or read_time(session, outside.clock.now()).now
        rows = session.connection().exec_driver_sql(
            f"{_LINES} SELECT * FROM line {_ORDER}",
            {"at": at, "words": like_all(words)},
            execution_options={"stream_results": True},
        )
        for row in rows:
            yield Line(*row)
