"""What every question of a registrar begins with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.core.authority.register import Period
from engine.core.terms import term_words
from engine.outside.outside import Outside
from engine.say import say
from engine.store.records.base import Recorded

_R = TypeVar("_R", bound=Recorded)


@contextmanager
def asked(outside: Outside, actor: Actor) -> Iterator[tuple[Session, datetime]]:
    """A transaction and the office's time. Raises NotYours."""
    with outside.sessions.begin() as session:
        yield session, require_registrar(session, outside, actor)


def require_keeper(outside: Outside, actor: Actor) -> None:
    """For a page that shows nothing of the register yet. Raises NotYours."""
    with asked(outside, actor):
        pass


def holds_at(row: Any, at: datetime) -> ColumnElement[bool]:
    """The condition that a dated row is known now and holds at that moment."""
    still = row.valid_to.is_(None) | (row.valid_to > at)
    return and_(row.recorded_to.is_(None), row.valid_from <= at, still)


def when(row: Any) -> str:
    """The term of a dated row in words."""
    if row.valid_to is not None and row.valid_to <= row.valid_from:
        return say("không có ngày nào")
    return term_words(Period(row.valid_from, row.valid_to))


def state_at(row: Any, at: datetime) -> str:
    """coming | now | past, of a dated row."""
    if row.valid_to is not None and row.valid_to <= max(at, row.valid_from):
        return "past"
    return "now" if row.valid_from <= at else "coming"
