"""What was known of a dossier at a moment of its past: its facts, and who had to do with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.authority.register import Involvement
from engine.core.dossier import Dossier
from engine.core.procedure import declared
from engine.store.records import AnswerRow, OpinionRow, TaskRow


def facts_known(session: Session, dossier: Dossier, at: datetime) -> dict[str, Any]:
    """The facts by the answers that were given until `at`. What no form asks (it came from
    another dossier) is taken as it stands."""
    rows = session.execute(
        select(AnswerRow.given_at, AnswerRow.answers)
        .where(AnswerRow.dossier_id == dossier.id)
        .order_by(AnswerRow.given_at)
    ).all()
    asked = {name for _, answers in rows for name in answers}
    facts = {name: value for name, value in dossier.facts.items() if name not in asked}
    for given_at, answers in rows:
        if given_at <= at:
            facts |= declared(dossier.bundle.procedure, answers)
    return facts


def involvement_known(
    session: Session, dossier: Dossier, now: Involvement, at: datetime
) -> Involvement:
    """Who had appraised and who had declared a conflict before `at`; who is the applicant, and
    whether four eyes are asked, never changes (`now`)."""
    prepared = session.scalars(
        select(TaskRow.closed_by_id).where(
            TaskRow.dossier_id == dossier.id,
            TaskRow.power == "appraise",
            TaskRow.status == "done",
            TaskRow.closed_at < at,
            TaskRow.closed_by_id.is_not(None),
        )
    )
    declared_by = session.scalars(
        select(OpinionRow.person_id).where(
            OpinionRow.dossier_id == dossier.id,
            OpinionRow.kind == "conflict",
            OpinionRow.given_at < at,
        )
    )
    return Involvement(
        applicant_identities=now.applicant_identities,
        prepared_by=frozenset(each for each in prepared if each is not None),
        conflict_declared_by=frozenset(declared_by),
        four_eyes=now.four_eyes,
    )
