"""Phiếu kiểm soát quá trình giải quyết hồ sơ (Mẫu số 06, Thông tư 03/2025/TT-VPCP).

The form itself says that its traces are made by the system: every row comes from the history.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from engine.actions.actor import Actor
from engine.core.vietnamese import format_moment
from engine.machine.render_document import local_minute
from engine.outside.outside import Outside
from engine.questions.dossier.parts import DossierParts, dossier_parts
from engine.questions.reach import require_reach
from engine.questions.slips.hand_overs import hand_overs
from engine.questions.slips.paper import of_dossier, printed
from engine.say import in_vietnamese
from engine.store.load_standing import load_standing

STOPPED = {"pause": "tạm dừng", "restart": "tạm dừng, sau đó tính lại từ đầu"}


@in_vietnamese()
def control_sheet(outside: Outside, actor: Actor, dossier_id: UUID) -> bytes:
    """PDF of the way so far; of a finished dossier, of all of it. Raises NotFound."""
    with outside.sessions.begin() as session:
        standing = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, standing.dossier, standing.now)
        parts = dossier_parts(session, standing)
        data = {
            **of_dossier(session, outside, standing.dossier, None),
            "title": "Phiếu kiểm soát quá trình giải quyết hồ sơ",
            "made_at": local_minute(standing.now),
            "unit": parts.head.unit_name,
            "others": list(_coordinating(parts)),
            "due_at": _minute(parts.head.due_at),
            "result": parts.head.timeliness_words or parts.head.remaining,
            "status": parts.head.status_words,
            "stops": list(_stops(parts)),
            "rows": [
                {
                    "giver": row.giver,
                    "taker": row.taker,
                    "at": local_minute(row.at),
                    "result": row.result,
                    "note": row.note,
                }
                for row in hand_overs(parts)
            ],
        }
    return printed("phieu_kiem_soat", data, standing.now)


def _minute(at: Any) -> str | None:
    return None if at is None else local_minute(at)


def _coordinating(parts: DossierParts) -> Iterator[str]:
    """The agencies that had a step, beside the one that resolves the dossier."""
    home = {parts.dossier.unit_id, parts.dossier.receiving_unit_id, None}
    units = dict.fromkeys(t.unit_id for t in parts.known.tasks.values())
    return (parts.known.unit(u) for u in units if u not in home)


def _stops(parts: DossierParts) -> Iterator[str]:
    """The stops of the legal clock and its one extension, a line each."""
    for entry in sorted(parts.around.ledger, key=lambda e: e.starts_at):
        until = "đang chờ" if entry.ends_at is None else f"đến {format_moment(entry.ends_at)}"
        how = STOPPED.get(entry.policy, STOPPED["pause"])
        yield f"Thời hạn {how}: từ {format_moment(entry.starts_at)} {until}."
    if parts.head.extended_words is not None:
        yield f"{parts.head.extended_words}."
