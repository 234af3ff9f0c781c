"""The dossiers of a change of the register move, one dossier a transaction.

A dossier and its place in the run are one commit: killed at any moment, the work goes on with the
next one. Each is judged by the register as it is then, and kept beside what was foreseen.
"""

from __future__ import annotations

import time

import structlog
from sqlalchemy.orm import Session

from engine.actions.register.moves.foresee import rows_of
from engine.actions.register.moves.pages import pages_dropped
from engine.actions.step import take
from engine.core.acts import AuthorityMoved
from engine.core.authority_moves import Cause, task_moves
from engine.core.performers import PartyUnknown
from engine.errors import NotFound, Overtaken, TrinhKyError
from engine.outside.outside import Outside
from engine.store.load_standing import load_standing
from engine.store.moved_reach import reach_from, reached_dossiers
from engine.store.records import RegisterRunItemRow, RegisterRunRow
from engine.store.register_runs import add_late, known_items, next_item, note_item, take_run
from engine.store.time import read_time

SLICE_SECONDS = 2.0
"""How long a worker stays with it before it looks at what else is due."""

log = structlog.get_logger()


def carry_out_some(outside: Outside) -> int:
    """The worker's turn: move dossiers for a moment; how many were looked at.

    A run that fails says so in its row, and holds up nothing.
    """
    done, until = 0, time.monotonic() + SLICE_SECONDS
    while time.monotonic() < until:
        try:
            if not carry_out_next(outside):
                break
        except Overtaken:
            continue  # somebody acted on the dossier meanwhile: judge it again
        done += 1
    return done


def carry_out_next(outside: Outside) -> bool:
    """Move the next dossier of the oldest run; false when there is nothing to do, or another has
    it. Raises Overtaken; then nothing is stored."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        run = take_run(session, now)
        if run is None:
            return False
        item = next_item(session, run.id)
        if item is None and not _find_late(session, outside, run):
            run.done_at = now
        elif item is not None:
            _move(session, outside, run, item)
        return True


def _find_late(session: Session, outside: Outside, run: RegisterRunRow) -> bool:
    """Dossiers that nobody foresaw: their task was opened while the change was being made."""
    known, found = known_items(session, run.id), False
    for dossier_id in reached_dossiers(session, reach_from(run.reach)):
        if dossier_id in known:
            continue
        dossier, around, now = load_standing(session, dossier_id, outside.clock.now())
        if task_moves(dossier, around, now):
            add_late(session, run.id, dossier_id)
            found = True
    return found


def _move(
    session: Session, outside: Outside, run: RegisterRunRow, item: RegisterRunItemRow
) -> None:
    try:
        standing = load_standing(session, item.dossier_id, outside.clock.now())
    except NotFound as gone:
        note_item(session, item, [], run.at, gone.sentence)
        return
    dossier, around, now = standing
    try:
        moves = task_moves(dossier, around, now)
        if moves:
            act = AuthorityMoved(
                moves=moves,
                cause=Cause(run.kind, run.record_id, run.number),
                records=pages_dropped(session, dossier, around, now, moves),
            )
            take(session, dossier, act, around, now)
        note_item(session, item, rows_of(moves), now)
    except Overtaken:
        raise
    except (TrinhKyError, PartyUnknown) as refused:
        log.warning("dossier_not_moved", dossier=str(dossier.id), why=str(refused))
        note_item(session, item, [], now, str(refused))
