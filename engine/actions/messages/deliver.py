"""A message reaches the wait that it is for, once; until somebody waits it is kept, visibly."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

import structlog
from sqlalchemy.orm import Session

from engine.actions.step import judged_again, take
from engine.actions.supplements.receive import MESSAGE as SUPPLEMENT
from engine.core.acts import MessageDelivered, Records
from engine.core.messages import FactIllTyped, Message, facts_of
from engine.core.move import TaskRef
from engine.errors import AlreadyDone, Overtaken, TrinhKyError
from engine.outside.outside import Outside
from engine.store.load_open_task import load_open_task
from engine.store.messages import (
    DELIVERED,
    KEPT,
    addressee,
    awaited_messages,
    keep_message,
    load_message,
    receive_message,
    settle_message,
    waiting_for,
)
from engine.store.time import read_time

OUTBOX = "message"
"""Kind of the outbox rows that carry a message to its dossier."""
MOST = 20
"""Kept messages tried in one round."""

log = structlog.get_logger()


def deliver(outside: Outside, message: Message) -> str:
    """Write the message down, and hand it to the dossier if one waits: `delivered` or `kept`.

    The same id twice is one message. Kept are messages for an unknown or closed dossier, early
    ones (delivered when somebody waits, see `deliver_awaited`) and ones whose facts have another
    type than the procedure declares. Raises InvalidAnswers for text that no database keeps.
    """
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        if receive_message(session, message, now) == DELIVERED:
            return DELIVERED
    with suppress(AlreadyDone):
        return judged_again(partial(_hand_over, outside, message))
    # The wait ended while we read: what is true now is said of the message.
    return judged_again(partial(_hand_over, outside, message))


def deliver_awaited(outside: Outside) -> int:
    """Deliver kept messages for which somebody waits by now; how many were."""
    with outside.sessions.begin() as session:
        messages = [load_message(session, each) for each in awaited_messages(session, MOST)]
    return sum(_tried(outside, message) for message in messages)


def _tried(outside: Outside, message: Message) -> bool:
    try:
        return deliver(outside, message) == DELIVERED
    except TrinhKyError as refusal:
        log.warning("message_waits", message=str(message.id), why=refusal.sentence)
    except Exception:
        log.exception("message_failed", message=str(message.id))
    return False


def _hand_over(outside: Outside, message: Message) -> str:
    with outside.sessions.begin() as session:
        known = addressee(session, message.correlation)
        ref = None if known is None else waiting_for(session, message)
        if known is None:
            reason = f"Không có hồ sơ nào mang mã {message.correlation}."
        elif known.finished:
            reason = f"Hồ sơ {message.correlation} đã kết thúc."
        elif message.name == SUPPLEMENT:
            reason = "Giấy tờ bổ sung chỉ được nhận qua bộ phận tiếp nhận."
        elif ref is None:
            reason = f"Hồ sơ {message.correlation} chưa chờ thông điệp này."
        else:
            try:
                return _move(outside, session, message, ref)
            except FactIllTyped as wrong:
                reason = str(wrong)
        keep_message(session, message, reason, None if known is None else known.id)
        return KEPT


def _move(outside: Outside, session: Session, message: Message, ref: TaskRef) -> str:
    dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
    act = MessageDelivered(
        task=task,
        message=message.name,
        sender=message.sender,
        facts=facts_of(message, dossier.bundle.procedure.facts),
        records=Records(papers=message.papers),
    )
    take(session, dossier, act, around, now)
    if not settle_message(session, message, dossier.id, now):
        raise Overtaken(dossier.id)
    return DELIVERED
