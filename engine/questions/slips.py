"""Slips from the system's own records, by name and circular (TT 03/2025/TT-VPCP, Phụ lục)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bpmn.values import Kind
from engine.actions.actor import Actor
from engine.actions.letterhead import fonts_folder, letterhead_of, lookup_url
from engine.core.clock import format_budget
from engine.core.dossier import Dossier
from engine.core.vietnamese import LOCAL
from engine.errors import NotFound
from engine.machine.render_document import common_data, libraries, local_minute
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.store.accounts import person_name
from engine.store.answers import all_answers
from engine.store.load_standing import load_standing
from engine.store.records import HistoryRow, LedgerRow, PaperRow, TimerRow
from signing.render.render import render

RECEIPT = "common/letters/giay_tiep_nhan.typ"
SUPPLEMENT_REQUEST = "common/letters/phieu_bo_sung.typ"
DESK = "Bộ phận Tiếp nhận và Trả kết quả"


def receipt(outside: Outside, actor: Actor, dossier_id: UUID) -> bytes:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu số 01), PDF. Raises NotFound.

    It tells what was handed in at reception; printed again later it says the same.
    """
    with outside.sessions.begin() as session:
        dossier, _, now = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, dossier, now)
        procedure = dossier.bundle.procedure
        titles = {p.key: p.title for p in procedure.papers}
        handed_in = session.scalars(
            select(PaperRow.component)
            .where(PaperRow.dossier_id == dossier_id, PaperRow.added_at <= dossier.received_at)
            .order_by(PaperRow.added_at, PaperRow.id)
        ).all()
        data = {
            **_desk_data(session, outside, dossier, _received_by(session, dossier_id)),
            "title": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
            "papers": [{"title": titles.get(key, key), "copies": 1} for key in handed_in],
            "total": format_budget(procedure.total) if procedure.total else "không quy định",
            "due_at": None if dossier.due_at is None else local_minute(dossier.due_at),
            "return_place": DESK,
        }
    return _printed(dossier, RECEIPT, data, dossier.received_at)


def supplement_request(outside: Outside, actor: Actor, dossier_id: UUID) -> bytes:
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (Mẫu số 02), PDF, of the wait that is open.

    Raises NotFound when the dossier does not wait for the applicant.
    """
    with outside.sessions.begin() as session:
        dossier, around, now = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, dossier, now)
        made_on = session.scalars(
            select(LedgerRow.starts_at).where(
                LedgerRow.dossier_id == dossier_id, LedgerRow.ends_at.is_(None)
            )
        ).first()
        if made_on is None:
            raise NotFound("Hồ sơ không đang chờ người nộp bổ sung.")
        timers = [t.id for t in around.open_tasks if t.kind == Kind.TIMER]
        until = session.scalars(
            select(TimerRow.due_at)
            .where(TimerRow.dossier_id == dossier_id, TimerRow.task_id.in_(timers))
            .order_by(TimerRow.due_at)
        ).first()
        data = {
            **_desk_data(session, outside, dossier, actor.person_id),
            "title": "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
            "made_on": _local_day(made_on),
            "supplement_until": None if until is None else _local_day(until),
            "fields": all_answers(session, dossier_id),
        }
    return _printed(dossier, SUPPLEMENT_REQUEST, data, made_on)


def _desk_data(
    session: Session, outside: Outside, dossier: Dossier, officer: UUID | None
) -> dict[str, Any]:
    procedure = dossier.bundle.procedure
    return {
        **common_data(
            dossier,
            letterhead_of(session, dossier.receiving_unit_id),
            lookup_url(outside, dossier),
            demo=outside.settings.demo,
        ),
        "desk": DESK,
        "procedure": {"code": procedure.code, "title": procedure.title},
        "receiver_name": person_name(session, officer) if officer else "",
    }


def _received_by(session: Session, dossier_id: UUID) -> UUID | None:
    return session.scalars(
        select(HistoryRow.actor_id).where(HistoryRow.dossier_id == dossier_id, HistoryRow.seq == 1)
    ).one()


def _printed(dossier: Dossier, letter: str, data: Mapping[str, Any], at: datetime) -> bytes:
    template = dossier.bundle.files.get(letter)
    if template is None:
        raise NotFound("Quy trình này không có mẫu phiếu này.")
    return render(template, libraries(dossier.bundle), data, fonts_folder(), (), at).pdf


def _local_day(at: datetime) -> str:
    return at.astimezone(LOCAL).date().isoformat()
