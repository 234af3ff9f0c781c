"""What consultations and councils came to, as documents print it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import any_, literal, select
from sqlalchemy.orm import Session

from engine.core.dossier import Dossier
from engine.core.procedure import attributes_of
from engine.store.people import name_if_known
from engine.store.records.history import HistoryRow
from engine.store.records.opinion import OpinionRow
from engine.store.records.person import PersonRow
from engine.store.records.position import PositionRow
from engine.store.records.task import TaskRow
from engine.store.records.unit import UnitRow

_CHAIR = "chair"
"""Role of the seat that chairs a council."""


def consultations(session: Session, dossier_id: UUID) -> list[dict[str, Any]]:
    """What each consulted agency said, first to last: unit, who, value, text, at (UTC)."""
    rows = session.execute(
        select(OpinionRow, UnitRow.name, PersonRow.full_name)
        .outerjoin(
            PositionRow,
            (PositionRow.id == OpinionRow.position_id) & PositionRow.recorded_to.is_(None),
        )
        .outerjoin(
            UnitRow,
            (UnitRow.id == PositionRow.unit_id) & UnitRow.recorded_to.is_(None),
        )
        .join(PersonRow, (PersonRow.id == OpinionRow.person_id) & PersonRow.recorded_to.is_(None))
        .where(
            OpinionRow.dossier_id == dossier_id,
            OpinionRow.kind == "consultation",
            OpinionRow.void_at.is_(None),
        )
        .order_by(OpinionRow.given_at, OpinionRow.id)
    )
    return [
        {
            "unit": unit,
            "who": name,
            "value": opinion.value,
            "text": opinion.reason,
            "at": opinion.given_at,
        }
        for opinion, unit, name in rows
    ]


def councils(session: Session, dossier: Dossier) -> dict[str, dict[str, Any]]:
    """The latest vote of each council by its element's path: how many said what, and who led it."""
    rows = session.scalars(
        select(HistoryRow)
        .where(HistoryRow.dossier_id == dossier.id, HistoryRow.kind == "council_closed")
        .order_by(HistoryRow.seq)
    )
    told = [(row, json.loads(row.canonical)) for row in rows]
    return {each["element"]: _vote(session, dossier, row, each) for row, each in told}


def _vote(
    session: Session, dossier: Dossier, row: HistoryRow, told: Mapping[str, Any]
) -> dict[str, Any]:
    element = dossier.bundle.compiled.elements[told["element"]]
    counted = {name: told[name] for name in ("members", "agree", "against", "abstain")}
    return {
        **counted,
        "present": told["agree"] + told["against"] + told["abstain"],
        "conflicts": told["conflicts"],
        "passed": told["passed"],
        "chair": _chair(session, dossier.id, row.task_id),
        "secretary": name_if_known(session, row.actor_id),
        "ballot": attributes_of(dossier.bundle.procedure, element).get("ballot"),
    }


def _chair(session: Session, dossier_id: UUID, joint: UUID | None) -> str | None:
    """Who voted from the chair; the vote is the joint task's or its member's."""
    members = select(TaskRow.id).where(
        TaskRow.dossier_id == dossier_id, (TaskRow.parent_id == joint) | (TaskRow.id == joint)
    )
    return session.scalars(
        select(PersonRow.full_name)
        .join(OpinionRow, OpinionRow.person_id == PersonRow.id)
        .join(PositionRow, PositionRow.id == OpinionRow.position_id)
        .where(
            OpinionRow.dossier_id == dossier_id,
            OpinionRow.kind == "vote",
            OpinionRow.task_id.in_(members),
            PersonRow.recorded_to.is_(None),
            PositionRow.recorded_to.is_(None),
            literal(_CHAIR) == any_(PositionRow.roles),
        )
        .limit(1)
    ).first()
