"""The figures of the delegation, each the length of the list behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.outside.outside import Outside
from engine.questions.delegation.plans import FIGURES, PLANS
from engine.store.time import read_time

_COUNTS = ", ".join(f"(SELECT count(*) FROM {figure.of})" for figure in FIGURES.values())


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers of procedures, but for `plans` (of plans) and `internal_procedures` (approved, of
    plans that are carried out)."""

    procedures: int
    plans: int
    planned: int
    delegated: int
    internal_procedures: int
    undelegated: int
    two_delegates: int


def summary(outside: Outside, at: datetime | None = None) -> Summary:
    """As the register knows it now, of the moment `at` (now, if none is said)."""
    with outside.sessions.begin() as session:
        return summary_at(session, at or read_time(session, outside.clock.now()).now)


def summary_at(session: Session, at: datetime) -> Summary:
    """The same in a transaction that is open."""
    row = session.connection().exec_driver_sql(f"{PLANS} SELECT {_COUNTS}", {"at": at}).one()
    return Summary(**dict(zip(FIGURES, row, strict=True)))
