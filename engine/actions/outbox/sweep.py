"""The worker's round: take what is due from the outbox, do it, note the trouble of what fails."""

from __future__ import annotations

from uuid import UUID

import structlog

from engine.actions.documents.attempts import FINISH
from engine.actions.documents.finish import finish
from engine.actions.machine_steps.perform import perform
from engine.actions.timers.fire import fire_due
from engine.core.advance import MACHINE
from engine.core.move import TaskRef
from engine.errors import TrinhKyError
from engine.outside.outside import Outside
from engine.store.outbox import OutboxItem, mark_trouble, take_due
from signing.errors import SigningError

BATCH = 20

log = structlog.get_logger()


def sweep(outside: Outside) -> int:
    """Do everything that is due now; how many things were done. Never raises for one bad row."""
    done = fire_due(outside)
    while items := _take(outside):
        for item in items:
            done += _do(outside, item)
    return done


def _take(outside: Outside) -> tuple[OutboxItem, ...]:
    with outside.sessions.begin() as session:
        return tuple(take_due(session, outside.clock.now(), BATCH))


def _do(outside: Outside, item: OutboxItem) -> int:
    try:
        if item.kind == MACHINE:
            ref = TaskRef(item.dossier_id, UUID(item.payload["task"]))
            perform(outside, ref, item.payload["step"], item.id)
        elif item.kind == FINISH:
            finish(outside, item.dossier_id, UUID(item.payload["attempt"]))
    except (TrinhKyError, SigningError) as refusal:
        return _trouble(outside, item, refusal.sentence)
    except Exception as surprise:
        log.exception("outbox_failed", dossier=str(item.dossier_id), kind=item.kind)
        return _trouble(outside, item, f"Lỗi phần mềm ({type(surprise).__name__}); đã ghi nhật ký.")
    log.info("outbox_done", dossier=str(item.dossier_id), kind=item.kind)
    return 1


def _trouble(outside: Outside, item: OutboxItem, sentence: str) -> int:
    with outside.sessions.begin() as session:
        mark_trouble(session, item, sentence, outside.clock.now())
    log.warning("outbox_waits", dossier=str(item.dossier_id), kind=item.kind, why=sentence)
    return 0
