"""Thông báo dừng giải quyết hồ sơ (Mẫu số 05, Thông tư 03/2025/TT-VPCP)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from engine.actions.actor import Actor
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.dossier.parts import DossierParts, dossier_parts
from engine.questions.reach import require_reach
from engine.questions.slips.paper import local_day, of_dossier, printed
from engine.say import in_vietnamese
from engine.store.load_standing import load_standing

GROUNDS = {
    "withdrawn": "Người nộp hồ sơ đề nghị rút hồ sơ.",
    "lapsed": "Hết thời hạn bổ sung mà hồ sơ không được bổ sung, hoàn thiện.",
    "stopped": "",
}
"""Outcomes in which a dossier ends without a result, and the ground where the law names it."""


@in_vietnamese()
def stop_notice(outside: Outside, actor: Actor, dossier_id: UUID) -> bytes:
    """PDF, with the reason as it was written. Raises NotFound for a dossier not stopped."""
    with outside.sessions.begin() as session:
        standing = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, standing.dossier, standing.now)
        dossier = standing.dossier
        if dossier.outcome not in GROUNDS:
            raise NotFound("Hồ sơ này không bị dừng giải quyết, nên không có thông báo dừng.")
        parts = dossier_parts(session, standing)
        # Colleagues may still have written comments, or linked it, after it ended.
        stopped_at = next(at for at, told in reversed(parts.entries) if told.get("ended"))
        data = {
            **of_dossier(session, outside, dossier, actor.person_id),
            "title": "Thông báo dừng giải quyết hồ sơ",
            "made_on": local_day(stopped_at),
            "unit": parts.head.unit_name,
            "ground": GROUNDS[dossier.outcome],
            "reason": _reason(parts, stopped_at),
            "withdrawn": dossier.outcome == "withdrawn",
        }
    return printed("thong_bao_dung", data, stopped_at)


def _reason(parts: DossierParts, stopped_at: datetime) -> str:
    return next((line.why or "" for line in parts.history if line.at == stopped_at), "")
