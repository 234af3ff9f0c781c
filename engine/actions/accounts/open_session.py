"""Right after the password: a session begins, and knows what it still waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from engine.actions.accounts.waits import next_wait
from engine.actions.actor import Actor
from engine.outside.one_time import hashed, new_session_id
from engine.outside.outside import Outside
from engine.store.accounts import account_of_person
from engine.store.records.session import SessionRow
from engine.store.sessions import forget_old_sessions

LONGEST_TEXT = 80
KEPT = timedelta(days=30)
"""So long is it known where somebody was signed in; the next sign-in forgets what is older."""


@dataclass(frozen=True, slots=True)
class Opened:
    """`id` goes to the browser and is kept nowhere else; `language` is the account's, if chosen."""

    id: str
    waits_for: str | None
    language: str | None


def open_session(outside: Outside, actor: Actor, agent: str, address: str) -> Opened:
    """For someone whose password was right. `agent` and `address` are for their own eyes, on the
    page of their sessions."""
    session_id = new_session_id()
    now = outside.clock.now()
    with outside.sessions.begin() as session:
        waits_for = next_wait(session, outside, actor.person_id, code_given=False)
        account = account_of_person(session, actor.person_id)
        language = account.language if account else None
        forget_old_sessions(session, actor.person_id, now - KEPT)
        session.add(
            SessionRow(
                id_hash=hashed(session_id),
                person_id=actor.person_id,
                created_at=now,
                seen_at=now,
                waits_for=waits_for,
                agent=agent[:LONGEST_TEXT],
                address=address[:LONGEST_TEXT],
            )
        )
    return Opened(session_id, waits_for, language)
