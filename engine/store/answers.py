"""What people wrote in a dossier's forms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.records.answer import AnswerRow


def all_answers(session: Session, dossier_id: UUID) -> dict[str, Any]:
    """The answers of every form by key; a later answer replaces an earlier one."""
    rows = session.scalars(
        select(AnswerRow.answers)
        .where(AnswerRow.dossier_id == dossier_id)
        .order_by(AnswerRow.given_at)
    )
    merged: dict[str, Any] = {}
    for answers in rows:
        merged.update(answers)
    return merged


def answers_of_form(session: Session, dossier_id: UUID, form: str) -> dict[str, Any]:
    """The latest answers of one form; {} when it was never filled."""
    found = session.scalars(
        select(AnswerRow.answers)
        .where(AnswerRow.dossier_id == dossier_id, AnswerRow.form == form)
        .order_by(AnswerRow.given_at.desc())
        .limit(1)
    ).one_or_none()
    return dict(found) if found else {}
