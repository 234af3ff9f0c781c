"""The one statement of the inbox: all that is asked of a person, counted by tab, and one page.

The rows are brought together once, along indexes, and the counters and the page are read from
that same heap, so that a counter cannot differ from the list behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.core.move import TaskRef
from engine.questions.inbox.views import (
    CONDITIONS,
    SNOOZED_LATE,
    SavedFilter,
    Tab,
    View,
    condition,
    midnight_after,
)
from engine.store.one_row import one_row

# A task asked of two of one's posts is one row. `returned`: the Move that opened it was a return.
# What nobody of a unit may do, or may go on with, lies with those who lead it, for only they can
# mend that; once, where it is asked of them, too.
_MINE = """
aside AS MATERIALIZED (
  SELECT dossier_id, task_id, snoozed_until FROM task_view
  WHERE person_id = %(me)s AND snoozed_until > %(now)s
),
asked AS (
  SELECT DISTINCT ON (t.dossier_id, t.id) t.dossier_id, t.id, t.element, t.kind, t.due_at,
    t.opened_at, t.assigned_at, t.parent_id, t.assignee_id, t.incident, c.holder_id,
    EXISTS (SELECT FROM history h WHERE h.dossier_id = t.dossier_id AND h.at = t.opened_at
      AND h.kind = 'returned') AS returned
  FROM candidate c
  JOIN task t ON t.dossier_id = c.dossier_id AND t.id = c.task_id
  WHERE c.holder_id = ANY (%(holders)s) AND t.status = 'open'
    AND (t.assignee_id IS NULL OR t.assignee_id = %(me)s)
  UNION ALL
  SELECT t.dossier_id, t.id, t.element, t.kind, t.due_at, t.opened_at, t.assigned_at,
    t.parent_id, t.assignee_id, t.incident, NULL, false
  FROM task t
  WHERE t.status = 'open' AND t.incident IS NOT NULL AND t.unit_id = ANY (%(led)s)
    AND NOT ((t.assignee_id IS NULL OR t.assignee_id = %(me)s)
      AND EXISTS (SELECT FROM candidate c
        WHERE c.dossier_id = t.dossier_id AND c.task_id = t.id
          AND c.holder_id = ANY (%(holders)s)))
),
mine AS MATERIALIZED (
  SELECT a.*, s.snoozed_until, s.task_id IS NOT NULL AS snoozed
  FROM asked a LEFT JOIN aside s ON s.dossier_id = a.dossier_id AND s.task_id = a.id
)"""
_ORDER = """m.holder_id IS NOT NULL, m.due_at NULLS LAST, m.kind = 'message', m.opened_at, m.id"""
_PAGE = f"""
page AS (
  SELECT m.*, row_number() OVER (ORDER BY {_ORDER}) AS place
  FROM mine m WHERE {{wanted}}
  ORDER BY {_ORDER} LIMIT %(limit)s OFFSET %(offset)s
)"""
_STATEMENT = """
WITH {mine}, {page}
SELECT
  (SELECT row_to_json(k) FROM (SELECT {counts} FROM mine m) k),
  (SELECT json_agg(x ORDER BY x.place) FROM (
    SELECT p.*, EXISTS (SELECT FROM task_view v WHERE v.person_id = %(me)s
        AND v.dossier_id = p.dossier_id AND v.task_id = p.id
        AND v.seen_at >= greatest(p.opened_at, p.assigned_at)) AS seen,
      d.code, d.bundle_sha256, d.unit_id AS dossier_unit_id, d.applicant ->> 'full_name'
        AS applicant_name, d.received_at
    FROM page p JOIN dossier d ON d.id = p.dossier_id) x)
"""
# Whose list is long and whose is short is not what a plan may forget; and what is asked of one
# person is found along indexes, never by reading a table, nor worth waking other processes for.
_PLANNING = """
SELECT set_config('plan_cache_mode', 'force_custom_plan', true),
  set_config('random_page_cost', '1.1', true), set_config('enable_seqscan', 'off', true),
  set_config('max_parallel_workers_per_gather', '0', true)
"""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A task with what the list says of its dossier. `holder_id` is the post of which it is
    asked; None for one that is stuck, to be mended by who leads the unit."""

    ref: TaskRef
    element: str
    kind: str
    due_at: datetime | None
    opened_at: datetime
    parent_id: UUID | None
    assignee_id: UUID | None
    incident: str | None
    holder_id: UUID | None
    snoozed_until: datetime | None
    seen: bool
    returned: bool
    code: str
    bundle_sha256: str
    unit_id: UUID
    applicant_name: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """Exact numbers: of each tab, of what is looked at, of each saved filter."""

    tabs: Mapping[Tab, int]
    here: int
    saved: Sequence[int]
    snoozed_late: int


@dataclass(frozen=True, slots=True)
class Whose:
    """The person with their holders (posts and themselves), and the units that they lead."""

    person_id: UUID
    holders: Sequence[UUID]
    led: Sequence[UUID]


def inbox_rows(
    session: Session,
    whose: Whose,
    now: datetime,
    view: View,
    saved: Sequence[SavedFilter],
    *,
    limit: int,
    offset: int,
    only: Iterable[TaskRef] | None = None,
) -> tuple[Counted, list[InboxRow]]:
    """Counters and one page; `only` narrows the page to these tasks."""
    values: dict[str, object] = {
        "me": whose.person_id,
        "holders": list(whose.holders),
        "led": list(whose.led),
        "now": now,
        "midnight": midnight_after(now),
        "limit": limit,
        "offset": offset,
    }
    chosen, its = condition(view.filter, "chosen")
    here = f"{CONDITIONS[view.tab]} AND {chosen}"
    values |= its
    counts = [f"count(*) FILTER (WHERE {sql}) AS {tab}" for tab, sql in CONDITIONS.items()]
    counts += [f"count(*) FILTER (WHERE {here}) AS here"]
    counts += [f"count(*) FILTER (WHERE {SNOOZED_LATE}) AS snoozed_late"]
    for place, each in enumerate(saved):
        sql, its = condition(each.filter, f"saved_{place}")
        counts.append(f"count(*) FILTER (WHERE {sql}) AS saved_{place}")
        values |= its
    wanted = here
    if only is not None:
        wanted += " AND m.id = ANY (%(only)s)"
        values["only"] = [ref.task_id for ref in only]
    one_row(session, _PLANNING, {})
    numbers, rows = one_row(
        session,
        _STATEMENT.format(mine=_MINE, page=_PAGE.format(wanted=wanted), counts=", ".join(counts)),
        values,
    )
    counted = Counted(
        {tab: numbers[tab] for tab in Tab},
        numbers["here"],
        [numbers[f"saved_{place}"] for place in range(len(saved))],
        numbers["snoozed_late"],
    )
    return counted, [_row(row) for row in rows or ()]


def inbox_steps(session: Session, whose: Whose, now: datetime) -> Sequence[tuple[str, str]]:
    """The bundles and elements of all that is asked of the person, each once."""
    values = {
        "me": whose.person_id,
        "holders": list(whose.holders),
        "led": list(whose.led),
        "now": now,
    }
    one_row(session, _PLANNING, {})
    (rows,) = one_row(
        session,
        f"""WITH {_MINE}
        SELECT json_agg(DISTINCT jsonb_build_array(d.bundle_sha256, m.element))
        FROM mine m JOIN dossier d ON d.id = m.dossier_id""",
        values,
    )
    return [(bundle, element) for bundle, element in rows or ()]


def _row(row: Mapping[str, Any]) -> InboxRow:
    return InboxRow(
        ref=TaskRef(UUID(row["dossier_id"]), UUID(row["id"])),
        element=row["element"],
        kind=row["kind"],
        due_at=_moment(row["due_at"]),
        opened_at=datetime.fromisoformat(row["opened_at"]),
        parent_id=_id(row["parent_id"]),
        assignee_id=_id(row["assignee_id"]),
        incident=row["incident"],
        holder_id=_id(row["holder_id"]),
        snoozed_until=_moment(row["snoozed_until"]) if row["snoozed"] else None,
        seen=row["seen"],
        returned=row["returned"],
        code=row["code"],
        bundle_sha256=row["bundle_sha256"],
        unit_id=UUID(row["dossier_unit_id"]),
        applicant_name=row["applicant_name"] or "",
        received_at=datetime.fromisoformat(row["received_at"]),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
