"""Slips from the system's own records: the receipt (Mẫu số 01, TT 03/2025/TT-VPCP)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from engine.actions.actor import Actor
from engine.actions.letterhead import fonts_folder, letterhead_of, lookup_url
from engine.core.clock import format_budget
from engine.errors import NotFound
from engine.machine.render_document import common_data, libraries, local_minute
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.store.accounts import person_name
from engine.store.load_standing import load_standing
from engine.store.records import HistoryRow, PaperRow
from signing.render.render import render

RECEIPT = "common/letters/giay_tiep_nhan.typ"
DESK = "Bộ phận Tiếp nhận và Trả kết quả"


def receipt(outside: Outside, actor: Actor, dossier_id: UUID) -> bytes:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả, PDF. Raises NotFound."""
    with outside.sessions() as session:
        dossier, _, now = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, dossier, now)
        procedure = dossier.bundle.procedure
        if RECEIPT not in dossier.bundle.files:
            raise NotFound("Quy trình này không có mẫu giấy tiếp nhận.")
        received_by = session.scalars(
            select(HistoryRow.actor_id).where(
                HistoryRow.dossier_id == dossier_id, HistoryRow.seq == 1
            )
        ).one()
        handed_in = session.scalars(
            select(PaperRow.component)
            .where(PaperRow.dossier_id == dossier_id)
            .order_by(PaperRow.added_at)
        ).all()
        titles = {p.key: p.title for p in procedure.papers}
        data = {
            **common_data(
                dossier,
                letterhead_of(session, dossier.receiving_unit_id),
                lookup_url(outside, dossier),
                demo=outside.settings.demo,
            ),
            "title": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
            "desk": DESK,
            "procedure": {"code": procedure.code, "title": procedure.title},
            "papers": [{"title": titles.get(key, key), "copies": 1} for key in handed_in],
            "total": format_budget(procedure.total) if procedure.total else "không quy định",
            "due_at": None if dossier.due_at is None else local_minute(dossier.due_at),
            "return_place": DESK,
            "receiver_name": person_name(session, received_by) if received_by else "",
        }
    rendered = render(
        dossier.bundle.files[RECEIPT], libraries(dossier.bundle), data, fonts_folder(), (), now
    )
    return rendered.pdf
