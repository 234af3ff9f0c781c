"""Accounts, for those whose post it is to keep them; never by a token."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.actions.accounts.keep.create import create
from engine.actions.accounts.keep.leave import leave
from engine.actions.accounts.keep.lock import lock, unlock
from engine.actions.accounts.keep.reset import reset_password, reset_totp
from engine.questions.accounts.account_list import AccountList, account_list, without_account
from engine.questions.accounts.account_page import AccountPage, account_page
from engine.questions.accounts.reads import Reads, all_reads, reads_of_person
from web.api.nouns import Noun
from web.api.reading import said
from web.current import actor, outside

noun = Noun("accounts")


@dataclass(frozen=True, slots=True)
class Wanted:
    q: str = said("Names, logins, codes; without diacritics.", most=80, default="")


@dataclass(frozen=True, slots=True)
class NewAccount:
    login: str = said("Lower-case letters, digits, points.", most=80)
    person_id: UUID | None = said("Of the register; without it a new person.", default=None)
    full_name: str = said("Of a new person.", most=200, default="")


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """Shown this once; it must be changed at the first sign-in."""

    person_id: UUID
    password: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of the register who has no account."""

    person_id: UUID
    full_name: str
    posts: str


@noun.get("/accounts", "Accounts, by given name", who="session")
def found(query: Wanted) -> AccountList:
    """The first 200 of those that fit."""
    return account_list(outside(), actor(), query.q.strip())


@noun.get("/accounts/candidates", "Persons without an account", who="session")
def candidates(query: Wanted) -> tuple[Candidate, ...]:
    """The first twenty."""
    return tuple(Candidate(*each) for each in without_account(outside(), actor(), query.q.strip()))


@noun.post("/accounts", "Make an account", who="session")
def make(body: NewAccount) -> FirstPassword:
    """For a person of the register or a new one."""
    return FirstPassword(*create(outside(), actor(), body.login, body.person_id, body.full_name))


@noun.get("/accounts/<uuid:person_id>", "One account", who="session")
def one(person_id: UUID) -> AccountPage:
    """Posts and what they open, sessions, tokens, what was done, tasks."""
    return account_page(outside(), actor(), person_id)


@noun.post("/accounts/<uuid:person_id>/reset-password", "A new first password", who="session")
def new_password(person_id: UUID) -> FirstPassword:
    """Sessions and tokens end."""
    return FirstPassword(person_id, reset_password(outside(), actor(), person_id))


@noun.post("/accounts/<uuid:person_id>/lock", "Lock", who="session")
def lock_it(person_id: UUID) -> None:
    """No sign-in; sessions and tokens end."""
    lock(outside(), actor(), person_id)


@noun.post("/accounts/<uuid:person_id>/unlock", "Open again", who="session")
def unlock_it(person_id: UUID) -> None:
    """Tokens stay revoked."""
    unlock(outside(), actor(), person_id)


@noun.post("/accounts/<uuid:person_id>/reset-totp", "Take a second factor off", who="session")
def take_totp_off(person_id: UUID) -> None:
    """A lost telephone."""
    reset_totp(outside(), actor(), person_id)


@noun.post("/accounts/<uuid:person_id>/leave", "The person left the service", who="session")
def leaves(person_id: UUID) -> None:
    """Appointments, sessions and tokens end."""
    leave(outside(), actor(), person_id)


@noun.get("/accounts/<uuid:person_id>/reads", "What a person opened", who="session")
def reads_by(person_id: UUID, query: Wanted) -> Reads:
    """`q` finds a dossier's code."""
    return reads_of_person(outside(), actor(), person_id, query.q.strip())


@noun.get("/reads", "Who opened what", who="session")
def reads(query: Wanted) -> Reads:
    """Of everybody in the administrator's units."""
    return all_reads(outside(), actor(), query.q.strip())
