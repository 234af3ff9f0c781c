"""Why a task lies in one's list, in a few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.core.advance.assignees import REASSIGN
from engine.core.dossier import COUNCIL, JOINT, Bundle
from engine.questions.inbox.rows import InboxRow
from engine.say import say
from engine.store.offices import Office
from engine.store.records import HistoryRow


@dataclass(frozen=True, slots=True)
class Whys:
    """What was read once for the whole list: `claimed` holds the tasks that somebody took by
    their own hand."""

    actor: Actor
    offices: Mapping[UUID, Office]
    claimed: frozenset[UUID]

    def why(self, row: InboxRow, bundle: Bundle) -> str:
        """ "được chuyển trả", "được giao", "tôi đã nhận", or the post of which it is asked."""
        if row.holder_id is None:
            return say("cần giao lại") if row.incident == REASSIGN else say("không ai làm được")
        if row.returned:
            return say("được chuyển trả")
        if row.assignee_id is not None:
            return say("tôi đã nhận") if row.ref.task_id in self.claimed else say("được giao")
        said = (_part(row, bundle), self._post(row.holder_id))
        return " · ".join(part for part in said if part)

    def _post(self, holder: UUID) -> str:
        office = self.offices.get(holder)
        if office is None:
            return say("giao đích danh")
        several = len({o.unit_id for o in self.offices.values()}) > 1
        return f"{office.position_title}, {office.unit_name}" if several else office.position_title


def whys(
    session: Session, actor: Actor, rows: Sequence[InboxRow], offices: Mapping[UUID, Office]
) -> Whys:
    """Read what the list needs, in one statement, and only when somebody has a task."""
    taken = {row.ref.dossier_id for row in rows if row.assignee_id is not None}
    if not taken:
        return Whys(actor, offices, frozenset())
    found = session.scalars(
        select(HistoryRow.task_id).where(
            HistoryRow.dossier_id.in_(taken), HistoryRow.kind == "claimed"
        )
    )
    return Whys(actor, offices, frozenset(task_id for task_id in found if task_id is not None))


def _part(row: InboxRow, bundle: Bundle) -> str:
    """One's part in a step that several do together."""
    council = bundle.compiled.elements[row.element].attributes.get("joint") == COUNCIL
    if row.parent_id is not None:
        return say("thành viên hội đồng") if council else say("được hỏi ý kiến")
    if row.kind == JOINT:
        return say("thư ký hội đồng") if council else say("theo dõi lấy ý kiến")
    return ""
