"""Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (Mẫu số 02, Thông tư 03/2025/TT-VPCP)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from bpmn.values import Kind
from engine.actions.actor import Actor
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.questions.slips.paper import local_day, of_dossier, printed
from engine.say import in_vietnamese
from engine.store.answers import all_answers
from engine.store.load_standing import load_standing
from engine.store.records import LedgerRow, TimerRow

MISSING = "noi_dung_bo_sung"
"""The answer that says what is missing; the diagram that asks promises it (`supplement.bpmn`)."""


@in_vietnamese()
def supplement_request(outside: Outside, actor: Actor, dossier_id: UUID) -> bytes:
    """PDF of the request that is open. Raises NotFound when nothing is being waited for.

    Where the request went out as a signed and issued letter, this is the slip beside it.
    """
    with outside.sessions.begin() as session:
        dossier, around, now = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, dossier, now)
        stop = session.scalars(
            select(LedgerRow).where(LedgerRow.dossier_id == dossier_id, LedgerRow.ends_at.is_(None))
        ).first()
        if stop is None:
            raise NotFound("Hồ sơ không đang chờ người nộp bổ sung.")
        timers = [t.id for t in around.open_tasks if t.kind == Kind.TIMER]
        until = session.scalars(
            select(TimerRow.due_at)
            .where(TimerRow.dossier_id == dossier_id, TimerRow.task_id.in_(timers))
            .order_by(TimerRow.due_at)
        ).first()
        answers = all_answers(session, dossier_id)
        data = {
            **of_dossier(session, outside, dossier, actor.person_id),
            "title": "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
            "made_on": local_day(stop.starts_at),
            "supplement_until": None if until is None else local_day(until),
            "again": stop.policy == "restart",
            "fields": {MISSING: "", **answers},
        }
    return printed("phieu_bo_sung", data, stop.starts_at)
