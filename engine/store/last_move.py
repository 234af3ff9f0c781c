"""Reads the last Move of a dossier, with what was kept of the rows it replaced."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.undo import LastMove
from engine.store.load_dossier import no_dossier
from engine.store.records import AnswerRow, DossierRow, HistoryRow, OpinionRow


def last_move(session: Session, dossier_id: UUID) -> LastMove:
    """Raises NotFound."""
    return move_at(session, dossier_id, None)


def move_at(session: Session, dossier_id: UUID, version: int | None) -> LastMove:
    """The Move that made this version (None: the last); `until` and `kept` are the last's alone.

    Raises NotFound.
    """
    wanted = DossierRow.version if version is None else version
    row = session.execute(
        select(
            DossierRow.version,
            DossierRow.history_hash,
            DossierRow.undo_until,
            DossierRow.undo_move,
            HistoryRow.seq,
            HistoryRow.kind,
            HistoryRow.actor_id,
            HistoryRow.task_id,
            HistoryRow.at,
            HistoryRow.canonical,
        )
        .join(HistoryRow, (HistoryRow.dossier_id == DossierRow.id) & (HistoryRow.seq == wanted))
        .where(DossierRow.id == dossier_id)
    ).one_or_none()
    if row is None:
        raise no_dossier()
    last = row.seq == row.version
    return LastMove(
        dossier_id=dossier_id,
        version=row.seq,
        history_hash=row.history_hash,
        kind=row.kind,
        actor_id=row.actor_id,
        task_id=row.task_id,
        at=row.at,
        tells=json.loads(row.canonical),
        until=row.undo_until if last else None,
        kept=(row.undo_move or {}) if last else {},
    )


def written_by(session: Session, last: LastMove) -> dict[str, Any]:
    """What the person wrote in the last Move, by the names of the fields on the page."""
    if last.kind == "returned":
        ids = [UUID(given) for given in last.kept["opinions"] or ()]
        said = session.scalars(
            select(OpinionRow).where(
                OpinionRow.dossier_id == last.dossier_id,
                OpinionRow.id.in_(ids),
                OpinionRow.kind == "return",
            )
        ).one_or_none()
        return {} if said is None else {"target": said.value, "reason": said.reason}
    answers = session.scalars(
        select(AnswerRow.answers).where(
            AnswerRow.dossier_id == last.dossier_id, AnswerRow.task_id == last.task_id
        )
    ).one_or_none()
    written = {f"answers.{key}": value for key, value in (answers or {}).items()}
    return written if last.tells.get("to") is None else {**written, "assign_to": last.tells["to"]}
