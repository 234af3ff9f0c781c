"""Reads open dossiers in batches, each with what its times follow from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from engine.core.dossier import Group
from engine.core.move import LedgerEntry
from engine.core.recount import OpenDossier, OpenTask, OpenTimer
from engine.store.records import BudgetGroupRow, DossierRow, LedgerRow, TaskRow, TimerRow

_array = func.json_build_array
_agg = func.json_agg


def next_open(
    session: Session, which: Iterable[ColumnElement[bool]], after: UUID | None, limit: int
) -> list[OpenDossier]:
    """Up to `limit` of these open dossiers whose ids follow `after`, in the order of their ids.

    Their rows are locked until the commit, so that what is computed of them still holds when it
    is written; keep that short.
    """
    d, t, stop, group = DossierRow, TaskRow, LedgerRow, BudgetGroupRow
    rows = session.execute(
        select(
            d.id,
            d.unit_id,
            d.version,
            d.history_hash,
            d.bundle_sha256,
            d.received_at,
            d.due_at,
            d.statutory_due_at,
            d.apology_at,
            d.extended_at,
            select(_agg(_array(t.id, t.element, t.opened_at, t.due_at, t.budget_group)))
            .where(t.dossier_id == d.id, t.status == "open", t.due_at.is_not(None))
            .scalar_subquery()
            .label("tasks"),
            select(_agg(_array(TimerRow.task_id, t.opened_at, TimerRow.due_at, TimerRow.text)))
            .where(TimerRow.dossier_id == d.id, t.dossier_id == d.id, t.id == TimerRow.task_id)
            .scalar_subquery()
            .label("timers"),
            select(
                _agg(
                    _array(
                        stop.id, stop.kind, stop.policy, stop.starts_at, stop.ends_at, stop.ground
                    )
                )
            )
            .where(stop.dossier_id == d.id)
            .scalar_subquery()
            .label("stops"),
            select(_agg(_array(group.key, group.budget, group.started_at, group.due_at)))
            .where(group.dossier_id == d.id)
            .scalar_subquery()
            .label("groups"),
        )
        .where(*which, *([] if after is None else [d.id > after]))
        .order_by(d.id)
        .limit(limit)
        .with_for_update(of=d, key_share=True)
    ).all()
    return [_dossier(row) for row in rows]


def _dossier(row: Any) -> OpenDossier:
    at = datetime.fromisoformat
    return OpenDossier(
        id=row.id,
        version=row.version,
        history_hash=row.history_hash,
        unit_id=row.unit_id,
        bundle_sha256=row.bundle_sha256,
        received_at=row.received_at,
        due_at=row.due_at,
        statutory_due_at=row.statutory_due_at,
        apology_at=row.apology_at,
        extended_at=row.extended_at,
        stops=tuple(
            LedgerEntry(UUID(i), kind, policy, at(starts), ends and at(ends), ground)
            for i, kind, policy, starts, ends, ground in row.stops or ()
        ),
        groups=tuple(
            Group(key=key, budget=budget, started_at=at(started), due_at=at(due))
            for key, budget, started, due in row.groups or ()
        ),
        tasks=tuple(
            OpenTask(UUID(i), element, at(opened), at(due), group)
            for i, element, opened, due, group in row.tasks or ()
        ),
        timers=tuple(
            OpenTimer(UUID(i), at(opened), at(due), text)
            for i, opened, due, text in row.timers or ()
        ),
    )
