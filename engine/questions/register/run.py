"""A run over the dossiers that a change of the register moves: how far it is, and whether what it
did is what was foreseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.core.register_change import cause_words
from engine.outside.outside import Outside
from engine.questions.register.moves import Moving, Preview, Told, in_groups, in_words
from engine.say import marked, say
from engine.store.bundles import load_bundle
from engine.store.people import name_if_known
from engine.store.records import DossierRow, RegisterRunItemRow, RegisterRunRow
from engine.store.register_runs import (
    AS_FORESEEN,
    FAILED,
    LATE,
    OTHERWISE,
    WAITING,
    Progress,
    progress_of,
    run_of,
)

STATUSES: Mapping[str, str] = {
    WAITING: marked("chưa chuyển"),
    AS_FORESEEN: marked("đúng như đã báo trước"),
    OTHERWISE: marked("khác với báo trước"),
    LATE: marked("phát sinh sau khi báo trước"),
    FAILED: marked("không chuyển được"),
}
MOST = 500
"""Dossiers that the page lists."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A dossier that did not go as foreseen: what was foreseen, what it did, and what is wrong."""

    dossier_id: UUID
    code: str
    status: str
    foreseen: tuple[Moving, ...]
    became: tuple[Moving, ...]
    trouble: str | None


@dataclass(frozen=True, slots=True)
class RunPage:
    """`moved` is what has been done so far, grouped as the preview was; at most MOST dossiers."""

    id: UUID
    what: str
    record_id: UUID
    kind: str
    reason: str | None
    at: datetime
    asked_by: str | None
    progress: Progress
    counts: tuple[tuple[str, int], ...]
    moved: Preview
    differences: tuple[Difference, ...]
    trouble: str | None


def run_page(outside: Outside, actor: Actor, run_id: UUID) -> RunPage:
    """Raises NotYours for who keeps no register, NotFound."""
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
        run = run_of(session, run_id)
        progress = progress_of(session, run)
        rows = _items(session, run)
        return RunPage(
            id=run.id,
            what=cause_words(run.kind, run.number),
            record_id=run.record_id,
            kind=run.kind,
            reason=run.reason,
            at=run.at,
            asked_by=name_if_known(session, run.asked_by_id),
            progress=progress,
            counts=tuple(
                (say(STATUSES[status]), progress.counts[status])
                for status in STATUSES
                if status in progress.counts
            ),
            moved=in_groups(session, [_told(session, i, d, i.became) for i, d in rows if i.became]),
            differences=tuple(_differences(session, rows)),
            trouble=run.trouble,
        )


def _items(
    session: Session, run: RegisterRunRow
) -> Sequence[tuple[RegisterRunItemRow, DossierRow]]:
    rows = session.execute(
        select(RegisterRunItemRow, DossierRow)
        .join(DossierRow, DossierRow.id == RegisterRunItemRow.dossier_id)
        .where(RegisterRunItemRow.run_id == run.id)
        .order_by(RegisterRunItemRow.status == AS_FORESEEN, DossierRow.code)
        .limit(MOST)
    )
    return rows.all()


def _told(
    session: Session,
    item: RegisterRunItemRow,
    dossier: DossierRow,
    rows: Sequence[Sequence[object]] | None,
) -> Told:
    bundle = load_bundle(session, dossier.bundle_sha256)
    return Told(item.dossier_id, dossier.code, bundle, rows or ())


def _differences(
    session: Session, rows: Sequence[tuple[RegisterRunItemRow, DossierRow]]
) -> Iterator[Difference]:
    for item, dossier in rows:
        if item.status in (WAITING, AS_FORESEEN):
            continue
        yield Difference(
            dossier_id=item.dossier_id,
            code=dossier.code,
            status=say(STATUSES[item.status]),
            foreseen=tuple(in_words(session, [_told(session, item, dossier, item.foreseen)])),
            became=tuple(in_words(session, [_told(session, item, dossier, item.became)])),
            trouble=item.trouble,
        )
