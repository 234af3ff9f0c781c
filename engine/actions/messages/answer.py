"""What a linked dossier answers to the one that opened it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4, uuid5

from engine.actions.messages.deliver import OUTBOX
from engine.core.dossier import Dossier
from engine.core.messages import Message, linked_message
from engine.core.move import DossierLinked, OutboxAdded, PaperAdded
from engine.core.procedure import answer_fact


def answer(
    dossier: Dossier,
    parent: DossierLinked,
    outcome: str | None,
    papers: tuple[PaperAdded, ...],
    now: datetime,
) -> OutboxAdded:
    """The outbox row that carries the answer. The message's id follows from both dossiers: of
    several answers the first counts."""
    slug = dossier.bundle.procedure.slug
    message = Message(
        id=message_id(dossier.id, parent.other_id),
        name=linked_message(slug),
        correlation=parent.other_code,
        sender=dossier.code,
        facts={answer_fact(slug): outcome},
        papers=papers,
    )
    return OutboxAdded(uuid4(), OUTBOX, message.as_row(), now)


def message_id(dossier_id: UUID, parent_id: UUID) -> UUID:
    """A dossier answers its parent once."""
    return uuid5(dossier_id, f"answer:{parent_id}")
