"""Personal data was read: who, what, for which post. Written after the answer, never its cause."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import structlog

from engine.actions.actor import Actor
from engine.outside.outside import Outside
from engine.store.read_log import OVER_MANY, Read, add_reads
from engine.store.time import read_time

NO_DOSSIER = OVER_MANY
log = structlog.get_logger("web")


def record_read(
    outside: Outside, actor: Actor, dossier_id: UUID, kind: str, item: str = ""
) -> None:
    """Note that the actor opened something of a dossier; `item` names a paper or a document.

    `kind` is one of `ReadLogRow.kind`; with `NO_DOSSIER` for persons that were offered and, with
    its name as `item`, for a report. Ten minutes of the same are one row. Never
    raises: a log that is away closes no page.
    """
    record_reads(outside, actor, [(dossier_id, kind, item)])


def record_reads(outside: Outside, actor: Actor, reads: Iterable[tuple[UUID, str, str]]) -> None:
    """The same for several at once (dossier, kind, item), as a list of found dossiers is. Never
    raises."""
    noted = [Read(*each) for each in dict.fromkeys(reads)]
    if not noted:
        return
    try:
        now = outside.clock.now()
        with outside.sessions.begin() as session:
            office = read_time(session, now).now
            add_reads(session, actor.person_id, noted, now, office)
    except Exception as problem:  # whatever it is, the page has been sent
        log.error("read_not_logged", kind=type(problem).__name__, reads=len(noted))
