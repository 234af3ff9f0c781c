"""Mandates as they were given and used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.authority.register import ConditionMet, Link, LinkKind, Mandate, Power
from engine.store.records.mandate import MandateRow


@dataclass(frozen=True, slots=True)
class Used:
    """A mandate as it was answered, and where and when it was first used."""

    dossier_id: UUID
    task_id: UUID
    at: datetime
    mandate: Mandate


def sealing_unit(session: Session, dossier_id: UUID, mandate_id: str) -> UUID:
    """The unit whose seal and register a document signed under this mandate takes.

    Raises `sqlalchemy.exc.NoResultFound` for a mandate that was never used in the dossier.
    """
    content = session.scalars(
        select(MandateRow.content)
        .where(MandateRow.dossier_id == dossier_id, MandateRow.id == mandate_id)
        .limit(1)
    ).one()
    return UUID(content["seal_of"])


def capacity_of(session: Session, dossier_id: UUID, mandate_id: str) -> tuple[str, ...]:
    """The lines of the signature block that this mandate gave; () where it was never used."""
    content = session.scalars(
        select(MandateRow.content)
        .where(MandateRow.dossier_id == dossier_id, MandateRow.id == mandate_id)
        .limit(1)
    ).first()
    return () if content is None else tuple(content["capacity"])


def mandates_used(session: Session, dossier_id: UUID) -> tuple[Used, ...]:
    """Every mandate of the dossier, in the order of its first use."""
    rows = session.scalars(
        select(MandateRow)
        .where(MandateRow.dossier_id == dossier_id)
        .order_by(MandateRow.used_at, MandateRow.id)
    )
    return tuple(used_from(row) for row in rows)


def used_from(row: MandateRow) -> Used:
    """The row as values."""
    return Used(row.dossier_id, row.task_id, row.used_at, mandate_from(row.content))


def mandate_from(content: Mapping[str, Any]) -> Mandate:
    """What was stored of a mandate, read back; its id is the stored one, not computed anew."""
    ends = content["valid_to"]
    return Mandate(
        id=content["id"],
        person_id=UUID(content["person_id"]),
        position_id=UUID(content["position_id"]),
        power=Power(content["power"]),
        procedure=content["procedure"],
        unit_id=UUID(content["unit_id"]),
        capacity=tuple(content["capacity"]),
        form_of=UUID(content["form_of"]),
        seal_of=UUID(content["seal_of"]),
        citations=tuple(content["citations"]),
        chain=tuple(
            Link(LinkKind(link["kind"]), UUID(link["record_id"]), link["says"])
            for link in content["chain"]
        ),
        valid_from=datetime.fromisoformat(content["valid_from"]),
        valid_to=None if ends is None else datetime.fromisoformat(ends),
        epoch=content["epoch"],
        conditions=tuple(map(_condition, content.get("conditions", ()))),
    )


def _condition(raw: Mapping[str, Any]) -> ConditionMet:
    values = tuple((name, value) for name, value in raw["values"])
    return ConditionMet(UUID(raw["grant_id"]), raw["scope"], values)
