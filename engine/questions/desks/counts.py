"""Whether somebody has a signing desk or a văn thư's desk, and how much waits there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.core.authority.register import Power
from engine.questions.desks.rows import SEALING, SIGNING, Seated, counted, seated, waiting
from engine.store.records import CompetenceRow, GrantRow


def desk_counts(
    session: Session, actor: Actor, led: Sequence[UUID], now: datetime
) -> tuple[int | None, int | None]:
    """How much waits to be signed and to be issued; None for who has no such desk.

    `led` are the units of which the actor is head or deputy. Equal to what the desks list: the
    same WHERE.
    """
    who = seated(session, actor, now, assists=True)
    signing = counted(session, waiting(who, SIGNING, now))
    sealer = any(Power.SEAL in office.powers for office in who.offices.values())
    alone = Seated(actor, who.offices)
    return (
        signing if signing or who.assisted or _signs(session, who, led) else None,
        counted(session, waiting(alone, SEALING, now)) if sealer else None,
    )


def _signs(session: Session, who: Seated, led: Sequence[UUID]) -> bool:
    """Whether a power of authority was ever given to one of the seats, the person or a unit
    that they lead; whether it holds for a document is asked at each one."""
    by_law = exists().where(
        CompetenceRow.position_id.in_(who.own), CompetenceRow.recorded_to.is_(None)
    )
    given = exists().where(
        GrantRow.recorded_to.is_(None),
        or_(
            GrantRow.to_position_id.in_(who.own),
            GrantRow.to_person_id == who.actor.person_id,
            GrantRow.to_unit_id.in_(led),
        ),
    )
    return bool(session.scalar(select(or_(by_law, given))))
