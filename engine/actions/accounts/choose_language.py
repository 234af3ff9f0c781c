"""A person chooses the language of their pages; the account remembers it for the next browser."""

from __future__ import annotations

from engine.actions.actor import Actor
from engine.outside.outside import Outside
from engine.store.accounts import account_of_person


def choose_language(outside: Outside, actor: Actor, language: str) -> None:
    """`language` is one that the pages know."""
    with outside.sessions.begin() as session:
        account = account_of_person(session, actor.person_id)
        if account is not None:
            account.language = language
