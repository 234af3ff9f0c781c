"""The one SELECT that brings a dossier with everything it is judged by."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from engine.core.dossier import Group, Task
from engine.core.move import LedgerEntry
from engine.store.one_row import one_row

# The parts that may be many come as arrays, so that one round trip brings all: the ledger, which
# grows with every stop, as plain ones (a third of the cost of JSON at 200 stops), the rest as JSON.
# The dossier may be missing (it is about to be received); the epoch never is.
_SELECT = """
SELECT e.epoch, e.clock_offset_s,
  d.code, d.version, d.bundle_sha256, d.unit_id, d.receiving_unit_id, d.parties, d.status,
  d.outcome, d.state, d.facts, d.applicant, d.submitter, d.received_at, d.due_at,
  d.accountable_id, d.history_hash, d.lookup_code,
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
  stops.*
FROM register_epoch e
LEFT JOIN dossier d ON d.id = %(dossier_id)s
CROSS JOIN (
  SELECT array_agg(id), array_agg(kind), array_agg(policy), array_agg(starts_at),
    array_agg(ends_at), array_agg(ground)
  FROM (SELECT * FROM ledger WHERE dossier_id = %(dossier_id)s ORDER BY starts_at, id) AS l
) AS stops
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
    accountable_id: UUID | None
    history_hash: bytes
    lookup_code: str
    open_tasks: list[dict[str, Any]] | None
    candidates: list[tuple[str, str]] | None
    groups: list[dict[str, Any]] | None
    prepared_by: list[UUID] | None
    conflicts: list[UUID] | None
    stop_ids: list[UUID] | None
    stop_kinds: list[str]
    stop_policies: list[str]
    stop_starts: list[datetime]
    stop_ends: list[datetime | None]
    stop_grounds: list[str]

    def tasks(self) -> tuple[Task, ...]:
        """The open tasks with their candidates, in the order of their opening."""
        holders: dict[str, list[UUID]] = {}
        for task_id, holder_id in self.candidates or ():
            holders.setdefault(task_id, []).append(UUID(holder_id))
        tasks = [_task(row, tuple(holders.get(row["id"], ()))) for row in self.open_tasks or ()]
        return tuple(sorted(tasks, key=lambda task: (task.opened_at, task.element)))

    def ledger_entries(self) -> tuple[LedgerEntry, ...]:
        """The stops of the clock in the order of their beginning."""
        if self.stop_ids is None:
            return ()
        return tuple(
            map(
                LedgerEntry,
                self.stop_ids,
                self.stop_kinds,
                self.stop_policies,
                self.stop_starts,
                self.stop_ends,
                self.stop_grounds,
            )
        )

    def groups_by_key(self) -> dict[str, Group]:
        return {
            row["key"]: Group(
                row["key"],
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
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _uuid(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
