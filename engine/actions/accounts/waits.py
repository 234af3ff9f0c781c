"""What a session waits for before anything else: a code, a new password, a second factor."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from engine.outside.outside import Outside
from engine.store.accounts import account_of_person
from engine.store.seats_held import has_role, may_sign_something
from engine.store.sessions import wait_for
from engine.store.time import read_time

CODE, PASSWORD, SETUP = "code", "password", "setup"
ADMIN = "admin"
"""Role of the seat that keeps accounts."""
REGISTRAR = "registrar"
"""Role of the seats that keep the register of authority."""


def needs_second_factor(session: Session, outside: Outside, person_id: UUID) -> bool:
    """Administrators, registrars, and whoever signs or seals anything, where the installation asks
    for it."""
    if not outside.settings.asks_totp:
        return False
    now = read_time(session, outside.clock.now()).now
    keeps = (has_role(session, person_id, role, now) for role in (ADMIN, REGISTRAR))
    return any(keeps) or may_sign_something(session, person_id, now)


def next_wait(
    session: Session, outside: Outside, person_id: UUID, *, code_given: bool
) -> str | None:
    """The first thing that is missing, in the order in which it is asked; None: nothing is."""
    account = account_of_person(session, person_id)
    assert account is not None
    if account.totp_since is not None and not code_given:
        return CODE
    if account.must_change:
        return PASSWORD
    if account.totp_since is None and needs_second_factor(session, outside, person_id):
        return SETUP
    return None


def move_on(session: Session, outside: Outside, person_id: UUID, id_hash: bytes) -> str | None:
    """In the transaction of what a session waited for: what it waits for now."""
    session.flush()
    waits_for = next_wait(session, outside, person_id, code_given=True)
    wait_for(session, id_hash, waits_for)
    return waits_for
