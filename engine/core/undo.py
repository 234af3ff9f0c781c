"""Taking a Move back: which may be, for how long, and the one Move that does it.

What was there before is kept by the save (`engine.store.undo_statement`) as rows of JSON; here it
becomes the parts of the Move back. The history is not cut: the Move back is one more entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from engine.core.acts import Act, Assigned, Completed, Returned
from engine.core.history import enter
from engine.core.move import (
    AskedAgain,
    DeskRestored,
    DocumentChanged,
    GroupTouched,
    LedgerEntry,
    Move,
    Restored,
    SubscriptionOpened,
    TaskClosed,
    TaskReopened,
    TimerOpened,
)

UNDONE = "undone"
"""Kind of the history entry of a Move back."""
FORWARDING = (Completed, Returned, Assigned)


@dataclass(frozen=True, slots=True)
class LastMove:
    """The last Move of a dossier, and what was kept of the rows it replaced."""

    dossier_id: UUID
    version: int
    history_hash: bytes
    kind: str
    actor_id: UUID | None
    task_id: UUID | None
    at: datetime
    tells: Mapping[str, Any]
    """Its history entry."""
    until: datetime | None
    """Until then it may be taken back; None for what never may."""
    kept: Mapping[str, Any]


def may_be_taken_back(move: Move, act: Act, window: timedelta) -> Move:
    """The Move as it is saved when its act is a forwarding: what it sends waits for the window.

    A signature in the making that a return refuses is lost for good, so such a return stands.
    """
    if not window or not isinstance(act, FORWARDING) or move.attempts:
        return move
    until = move.at + window
    waiting = tuple(replace(row, not_before=max(row.not_before, until)) for row in move.outbox)
    return replace(move, undo_until=until, outbox=waiting)


def move_back(last: LastMove, now: datetime) -> Move:
    """The Move that puts everything back as it was before `last`, which must have been kept."""
    kept = last.kept
    closed = [TaskClosed(UUID(id_), "cancelled") for id_ in kept["opened"] or ()]
    paths = {UUID(id_): path for id_, path, *_ in last.tells.get("opened", ())}
    reopened = tuple(TaskReopened(UUID(id_)) for id_ in kept["closed"] or ())
    before_ledger = tuple(_ledger(row) for row in kept["ledger"] or ())
    before_groups = tuple(_group(row) for row in kept["groups"] or ())
    outbox = _ids(kept["outbox"])
    return Move(
        dossier_id=last.dossier_id,
        version=last.version,
        at=now,
        restored=Restored(**kept["dossier"]),
        closed=tuple(closed),
        reopened=reopened,
        asked_again=tuple(_candidate(row) for row in kept["candidates"] or ()),
        timers=tuple(_timer(row) for row in kept["timers"] or ()),
        subscriptions=tuple(_subscription(row) for row in kept["subscriptions"] or ()),
        desks=tuple(_desk(row) for row in kept["desks"] or ()),
        ledger=before_ledger,
        ledger_gone=_but(_ids(kept["ledger_touched"]), [entry.id for entry in before_ledger]),
        groups=before_groups,
        groups_gone=_but(kept["groups_touched"] or (), [group.key for group in before_groups]),
        answers_gone=_ids(kept["answers"]),
        documents=tuple(_document(row) for row in kept["documents"] or ()),
        opinions_void=_ids(kept["opinions"]),
        opinions_valid=_ids(kept["opinions_void"]),
        outbox_untaken=outbox,
        outbox_done=outbox,
        key_gone=kept["key"],
        history=enter(
            last.history_hash,
            kind=UNDONE,
            actor_id=last.actor_id,
            task_id=last.task_id,
            tells={
                "dossier": last.dossier_id,
                "seq": last.version + 1,
                "at": now,
                "element": last.tells.get("element"),
                "undoes": [last.version, last.kind],
                "closed": [[c.id, paths.get(c.id), c.status, None] for c in closed],
                "reopened": [task.id for task in reopened],
                "opened": [],
                "ended": None,
            },
        ),
    )


def _ids(values: Sequence[str] | None) -> tuple[UUID, ...]:
    return tuple(UUID(value) for value in values or ())


def _but(touched: Sequence[Any], before: Sequence[Any]) -> tuple[Any, ...]:
    """What the Move added: touched by it, and not there before."""
    return tuple(each for each in touched if each not in before)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _uuid(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def _candidate(row: Mapping[str, Any]) -> AskedAgain:
    return AskedAgain(UUID(row["task_id"]), UUID(row["holder_id"]), _moment(row["due_at"]))


def _timer(row: Mapping[str, Any]) -> TimerOpened:
    return TimerOpened(UUID(row["task_id"]), datetime.fromisoformat(row["due_at"]), row["text"])


def _subscription(row: Mapping[str, Any]) -> SubscriptionOpened:
    return SubscriptionOpened(UUID(row["task_id"]), row["message"], row["correlation"])


def _desk(row: Mapping[str, Any]) -> DeskRestored:
    return DeskRestored(
        UUID(row["id"]), _uuid(row["assignee_id"]), _moment(row["assigned_at"]), row["incident"]
    )


def _ledger(row: Mapping[str, Any]) -> LedgerEntry:
    return LedgerEntry(
        id=UUID(row["id"]),
        kind=row["kind"],
        policy=row["policy"],
        starts_at=datetime.fromisoformat(row["starts_at"]),
        ends_at=_moment(row["ends_at"]),
        ground=row["ground"],
    )


def _group(row: Mapping[str, Any]) -> GroupTouched:
    return GroupTouched(
        row["key"],
        row["budget"],
        datetime.fromisoformat(row["started_at"]),
        datetime.fromisoformat(row["due_at"]),
    )


def _document(row: Mapping[str, Any]) -> DocumentChanged:
    return DocumentChanged(
        id=UUID(row["id"]),
        key=row["key"],
        kind=row["kind"],
        status=row["status"],
        task_id=_uuid(row["task_id"]),
        number=row["number"],
        symbol=row["symbol"],
        issued_at=_moment(row["issued_at"]),
        register_id=_uuid(row["register_id"]),
        evidence_sha256=row["evidence_sha256"],
    )
