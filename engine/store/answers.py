"""What people wrote in a dossier's forms."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.records.answer import AnswerRow
from engine.store.records.history import HistoryRow
from engine.store.records.task import TaskRow


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


def answers_at(session: Session, dossier_id: UUID, elements: Collection[str]) -> dict[str, Any]:
    """What was answered last at each of these steps, merged in the order of the answers.

    An answer that the same step gave before is gone as a whole: of a step done twice, what was
    only asked the first time does not linger.
    """
    rows = session.execute(
        select(TaskRow.element, AnswerRow.answers)
        .join(
            TaskRow,
            (TaskRow.dossier_id == AnswerRow.dossier_id) & (TaskRow.id == AnswerRow.task_id),
        )
        .where(AnswerRow.dossier_id == dossier_id, TaskRow.element.in_(elements))
        .order_by(AnswerRow.given_at)
    )
    latest: dict[str, dict[str, Any]] = {}
    for element, answers in rows:
        latest.pop(element, None)
        latest[element] = answers
    merged: dict[str, Any] = {}
    for answers in latest.values():
        merged.update(answers)
    return merged


def first_steps(session: Session, dossier_id: UUID) -> frozenset[str]:
    """The steps that its reception opened: the intake."""
    told = session.scalars(
        select(HistoryRow.canonical).where(HistoryRow.dossier_id == dossier_id, HistoryRow.seq == 1)
    ).one()
    return frozenset(element for _, element, *_ in json.loads(told)["opened"])


def answers_of_form(session: Session, dossier_id: UUID, form: str) -> dict[str, Any]:
    """The latest answers of one form; {} when it was never filled."""
    found = session.scalars(
        select(AnswerRow.answers)
        .where(AnswerRow.dossier_id == dossier_id, AnswerRow.form == form)
        .order_by(AnswerRow.given_at.desc())
        .limit(1)
    ).one_or_none()
    return dict(found) if found else {}
