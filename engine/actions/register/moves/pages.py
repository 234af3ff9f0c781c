"""Pages to sign and signatures in the making of steps that leave who had them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from engine.actions.documents.fall_back import given_up
from engine.core.acts import Records
from engine.core.authority.may_act import mandates
from engine.core.authority.register import AUTHORITY_POWERS, Power
from engine.core.authority_moves import TaskMove, Way
from engine.core.dossier import Document, Dossier, Surroundings
from engine.say import marked
from engine.store.documents import documents_of

MOVED = marked("Thẩm quyền ký đã thay đổi trước khi chữ ký hoàn tất; chữ ký này không được dùng.")
_LEAVING = {Way.OTHERS, Way.RETURNED, Way.STUCK}


def pages_dropped(
    session: Session,
    dossier: Dossier,
    around: Surroundings,
    now: datetime,
    moves: Iterable[TaskMove],
) -> Records:
    """The rows that the moves take along: a page set for a mandate that nobody has any more is a
    draft again, for the next signer to be set anew, and no signature of it is finished."""
    leaving = {m.task.id: m for m in moves if m.way in _LEAVING}
    fallen = tuple(
        document
        for document in documents_of(session, dossier.id)
        if document.status == "shown"
        and document.task_id in leaving
        and not _stands(dossier, around, now, document, leaving[document.task_id])
    )
    return given_up(session, dossier, fallen, "draft", MOVED) if fallen else Records()


def _stands(
    dossier: Dossier, around: Surroundings, now: datetime, document: Document, move: TaskMove
) -> bool:
    shown, power = document.latest("shown"), Power(move.task.power or "")
    if shown is None or power not in AUTHORITY_POWERS:
        return False
    answers = mandates(
        around.register,
        power,
        dossier.bundle.procedure.code_or_slug,
        move.unit_id or dossier.unit_id,
        now,
        dossier.facts,
        around.involvement,
        dossier.received_at,
    )
    return any(mandate.id == shown.mandate_id for mandate in answers)
