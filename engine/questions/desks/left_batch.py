"""A batch that was chosen, and left before all of it was signed or sealed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.core.move import TaskRef
from engine.questions.desks.batch import NEW, READY, batch_in
from engine.store.records import BatchItemRow

AGE = timedelta(hours=12)
"""What was chosen before is forgotten: the desk shows it anyway."""


def left_batch(
    session: Session, actor: Actor, kind: str, waiting: Collection[TaskRef], now: datetime
) -> UUID | None:
    """The one that this person chose last ("sign" or "seal"), while something of it is still to
    be done; `waiting` is what lies on the desk."""
    last = session.execute(
        select(BatchItemRow.batch_id)
        .where(
            BatchItemRow.person_id == actor.person_id,
            BatchItemRow.kind == kind,
            BatchItemRow.chosen_at > now - AGE,
        )
        .group_by(BatchItemRow.batch_id)
        .order_by(func.max(BatchItemRow.chosen_at).desc())
        .limit(1)
    ).scalar()
    if last is None:
        return None
    to_do = {
        chosen.ref for chosen, state in batch_in(session, actor, last) if state in (NEW, READY)
    }
    return None if to_do.isdisjoint(waiting) else last
