"""Search: the dossiers that the reader may reach, by code, name or phone, open and finished."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.core.move import TaskRef
from engine.core.search_words import text_query, without_letter
from engine.outside.outside import Outside
from engine.questions.reach import seats
from engine.questions.words import status_words
from engine.store.bundles import load_bundle
from engine.store.dossier_search import units_query
from engine.store.one_row import one_row
from engine.store.time import read_time

SHOWN = 30
_MOST = 200
"""So many are brought and put in order; when more match, the reader is asked for more words."""

# Who may reach a dossier stands in the same statement: the units that take part are words of the
# index, and what was asked of the person elsewhere is found from their own tasks.
_FOUND = """
WITH found AS (
  (SELECT s.dossier_id FROM dossier_search s
    WHERE s.words @@ %(ours)s::tsquery LIMIT %(most)s)
  UNION
  (SELECT s.dossier_id FROM dossier_search s JOIN candidate c ON c.dossier_id = s.dossier_id
    WHERE c.holder_id = ANY (%(holders)s) AND s.words @@ %(words)s::tsquery LIMIT %(most)s)
  UNION
  (SELECT s.dossier_id FROM dossier_search s JOIN task t ON t.dossier_id = s.dossier_id
    WHERE t.assignee_id = %(me)s AND t.status = 'open' AND s.words @@ %(words)s::tsquery
    LIMIT %(most)s)
  UNION
  (SELECT s.dossier_id FROM dossier_search s JOIN task t ON t.dossier_id = s.dossier_id
    WHERE t.closed_by_id = %(me)s AND s.words @@ %(words)s::tsquery LIMIT %(most)s)
),
page AS (
  SELECT d.id, d.code, d.bundle_sha256, d.status, d.outcome, d.received_at, d.finished_at,
    d.applicant ->> 'full_name' AS applicant_name
  FROM found f JOIN dossier d ON d.id = f.dossier_id
  ORDER BY d.finished_at IS NOT NULL, d.received_at DESC, d.id LIMIT %(shown)s
)
SELECT (SELECT count(*) FROM found), (SELECT json_agg(x) FROM (
  SELECT p.*, (SELECT c.task_id FROM candidate c
      JOIN task t ON t.dossier_id = c.dossier_id AND t.id = c.task_id
      WHERE c.dossier_id = p.id AND c.holder_id = ANY (%(holders)s) AND t.status = 'open'
        AND (t.assignee_id IS NULL OR t.assignee_id = %(me)s) LIMIT 1) AS task_id
  FROM page p ORDER BY p.finished_at IS NOT NULL, p.received_at DESC, p.id) x)
"""
_PLANNING = """
SELECT set_config('plan_cache_mode', 'force_custom_plan', true),
  set_config('max_parallel_workers_per_gather', '0', true)
"""


@dataclass(frozen=True, slots=True)
class FoundDossier:
    """A dossier of the answer; `task` is the reader's open task in it, if there is one."""

    id: UUID
    code: str
    procedure_title: str
    applicant_name: str
    status_words: str
    finished: bool
    received_at: datetime
    task: TaskRef | None


@dataclass(frozen=True, slots=True)
class Found:
    """Open ones first, the newest first. `more`: others match, too; with more words they show."""

    items: tuple[FoundDossier, ...]
    more: bool


def search(outside: Outside, actor: Actor, typed: str) -> Found:
    """What was typed, without regard to diacritics, capitals or the form of its Unicode: all
    words must be there, the last may be the beginning of one (a single letter counts only if it
    is a word of its own). Nothing typed finds nothing."""
    asked = [query for query in (text_query(typed), text_query(without_letter(typed))) if query]
    if not asked:
        return Found((), more=False)
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        offices = seats(session, actor, now)
        units = {o.unit_id for o in offices}
        holders = [*(o.position_id for o in offices), actor.person_id]
        for words in dict.fromkeys(asked):
            total, rows = _found(session, actor, words, units=units, holders=holders)
            if total:
                break
        items = tuple(_item(session, row) for row in rows)
    return Found(items, more=total > len(items))


def _found(
    session: Session, actor: Actor, words: str, *, units: Iterable[UUID], holders: Sequence[UUID]
) -> tuple[int, Sequence[Mapping[str, Any]]]:
    one_row(session, _PLANNING, {})
    own = units_query(units)
    values = {
        "ours": f"{own} & {words}" if own else None,
        "words": words,
        "holders": list(holders),
        "me": actor.person_id,
        "most": _MOST,
        "shown": SHOWN,
    }
    total, rows = one_row(session, _FOUND, values)
    return total, rows or ()


def _item(session: Session, row: Mapping[str, Any]) -> FoundDossier:
    dossier_id = UUID(row["id"])
    return FoundDossier(
        id=dossier_id,
        code=row["code"],
        procedure_title=load_bundle(session, row["bundle_sha256"]).procedure.title,
        applicant_name=row["applicant_name"] or "",
        status_words=status_words(row["status"], row["outcome"]),
        finished=row["finished_at"] is not None,
        received_at=datetime.fromisoformat(row["received_at"]),
        task=TaskRef(dossier_id, UUID(row["task_id"])) if row["task_id"] else None,
    )
