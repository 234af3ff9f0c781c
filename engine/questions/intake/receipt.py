"""What the page of the receipt tells beside the slip."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from engine.actions.actor import Actor
from engine.actions.notices.receipt_notice import EMAIL, OUTBOX, receiver
from engine.core.acts import SlipReprinted
from engine.core.known_party import hidden
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.store.history import times_of
from engine.store.load_standing import load_standing
from engine.store.records import OutboxRow


@dataclass(frozen=True, slots=True)
class NoticeQueued:
    """A notice that is on its way out; `to` half hidden."""

    channel: str
    to: str


def times_reprinted(outside: Outside, actor: Actor, dossier_id: UUID) -> int:
    """How often the receipt was printed after the first time. Raises NotFound."""
    with outside.sessions.begin() as session:
        dossier, _, now = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, dossier, now)
        return times_of(session, dossier_id, SlipReprinted.kind)


def notices_queued(outside: Outside, actor: Actor, dossier_id: UUID) -> tuple[NoticeQueued, ...]:
    """What was really queued with the reception, by its rows. Raises NotFound."""
    with outside.sessions.begin() as session:
        dossier, _, now = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, dossier, now)
        payloads = session.scalars(
            select(OutboxRow.payload)
            .where(OutboxRow.dossier_id == dossier_id, OutboxRow.kind == OUTBOX)
            .order_by(OutboxRow.created_at, OutboxRow.id)
        ).all()
    found = []
    for payload in payloads:
        channel = payload["channel"]
        to = receiver(dossier.applicant, dossier.submitter, channel)
        if to is not None:
            found.append(NoticeQueued(channel, _half(to) if channel == EMAIL else hidden(to)))
    return tuple(found)


def _half(address: str) -> str:
    name, at, host = address.partition("@")
    return f"{name[:2]}…{at}{host}"
