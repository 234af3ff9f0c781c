"""What every change of the register begins and ends with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.accounts.waits import REGISTRAR
from engine.actions.actor import Actor
from engine.errors import NotYours
from engine.outside.outside import Outside
from engine.say import say
from engine.store.register_changes import hold_register
from engine.store.register_epoch import bump_epoch
from engine.store.seats_held import has_role
from engine.store.time import read_time


@dataclass(frozen=True, slots=True)
class Change:
    """One change under way: its transaction, who makes it, and the office's time of it."""

    session: Session
    by_id: UUID
    now: datetime


def require_registrar(session: Session, outside: Outside, actor: Actor) -> datetime:
    """The office's time. Raises NotYours for everyone whose seats do not keep the register."""
    now = read_time(session, outside.clock.now()).now
    if not has_role(session, actor.person_id, REGISTRAR, now):
        raise NotYours(say("Chỉ người giữ vị trí quản trị thẩm quyền được làm việc này."))
    return now


Allowed = Callable[[Session, Outside, Actor], datetime]
"""Who may make a change: raises NotYours, answers the office's time."""


@contextmanager
def changing(
    outside: Outside, actor: Actor, allowed: Allowed = require_registrar
) -> Iterator[Change]:
    """One transaction; one change of the register at a time; the epoch is raised as it ends.

    Effective with its commit: every act of authority asks by epoch. Raises NotYours.
    """
    with outside.sessions.begin() as session:
        now = allowed(session, outside, actor)
        hold_register(session)
        yield Change(session, actor.person_id, now)
        session.flush()
        bump_epoch(session)
