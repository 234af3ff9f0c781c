"""Messages for dossiers: each is received once, and kept until somebody waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from engine.core.messages import Message, message_from
from engine.core.move import TaskRef
from engine.say import marked
from engine.store.move_as_json import as_text
from engine.store.records.dossier import DossierRow
from engine.store.records.message import MessageRow
from engine.store.records.subscription import SubscriptionRow
from engine.store.records.task import TaskRow

DELIVERED, KEPT = "delivered", "kept"
UNDER_WAY = marked("Đang chuyển tới hồ sơ.")


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """A message for which nobody waits, for the operator: whose, for which dossier, and why."""

    id: UUID
    name: str
    correlation: str
    sender: str
    reason: str
    dossier_id: UUID | None
    received_at: datetime


def receive_message(session: Session, message: Message, now: datetime) -> str:
    """Write the message down if it is new; its status either way.

    Raises InvalidAnswers for text that no database keeps.
    """
    as_text(message.as_row())
    session.execute(
        insert(MessageRow)
        .values(
            id=message.id,
            name=message.name,
            correlation=message.correlation,
            sender=message.sender,
            content=message.content(),
            status=KEPT,
            reason=UNDER_WAY,
            received_at=now,
        )
        .on_conflict_do_nothing()
    )
    return session.scalars(select(MessageRow.status).where(MessageRow.id == message.id)).one()


def load_message(session: Session, message_id: UUID) -> Message:
    """The message as it came. Raises `sqlalchemy.exc.NoResultFound`."""
    row = session.get_one(MessageRow, message_id)
    columns = {"id": row.id, "name": row.name, "correlation": row.correlation, "sender": row.sender}
    return message_from({**columns, **row.content})


def keep_message(session: Session, message: Message, reason: str, dossier_id: UUID | None) -> None:
    """Say why it is kept."""
    session.execute(
        update(MessageRow)
        .where(MessageRow.id == message.id, MessageRow.status == KEPT)
        .values(reason=reason, dossier_id=dossier_id)
    )


def settle_message(session: Session, message: Message, dossier_id: UUID, now: datetime) -> bool:
    """It was delivered with the Move of the same transaction; false when another was faster."""
    settled = session.execute(
        update(MessageRow)
        .where(MessageRow.id == message.id, MessageRow.status == KEPT)
        .values(status=DELIVERED, reason=None, dossier_id=dossier_id, delivered_at=now)
        .returning(MessageRow.id)
    ).one_or_none()
    return settled is not None


def waiting_for(session: Session, message: Message) -> TaskRef | None:
    """The task that has waited longest for this message, if one does."""
    row = session.execute(
        select(SubscriptionRow.dossier_id, SubscriptionRow.task_id)
        .join(
            TaskRow,
            (TaskRow.dossier_id == SubscriptionRow.dossier_id)
            & (TaskRow.id == SubscriptionRow.task_id),
        )
        .where(
            SubscriptionRow.correlation == message.correlation,
            SubscriptionRow.message == message.name,
        )
        .order_by(TaskRow.opened_at, TaskRow.id)
        .limit(1)
    ).one_or_none()
    return None if row is None else TaskRef(row.dossier_id, row.task_id)


@dataclass(frozen=True, slots=True)
class Addressee:
    """The dossier that a message is for."""

    id: UUID
    finished: bool


def addressee(session: Session, code: str) -> Addressee | None:
    """The dossier of this code, or None."""
    row = session.execute(
        select(DossierRow.id, DossierRow.finished_at).where(DossierRow.code == code)
    ).one_or_none()
    return None if row is None else Addressee(row.id, row.finished_at is not None)


def kept_messages(session: Session) -> tuple[KeptMessage, ...]:
    """What nobody waits for, the oldest first."""
    rows = session.scalars(
        select(MessageRow).where(MessageRow.status == KEPT).order_by(MessageRow.received_at)
    )
    return tuple(
        KeptMessage(
            row.id,
            row.name,
            row.correlation,
            row.sender,
            row.reason or "",
            row.dossier_id,
            row.received_at,
        )
        for row in rows
    )


def awaited_messages(session: Session, limit: int) -> tuple[UUID, ...]:
    """Kept messages for which somebody has begun to wait since, the oldest first."""
    return tuple(
        session.scalars(
            select(MessageRow.id)
            .where(
                MessageRow.status == KEPT,
                select(SubscriptionRow.task_id)
                .where(
                    SubscriptionRow.correlation == MessageRow.correlation,
                    SubscriptionRow.message == MessageRow.name,
                )
                .exists(),
            )
            .order_by(MessageRow.received_at)
            .limit(limit)
        )
    )
