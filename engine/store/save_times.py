"""Writes the moved times of many dossiers, each guarded by its version, in one statement."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from engine.core.recount import Recounted
from engine.store.one_row import one_row

_SAVE = """
WITH moved AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset(%(moved)s::jsonb) AS x(
    dossier_id uuid, version int, due_at timestamptz, statutory_due_at timestamptz,
    apology_at timestamptz, kind text, canonical bytea, previous bytea, hash bytea)
),
won AS (
  UPDATE dossier d SET version = d.version + 1, due_at = m.due_at,
    statutory_due_at = m.statutory_due_at, apology_at = m.apology_at, history_hash = m.hash,
    undo_until = NULL, undo_version = NULL, undo_status = NULL, undo_state = NULL,
    undo_facts = NULL, undo_move = NULL
  FROM moved m
  WHERE d.id = m.dossier_id AND d.version = m.version AND d.history_hash = m.previous
  RETURNING m.*
),
told AS (
  INSERT INTO history (dossier_id, seq, kind, actor_id, task_id, at, canonical, previous, hash)
  SELECT w.dossier_id, w.version + 1, w.kind, NULL, NULL, %(at)s, w.canonical, w.previous, w.hash
  FROM won w
),
groups_moved AS (
  UPDATE budget_group g SET due_at = x.due_at
  FROM jsonb_to_recordset(%(groups)s::jsonb) AS x(dossier_id uuid, key text, due_at timestamptz)
  JOIN won w ON w.dossier_id = x.dossier_id
  WHERE g.dossier_id = x.dossier_id AND g.key = x.key
),
task_moved AS MATERIALIZED (
  SELECT x.* FROM jsonb_to_recordset(%(tasks)s::jsonb) AS x(
    dossier_id uuid, id uuid, due_at timestamptz)
  JOIN won w ON w.dossier_id = x.dossier_id
),
tasks_moved AS (
  UPDATE task t SET due_at = x.due_at FROM task_moved x
  WHERE t.dossier_id = x.dossier_id AND t.id = x.id AND t.status = 'open'
),
candidates_moved AS (
  UPDATE candidate c SET due_at = x.due_at FROM task_moved x
  WHERE c.dossier_id = x.dossier_id AND c.task_id = x.id
),
timers_moved AS (
  UPDATE timer t SET due_at = x.due_at
  FROM jsonb_to_recordset(%(timers)s::jsonb) AS x(
    dossier_id uuid, task_id uuid, due_at timestamptz)
  JOIN won w ON w.dossier_id = x.dossier_id
  WHERE t.dossier_id = x.dossier_id AND t.task_id = x.task_id
)
SELECT count(*) FROM won
"""


def save_times(session: Session, recounted: Sequence[Recounted], now: datetime) -> int:
    """Save them inside the caller's transaction; how many dossiers were still at their version."""
    (saved,) = one_row(
        session,
        _SAVE,
        {
            "at": now,
            "moved": json.dumps([_moved(one) for one in recounted]),
            "groups": json.dumps(
                [
                    {"dossier_id": str(one.dossier_id), "key": key, "due_at": at.isoformat()}
                    for one in recounted
                    for key, at in one.groups.items()
                ]
            ),
            "tasks": json.dumps(
                [
                    {"dossier_id": str(one.dossier_id), "id": str(id_), "due_at": at.isoformat()}
                    for one in recounted
                    for id_, at in one.tasks.items()
                ]
            ),
            "timers": json.dumps(
                [
                    {
                        "dossier_id": str(one.dossier_id),
                        "task_id": str(id_),
                        "due_at": at.isoformat(),
                    }
                    for one in recounted
                    for id_, at in one.timers.items()
                ]
            ),
        },
    )
    return int(saved)


def _moved(one: Recounted) -> dict[str, object]:
    history = one.history
    return {
        "dossier_id": str(one.dossier_id),
        "version": one.version,
        "due_at": _text(one.due_at),
        "statutory_due_at": _text(one.statutory_due_at),
        "apology_at": _text(one.apology_at),
        "kind": history.kind,
        "canonical": _hex(history.canonical),
        "previous": _hex(history.previous),
        "hash": _hex(history.hash),
    }


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _hex(data: bytes) -> str:
    """PostgreSQL's own."""
    return "\\x" + data.hex()
