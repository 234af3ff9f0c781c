"""What is stuck, why, since when: incidents at tasks, and work that the outbox keeps retrying."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from engine.actions.actor import Actor
from engine.actions.documents.attempts import FINISH
from engine.core.advance import MACHINE
from engine.outside.outside import Outside
from engine.questions.reach import seats
from engine.store.bundles import load_bundle
from engine.store.records import DossierRow, OutboxRow, TaskRow
from engine.store.time import read_time

WHAT = {MACHINE: "Bước máy", FINISH: "Hoàn tất chữ ký"}


@dataclass(frozen=True, slots=True)
class Stuck:
    """One thing that does not move; with an `outbox_id` it can be tried again now."""

    dossier_id: UUID
    dossier_code: str
    what: str
    why: str
    since: datetime
    tries: int
    outbox_id: UUID | None


def stuck(outside: Outside, actor: Actor) -> tuple[Stuck, ...]:
    """Of the units in which the actor sits, the oldest first."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        units = {o.unit_id for o in seats(session, actor, now)}
        waiting = session.execute(
            select(OutboxRow, DossierRow.code)
            .join(DossierRow, DossierRow.id == OutboxRow.dossier_id)
            .where(
                OutboxRow.done_at.is_(None),
                OutboxRow.trouble.is_not(None),
                DossierRow.unit_id.in_(units),
            )
        ).all()
        incidents = session.execute(
            select(TaskRow, DossierRow)
            .join(DossierRow, DossierRow.id == TaskRow.dossier_id)
            .where(
                TaskRow.status == "open",
                TaskRow.incident.is_not(None),
                DossierRow.unit_id.in_(units),
            )
        ).all()
        found = [
            Stuck(
                o.dossier_id,
                code,
                WHAT.get(o.kind, o.kind),
                o.trouble or "",
                o.created_at,
                o.tries,
                o.id,
            )
            for o, code in waiting
        ]
        for task, dossier in incidents:
            bundle = load_bundle(session, dossier.bundle_sha256)
            name = bundle.compiled.elements[task.element].name
            found.append(
                Stuck(dossier.id, dossier.code, name, task.incident or "", task.opened_at, 0, None)
            )
    return tuple(sorted(found, key=lambda s: s.since))
