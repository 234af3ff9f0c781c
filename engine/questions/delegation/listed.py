"""What is behind a figure of the delegation: procedures or plans, found by words, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.core.vietnamese import fold
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.delegation.plans import FIGURES, PLANS, Figure
from engine.questions.delegation.summary import Summary, summary_at
from engine.say import say

PAGE = 50
"""Lines of one page."""

_KEYS = """
, line AS (
  SELECT x.procedure, x.plan_id, x.plan_code, k.title, k.field
  FROM ({rows}) x LEFT JOIN known k ON k.procedure = x.procedure
  WHERE coalesce(k.search_text, x.procedure) LIKE ALL (%(words)s)
)
SELECT procedure, plan_id, title, field, (SELECT count(*) FROM line) FROM line
ORDER BY procedure, plan_code LIMIT %(most)s OFFSET %(skipped)s
"""
_OF = """
SELECT p.id, p.procedure, p.code, u.name, p.planned_number, p.planned_on, i.number, i.issued_on,
  p.republished_number, p.republished_on, p.approved_number, p.approved_on, p.delegated
FROM plan p
LEFT JOIN unit u ON u.id = p.unit_id AND u.recorded_to IS NULL
LEFT JOIN instrument i ON i.id = p.instrument_id AND i.recorded_to IS NULL
WHERE p.procedure = ANY (%(procedures)s) ORDER BY p.code
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision by its number and day."""

    number: str
    on: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan and its steps, as far as they have come; `delegated`: the decision is in force and
    gives the procedure to the unit."""

    code: str
    unit: str
    planned: Decision
    decided: Decision | None
    republished: Decision | None
    approved: Decision | None
    delegated: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A procedure with its plans; of a figure of plans, with the one."""

    procedure: str
    title: str | None
    field: str | None
    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One page; `count` is of all pages."""

    lines: tuple[Line, ...]
    count: int
    page: int
    pages: int


def summary_page(outside: Outside, actor: Actor) -> Summary:
    """The figures, for those who keep the register. Raises NotYours."""
    with outside.sessions.begin() as session:
        return summary_at(session, require_registrar(session, outside, actor))


def listed(outside: Outside, actor: Actor, name: str, words: str = "", page: int = 1) -> Listed:
    """The list behind the figure `name` (`FIGURES`). `words` are of code and title, without
    diacritics. Raises NotYours, NotFound."""
    figure = FIGURES.get(name)
    if figure is None:
        raise NotFound(say("Không có danh sách này."))
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        asked = {"at": now, "words": like_all(words), "most": PAGE}
        rows = _keys(session, figure, {**asked, "skipped": (page - 1) * PAGE})
        if not rows and page > 1:
            page = 1
            rows = _keys(session, figure, {**asked, "skipped": 0})
        plans = _plans(session, now, [row[0] for row in rows])
    count = rows[0][4] if rows else 0
    lines = tuple(
        Line(code, title, field, tuple(p for i, p in plans.get(code, ()) if of in (None, i)))
        for code, of, title, field, _ in rows
    )
    return Listed(lines, count, page, max(1, -(-count // PAGE)))


def like_all(words: str) -> list[str]:
    """Patterns all of which a folded text must match; what is typed means itself."""
    escaped = (word.replace("\\", "\\\\") for word in fold(words).split())
    return [f"%{word.replace('%', chr(92) + '%').replace('_', chr(92) + '_')}%" for word in escaped]


def _keys(session: Session, figure: Figure, asked: dict[str, Any]) -> list[Any]:
    columns = "procedure, id AS plan_id, code AS plan_code"
    if not figure.by_plan:
        columns = "procedure, NULL::uuid AS plan_id, NULL AS plan_code"
    rows = f"SELECT {columns} FROM {figure.of}"
    found = session.connection().exec_driver_sql(f"{PLANS}{_KEYS.format(rows=rows)}", asked)
    return list(found)


def _plans(
    session: Session, at: datetime, procedures: list[str]
) -> dict[str, list[tuple[UUID, Plan]]]:
    found = session.connection().exec_driver_sql(
        f"{PLANS}{_OF}", {"at": at, "procedures": procedures}
    )
    plans: dict[str, list[tuple[UUID, Plan]]] = {}
    for plan_id, procedure, code, unit, *steps, delegated in found:
        planned, decided, republished, approved = (
            Decision(number, on) if number else None
            for number, on in zip(steps[::2], steps[1::2], strict=True)
        )
        assert planned is not None
        plan = Plan(code, unit or "", planned, decided, republished, approved, delegated)
        plans.setdefault(procedure, []).append((plan_id, plan))
    return plans
