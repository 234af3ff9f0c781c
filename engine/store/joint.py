"""What is in a council's box."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.council import ABSTAIN, AGAINST, AGREE, Tally
from engine.core.move import TaskRef
from engine.store.records import BallotBoxRow, TaskRow


def tally_of(session: Session, council: TaskRef) -> Tally:
    """How a council that is still open would be counted now.

    While it is open only a declared conflict cancels a member's row.
    """
    statuses = session.scalars(
        select(TaskRow.status).where(
            TaskRow.dossier_id == council.dossier_id, TaskRow.parent_id == council.task_id
        )
    ).all()
    ballots = session.scalars(
        select(BallotBoxRow)
        .where(
            BallotBoxRow.dossier_id == council.dossier_id,
            BallotBoxRow.task_id == council.task_id,
        )
        .execution_options(populate_existing=True)
    )
    box = {row.choice: row.count for row in ballots}
    return Tally(
        members=len(statuses),
        agree=box.get(AGREE, 0),
        against=box.get(AGAINST, 0),
        abstain=box.get(ABSTAIN, 0),
        conflicts=statuses.count("cancelled"),
    )
