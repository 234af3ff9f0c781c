"""The worker's round: take what is due from the outbox, do it, note the trouble of what fails."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import structlog

from engine.actions.calendars.recompute import recompute_some
from engine.actions.documents.attempts import FINISH
from engine.actions.documents.finish import finish
from engine.actions.dossiers import apologise, link
from engine.actions.machine_steps.perform import perform
from engine.actions.messages import deliver as messages
from engine.actions.messages.deliver import deliver_awaited
from engine.actions.notices import receipt_notice
from engine.actions.online.expire import erase_expired
from engine.actions.pending import erase_stale
from engine.actions.register.commitments.remind import remind
from engine.actions.register.moves.carry_out import carry_out_some
from engine.actions.register.moves.pass_time import pass_time
from engine.actions.register.passings.carry_out import pass_some
from engine.actions.register.reorganisations.carry_out import reorganise_some
from engine.actions.timers.fire import fire, fire_due
from engine.core.advance import MACHINE
from engine.core.messages import message_from
from engine.core.move import TaskRef
from engine.errors import TrinhKyError
from engine.outside.outside import Outside
from engine.store.apologies import ask_for_apologies
from engine.store.outbox import TIMER, OutboxItem, mark_done, mark_trouble, take_due
from signing.errors import SigningError

LEASE = timedelta(seconds=20)
"""How long a thing stays with a worker that died. One that takes longer is begun by a second
worker, too: what is recorded is guarded, so that it counts once."""
MOST = 50
"""Apologies asked for in one round."""

log = structlog.get_logger()


def sweep(outside: Outside) -> int:
    """Do everything that is due now; how many things were done. Never raises for one bad row."""
    done = reorganise_some(outside) + pass_some(outside) + carry_out_some(outside)
    pass_time(outside)
    done += deliver_awaited(outside)
    if recompute_some(outside):
        done += fire_due(outside)
        with outside.sessions.begin() as session:
            ask_for_apologies(session, outside.clock.now(), apologise.OUTBOX, MOST)
    erase_expired(outside)
    erase_stale(outside)
    while (item := _take(outside)) is not None:
        done += _do(outside, item)
    return done + remind(outside)


def _take(outside: Outside) -> OutboxItem | None:
    """One at a time: what waits is shared among the workers, and a dead one holds up only one."""
    with outside.sessions.begin() as session:
        taken = take_due(session, outside.clock.now(), 1, LEASE)
    return taken[0] if taken else None


def _do(outside: Outside, item: OutboxItem) -> int:
    try:
        if item.kind == MACHINE:
            ref = TaskRef(item.dossier_id, UUID(item.payload["task"]))
            perform(outside, ref, item.payload["step"], item.id)
        elif item.kind == FINISH:
            finish(outside, item.dossier_id, UUID(item.payload["attempt"]))
        elif item.kind == messages.OUTBOX:
            messages.deliver(outside, message_from(item.payload))
        elif item.kind == link.OUTBOX:
            other, by = UUID(item.payload["other"]), UUID(item.payload["by"])
            link.link_back(outside, item.dossier_id, other, by)
        elif item.kind == apologise.OUTBOX:
            apologise.apologise_in_time(outside, item.dossier_id)
        elif item.kind == receipt_notice.OUTBOX:
            channel = item.payload["channel"]
            receipt_notice.queue_notice(outside, item.dossier_id, item.id, channel)
        elif item.kind == TIMER:
            fire(outside, TaskRef(item.dossier_id, UUID(item.payload["task"])))
    except (TrinhKyError, SigningError) as refusal:
        return _trouble(outside, item, refusal.sentence)
    except Exception as surprise:
        log.exception("outbox_failed", dossier=str(item.dossier_id), kind=item.kind)
        return _trouble(outside, item, f"Lỗi phần mềm ({type(surprise).__name__}); đã ghi nhật ký.")
    with outside.sessions.begin() as session:
        # The Move has settled the row, unless there was nothing left to do.
        mark_done(session, item, outside.clock.now())
    log.info("outbox_done", dossier=str(item.dossier_id), kind=item.kind)
    return 1


def _trouble(outside: Outside, item: OutboxItem, sentence: str) -> int:
    with outside.sessions.begin() as session:
        mark_trouble(session, item, sentence, outside.clock.now())
    log.warning("outbox_waits", dossier=str(item.dossier_id), kind=item.kind, why=sentence)
    return 0
