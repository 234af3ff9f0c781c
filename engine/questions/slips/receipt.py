"""Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu số 01, Thông tư 03/2025/TT-VPCP)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.core.acts import SlipReprinted
from engine.core.clock import format_budget
from engine.errors import NotFound
from engine.machine.render_document import local_minute
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.questions.slips.paper import DESK, of_dossier, printed
from engine.say import in_vietnamese
from engine.store.history import times_of
from engine.store.load_standing import load_standing
from engine.store.records import HistoryRow, PaperRow

ORIGINAL = timedelta(minutes=10)
"""How long after the reception the slip is the one that the applicant waits for at the desk."""


@in_vietnamese()
def receipt(outside: Outside, actor: Actor, dossier_id: UUID, times: int | None = None) -> bytes:
    """PDF. Raises NotFound, also for a `times` that was never recorded.

    It tells what was handed in at reception and what was promised; printed again later it says
    the same, but for a due time that a supplement or an extension has moved, and that it is a
    copy, or the `times`-th print after the first (`engine.actions.dossiers.reprint`).
    """
    with outside.sessions.begin() as session:
        dossier, _, now = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, dossier, now)
        if times is not None and not 1 <= times <= times_of(
            session, dossier_id, SlipReprinted.kind
        ):
            raise NotFound("Giấy tiếp nhận này chưa được in lại lần đó.")
        copy = now - dossier.received_at > ORIGINAL
        procedure = dossier.bundle.procedure
        titles = {p.key: p.title for p in procedure.papers}
        handed_in = session.scalars(
            select(PaperRow.component)
            .where(PaperRow.dossier_id == dossier_id, PaperRow.added_at <= dossier.received_at)
            .order_by(PaperRow.added_at, PaperRow.id)
        ).all()
        declared = procedure.declared_total
        data = {
            **of_dossier(
                session,
                outside,
                dossier,
                _received_by(session, dossier_id),
                dossier.received_at,
            ),
            "title": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
            "mark": f"IN LẠI LẦN {times}" if times else "BẢN SAO" if copy else None,
            "papers": [{"title": titles.get(key, key), "copies": 1} for key in handed_in],
            "total": format_budget(procedure.total) if procedure.total else "không quy định",
            "declared_total": None if declared is None else format_budget(declared),
            "due_at": None if dossier.due_at is None else local_minute(dossier.due_at),
            "return_place": DESK,
        }
    return printed("giay_tiep_nhan", data, dossier.received_at)


def _received_by(session: Session, dossier_id: UUID) -> UUID | None:
    return session.scalars(
        select(HistoryRow.actor_id).where(HistoryRow.dossier_id == dossier_id, HistoryRow.seq == 1)
    ).one()
