"""The one SELECT that brings a dossier with everything it is judged by."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from engine.core.dossier import Group, Task
from engine.core.move import LedgerEntry
from engine.store.one_row import one_row

# The parts that may be many come as JSON arrays of rows, so that one round trip brings all; of the
# stops of the clock only the running ones and a mark of the others (see `load_ledger`). The dossier
# may be missing (it is about to be received); the epoch never is.
_SELECT = """
SELECT e.epoch, e.clock_offset_s,
  d.code, d.version, d.bundle_sha256, d.unit_id, d.receiving_unit_id, d.parties, d.status,
  d.outcome, d.state, d.facts, d.applicant, d.submitter, d.received_at, d.due_at,
  d.statutory_due_at, d.extended_at, d.accountable_id, d.history_hash, d.lookup_code,
  (SELECT json_agg(t) FROM task t
    WHERE t.dossier_id = %(dossier_id)s AND t.status = 'open') AS open_tasks,
  (SELECT json_agg(json_build_array(c.task_id, c.holder_id)) FROM candidate c
    WHERE c.dossier_id = %(dossier_id)s) AS candidates,
  (SELECT json_agg(g) FROM budget_group g WHERE g.dossier_id = %(dossier_id)s) AS groups,
  (SELECT array_agg(DISTINCT t.closed_by_id) FROM task t
    WHERE t.dossier_id = %(dossier_id)s AND t.power = 'appraise' AND t.status = 'done'
      AND t.closed_by_id IS NOT NULL) AS prepared_by,
  (SELECT array_agg(DISTINCT o.person_id) FROM opinion o
    WHERE o.dossier_id = %(dossier_id)s AND o.kind = 'conflict') AS conflicts,
  (SELECT json_agg(l) FROM ledger l
    WHERE l.dossier_id = %(dossier_id)s AND l.ends_at IS NULL) AS running_stops,
  ended.*
FROM register_epoch e
LEFT JOIN dossier d ON d.id = %(dossier_id)s
CROSS JOIN (SELECT count(l.ends_at), max(l.ends_at) FROM ledger l
  WHERE l.dossier_id = %(dossier_id)s) AS ended
"""


class Selected(NamedTuple):
    """What the SELECT answers; of the dossier's own columns, all are None when it is not there."""

    epoch: int
    clock_offset_s: int
    code: str | None
    version: int
    bundle_sha256: str
    unit_id: UUID
    receiving_unit_id: UUID
    parties: dict[str, str]
    status: str
    outcome: str | None
    state: bytes
    facts: dict[str, Any]
    applicant: dict[str, str | None]
    submitter: dict[str, str | None] | None
    received_at: datetime
    due_at: datetime | None
    statutory_due_at: datetime | None
    extended_at: datetime | None
    accountable_id: UUID | None
    history_hash: bytes
    lookup_code: str
    open_tasks: list[dict[str, Any]] | None
    candidates: list[tuple[str, str]] | None
    groups: list[dict[str, Any]] | None
    prepared_by: list[UUID] | None
    conflicts: list[UUID] | None
    running_stops: list[dict[str, Any]] | None
    stops_ended: int
    last_stop_ended_at: datetime | None

    def tasks(self) -> tuple[Task, ...]:
        """The open tasks with their candidates, in the order of their opening."""
        holders: dict[str, list[UUID]] = {}
        for task_id, holder_id in self.candidates or ():
            holders.setdefault(task_id, []).append(UUID(holder_id))
        tasks = [_task(row, tuple(holders.get(row["id"], ()))) for row in self.open_tasks or ()]
        return tuple(sorted(tasks, key=lambda task: (task.opened_at, task.element)))

    def stops(self) -> tuple[LedgerEntry, ...]:
        """The stops of the clock that have not ended."""
        return tuple(
            LedgerEntry(
                id=UUID(row["id"]),
                kind=row["kind"],
                policy=row["policy"],
                starts_at=datetime.fromisoformat(row["starts_at"]),
                ends_at=None,
                ground=row["ground"],
            )
            for row in self.running_stops or ()
        )

    def groups_by_key(self) -> dict[str, Group]:
        return {
            row["key"]: Group(
                row["key"],
                row["budget"],
                datetime.fromisoformat(row["started_at"]),
                datetime.fromisoformat(row["due_at"]),
            )
            for row in self.groups or ()
        }


def select_dossier(session: Session, dossier_id: UUID) -> Selected:
    """One round trip; `code` is None when there is no such dossier."""
    return Selected._make(one_row(session, _SELECT, {"dossier_id": dossier_id}))


def _task(row: dict[str, Any], holders: tuple[UUID, ...]) -> Task:
    """A task from its row as JSON."""
    return Task(
        id=UUID(row["id"]),
        element=row["element"],
        kind=row["kind"],
        status=row["status"],
        unit_id=_uuid(row["unit_id"]),
        performer=row["performer"],
        power=row["power"],
        assignee_id=_uuid(row["assignee_id"]),
        opened_at=datetime.fromisoformat(row["opened_at"]),
        due_at=_moment(row["due_at"]),
        budget_group=row["budget_group"],
        holders=holders,
        incident=row["incident"],
        closed_at=_moment(row["closed_at"]),
        closed_by_id=_uuid(row["closed_by_id"]),
        parent_id=_uuid(row["parent_id"]),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _uuid(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
