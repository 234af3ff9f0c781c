"""The runs of late over dossiers that changes of the register moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.core.register_change import cause_words
from engine.outside.outside import Outside
from engine.store.people import person_names
from engine.store.records import RegisterRunRow
from engine.store.register_runs import Progress, progress_of


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run of the list."""

    id: UUID
    what: str
    at: datetime
    asked_by: str | None
    progress: Progress


LATEST = 50
"""Runs of the list."""


def latest_runs(outside: Outside, actor: Actor) -> tuple[RunLine, ...]:
    """The runs of late, the newest first. Raises NotYours."""
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
        runs = session.scalars(
            select(RegisterRunRow).order_by(RegisterRunRow.asked_at.desc()).limit(LATEST)
        ).all()
        names = person_names(session, [run.asked_by_id for run in runs if run.asked_by_id])
        return tuple(
            RunLine(
                run.id,
                cause_words(run.kind, run.number),
                run.at,
                names.get(run.asked_by_id) if run.asked_by_id else None,
                progress_of(session, run),
            )
            for run in runs
        )
