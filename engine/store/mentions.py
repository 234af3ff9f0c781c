"""Comments that name a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from engine.store.records import DossierRow, MentionRow, MentionSeenRow, OpinionRow


@dataclass(frozen=True, slots=True)
class Mention:
    """A comment that stands and names the person, with what decides who may see its dossier."""

    dossier_id: UUID
    comment_id: UUID
    code: str
    applicant: dict[str, Any]
    author_id: UUID
    text: str
    at: datetime
    units: frozenset[UUID]


def mentions_of(session: Session, person_id: UUID, most: int) -> Sequence[Mention]:
    """The newest first; a struck comment is none any more."""
    rows = session.execute(
        select(MentionRow, OpinionRow, DossierRow)
        .join(
            OpinionRow,
            (OpinionRow.dossier_id == MentionRow.dossier_id)
            & (OpinionRow.id == MentionRow.opinion_id),
        )
        .join(DossierRow, DossierRow.id == MentionRow.dossier_id)
        .where(MentionRow.person_id == person_id, OpinionRow.void_at.is_(None))
        .order_by(MentionRow.at.desc(), MentionRow.opinion_id)
        .limit(most)
    )
    return [
        Mention(
            dossier_id=mention.dossier_id,
            comment_id=mention.opinion_id,
            code=dossier.code,
            applicant=dossier.applicant,
            author_id=comment.person_id,
            text=comment.reason or "",
            at=mention.at,
            units=frozenset(
                (
                    dossier.unit_id,
                    dossier.receiving_unit_id,
                    *(UUID(unit) for unit in dossier.parties.values()),
                )
            ),
        )
        for mention, comment, dossier in rows
    ]


def mentioned_in(session: Session, dossier_id: UUID) -> dict[UUID, list[UUID]]:
    """The persons whom each comment of the dossier names."""
    named: dict[UUID, list[UUID]] = {}
    for row in session.scalars(select(MentionRow).where(MentionRow.dossier_id == dossier_id)):
        named.setdefault(row.opinion_id, []).append(row.person_id)
    return named


def seen_until(session: Session, person_id: UUID) -> datetime | None:
    """When the person last looked at their mentions."""
    return session.scalars(
        select(MentionSeenRow.seen_at).where(MentionSeenRow.person_id == person_id)
    ).one_or_none()


def note_seen(session: Session, person_id: UUID, now: datetime) -> None:
    """The person has looked at them now."""
    row = insert(MentionSeenRow).values(person_id=person_id, seen_at=now)
    session.execute(row.on_conflict_do_update(index_elements=["person_id"], set_={"seen_at": now}))
