"""Open dossiers are counted anew after an edit of their calendar, batch by batch.

A batch is one transaction, and so is its place in the run: killed at any moment, the work goes on
with the next batch, whoever takes it up, the worker or the command. Whoever acts on a dossier at
that moment waits for its batch, is overtaken, and is judged again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from bpmn.values import DiagramRefused
from engine.core.recount import Recounted, recount
from engine.errors import TrinhKyError
from engine.outside.outside import Outside
from engine.store.bundles import load_bundle
from engine.store.load_calendar import load_calendar
from engine.store.open_dossiers import next_open
from engine.store.recomputes import (
    Progress,
    counted_by,
    edit_of,
    mark_trouble,
    progress,
    progress_of,
    take_recompute,
    waiting_recomputes,
)
from engine.store.records import RecomputeRow
from engine.store.save_times import save_times
from engine.store.time import OfficeTime, read_time

BATCH = 500
"""Dossiers a transaction: an officer's act waits a fraction of a second for it."""
SLICE_SECONDS = 2.0
"""How long a worker stays with it before it looks at what else is due."""
_PAUSE_SECONDS = 0.2

log = structlog.get_logger()


def recompute_some(outside: Outside) -> bool:
    """The worker's turn: count for a moment; whether all dossiers are counted by the calendars in
    force. Until they are, no timer should fire: it may have moved.

    A run that fails says so in its row and holds up nothing.
    """
    if not _waiting(outside):
        return True
    until = time.monotonic() + SLICE_SECONDS
    try:
        while time.monotonic() < until and (done := recompute_batch(outside)) is not None:
            log.info("recomputed", seen=done.seen, total=done.total, changed=done.changed)
    except Exception as surprise:
        log.exception("recompute_failed")
        said = surprise.sentence if isinstance(surprise, TrinhKyError) else type(surprise).__name__
        with outside.sessions.begin() as session:
            mark_trouble(session, said)
    return all(trouble is not None for trouble in _waiting(outside))


def _waiting(outside: Outside) -> Sequence[str | None]:
    with outside.sessions.begin() as session:
        return waiting_recomputes(session)


def recompute_all(outside: Outside, run_id: UUID) -> Iterator[Progress]:
    """The command's way: count until this run is through, telling after each batch how far it is.

    Another process may be doing the same; then this one watches.
    """
    while True:
        if recompute_batch(outside) is None:
            time.sleep(_PAUSE_SECONDS)
        with outside.sessions.begin() as session:
            come = progress_of(session, run_id)
        yield come
        if come.done:
            return


def recompute_batch(outside: Outside) -> Progress | None:
    """Do the next batch of the oldest run; None when there is none, or another has it."""
    with outside.sessions.begin() as session:
        run = take_recompute(session)
        if run is None:
            return None
        _count(session, run, read_time(session, outside.clock.now()))
        return progress(run)


def _count(session: Session, run: RecomputeRow, office: OfficeTime) -> None:
    batch = next_open(session, counted_by(run.unit_id), run.last_id, BATCH)
    recounted: list[Recounted] = []
    for dossier in batch:
        try:
            calendar = load_calendar(session, dossier.unit_id, office.epoch)
            bundle = load_bundle(session, dossier.bundle_sha256)
            moved = recount(calendar, bundle, dossier, edit_of(run), office.now)
        except (
            TrinhKyError,
            DiagramRefused,
        ) as refusal:  # above all, a year that the calendar does not know
            run.unknown += 1
            log.warning("dossier_not_counted", dossier=str(dossier.id), why=str(refusal))
            continue
        if moved is not None:
            recounted.append(moved)
    if recounted:
        run.changed += save_times(session, recounted, office.now)
    run.seen += len(batch)
    run.trouble = None
    if batch:
        run.last_id = batch[-1].id
    if len(batch) < BATCH:
        run.done_at = office.now
    session.flush()
