"""Counters whose serials may have gaps."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from engine.store.records import CounterRow


def next_counter(session: Session, scope: str) -> int:
    """The next serial of this scope, from 1. Commit soon: others of the scope wait till then."""
    first = insert(CounterRow).values(scope=scope, value=1)
    return session.scalars(
        first.on_conflict_do_update(
            index_elements=[CounterRow.scope], set_={"value": CounterRow.value + 1}
        ).returning(CounterRow.value)
    ).one()
