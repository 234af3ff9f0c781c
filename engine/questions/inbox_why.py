"""Why a task lies in one's list, in a few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.core.dossier import COUNCIL, JOINT, Bundle
from engine.store.offices import Office
from engine.store.records import DossierRow, HistoryRow, TaskRow

Row = tuple[TaskRow, DossierRow, UUID | None]


@dataclass(frozen=True, slots=True)
class Whys:
    """What was read once for the whole list. `returned` holds the moves that sent a dossier
    back, `claimed` the tasks that somebody took by their own hand."""

    actor: Actor
    offices: Mapping[UUID, Office]
    returned: frozenset[tuple[UUID, datetime]]
    claimed: frozenset[UUID]

    def why(self, row: Row, bundle: Bundle) -> str:
        """ "được chuyển trả", "được giao", "tôi đã nhận", or the post of which it is asked."""
        task, _, holder = row
        if holder is None:
            return "không ai làm được"
        if (task.dossier_id, task.opened_at) in self.returned:
            return "được chuyển trả"
        if task.assignee_id is not None:
            return "tôi đã nhận" if task.id in self.claimed else "được giao"
        return " · ".join(part for part in (_part(task, bundle), self._post(holder)) if part)

    def _post(self, holder: UUID) -> str:
        office = self.offices.get(holder)
        if office is None:
            return "giao đích danh"
        several = len({o.unit_id for o in self.offices.values()}) > 1
        return f"{office.position_title}, {office.unit_name}" if several else office.position_title


def whys(
    session: Session, actor: Actor, rows: Sequence[Row], offices: Mapping[UUID, Office]
) -> Whys:
    """Read what the list needs, in one statement."""
    dossiers = {task.dossier_id for task, _, _ in rows}
    found = session.execute(
        select(HistoryRow.kind, HistoryRow.dossier_id, HistoryRow.at, HistoryRow.task_id).where(
            HistoryRow.dossier_id.in_(dossiers), HistoryRow.kind.in_(("returned", "claimed"))
        )
    ).all()
    return Whys(
        actor,
        offices,
        frozenset((row.dossier_id, row.at) for row in found if row.kind == "returned"),
        frozenset(row.task_id for row in found if row.kind == "claimed"),
    )


def _part(task: TaskRow, bundle: Bundle) -> str:
    """One's part in a step that several do together."""
    council = bundle.compiled.elements[task.element].attributes.get("joint") == COUNCIL
    if task.parent_id is not None:
        return "thành viên hội đồng" if council else "được hỏi ý kiến"
    if task.kind == JOINT:
        return "thư ký hội đồng" if council else "theo dõi lấy ý kiến"
    return ""
