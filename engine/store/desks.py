"""What belongs to the desks of people: pages they opened, queues they arranged, their batches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from engine.core.move import TaskRef
from engine.store.records import AssistantOfRow, BatchItemRow, DeskLookRow, DeskMarkRow

FULL, SUMMARY = "full", "summary"
"""How a person had seen a page: opened, or told in a line of a list."""
FIRST, USUAL, LAST = "first", "usual", "last"


@dataclass(frozen=True, slots=True)
class Chosen:
    """An item of a batch as it was chosen; see `BatchItemRow`."""

    place: int
    kind: str
    ref: TaskRef
    seen: str
    shown_sha256: str | None
    trouble: str | None


def note_look(session: Session, person_id: UUID, ref: TaskRef, sha256: str, now: datetime) -> None:
    """The person has this page open before them."""
    row = {
        "person_id": person_id,
        "dossier_id": ref.dossier_id,
        "task_id": ref.task_id,
        "shown_sha256": sha256,
        "seen_at": now,
    }
    statement = insert(DeskLookRow).values(row)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["person_id", "dossier_id", "task_id"],
            set_={"shown_sha256": sha256, "seen_at": now},
        )
    )


def looks_of(session: Session, person_id: UUID, tasks: Iterable[UUID]) -> Mapping[UUID, str]:
    """The hash of the page that the person last opened at each of these tasks."""
    rows = session.execute(
        select(DeskLookRow.task_id, DeskLookRow.shown_sha256).where(
            DeskLookRow.person_id == person_id, DeskLookRow.task_id.in_(tuple(tasks))
        )
    )
    return {row.task_id: row.shown_sha256 for row in rows}


def mark(
    session: Session,
    position_id: UUID,
    ref: TaskRef,
    *,
    place: str,
    look: bool,
    note: str | None,
    by: UUID,
    now: datetime,
) -> None:
    """Arrange one item of the seat's queue; a usual place without a note is no mark at all."""
    key = (
        DeskMarkRow.position_id == position_id,
        DeskMarkRow.dossier_id == ref.dossier_id,
        DeskMarkRow.task_id == ref.task_id,
    )
    session.execute(delete(DeskMarkRow).where(*key))
    if place == USUAL and not look:
        return
    session.add(
        DeskMarkRow(
            position_id=position_id,
            dossier_id=ref.dossier_id,
            task_id=ref.task_id,
            place=place,
            look=look,
            note=note,
            by_id=by,
            marked_at=now,
        )
    )


def marks_of(
    session: Session, positions: Iterable[UUID], tasks: Iterable[UUID]
) -> Mapping[tuple[UUID, UUID], DeskMarkRow]:
    """The marks on these seats' queues by (seat, task)."""
    rows = session.scalars(
        select(DeskMarkRow).where(
            DeskMarkRow.position_id.in_(tuple(positions)), DeskMarkRow.task_id.in_(tuple(tasks))
        )
    )
    return {(row.position_id, row.task_id): row for row in rows}


def assisted_by(session: Session, positions: Iterable[UUID], now: datetime) -> tuple[UUID, ...]:
    """The signers' seats that whoever holds these seats assists at `now`."""
    rows = session.scalars(
        select(AssistantOfRow.signer_id)
        .where(
            AssistantOfRow.assistant_id.in_(tuple(positions)),
            AssistantOfRow.valid_from <= now,
            or_(AssistantOfRow.valid_to.is_(None), AssistantOfRow.valid_to > now),
        )
        .distinct()
        .order_by(AssistantOfRow.signer_id)
    )
    return tuple(rows)


def keep_batch(
    session: Session, person_id: UUID, batch_id: UUID, items: Sequence[Chosen], now: datetime
) -> None:
    """Keep what was chosen, in its order."""
    session.add_all(
        BatchItemRow(
            person_id=person_id,
            batch_id=batch_id,
            place=each.place,
            kind=each.kind,
            dossier_id=each.ref.dossier_id,
            task_id=each.ref.task_id,
            seen=each.seen,
            shown_sha256=each.shown_sha256,
            trouble=each.trouble,
            chosen_at=now,
        )
        for each in items
    )


def batch_of(session: Session, person_id: UUID, batch_id: UUID) -> tuple[Chosen, ...]:
    """The items of the person's batch, in order; () where there is none of theirs."""
    rows = session.scalars(
        select(BatchItemRow)
        .where(BatchItemRow.person_id == person_id, BatchItemRow.batch_id == batch_id)
        .order_by(BatchItemRow.place)
        .execution_options(populate_existing=True)
    )
    return tuple(
        Chosen(
            row.place,
            row.kind,
            TaskRef(row.dossier_id, row.task_id),
            row.seen,
            row.shown_sha256,
            row.trouble,
        )
        for row in rows
    )


def change_item(
    session: Session,
    person_id: UUID,
    batch_id: UUID,
    place: int,
    *,
    shown_sha256: str | None,
    trouble: str | None,
) -> None:
    """What laying the page out, or the attempt to sign it, came to."""
    session.execute(
        update(BatchItemRow)
        .where(
            BatchItemRow.person_id == person_id,
            BatchItemRow.batch_id == batch_id,
            BatchItemRow.place == place,
        )
        .values(shown_sha256=shown_sha256, trouble=trouble)
    )
