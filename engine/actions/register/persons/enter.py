"""A registrar enters a person, who may then be appointed."""

from __future__ import annotations

from uuid import UUID, uuid4

from engine.actions.actor import Actor
from engine.actions.register.office import changing
from engine.actions.register.persons.told import PersonTold, columns_of
from engine.actions.register.wrong import Wrong
from engine.outside.outside import Outside
from engine.store.records import PersonRow
from engine.store.register_changes import enter


def enter_person(outside: Outside, actor: Actor, told: PersonTold) -> UUID:
    """Their id; an account is made under Tài khoản. Raises NotYours; InvalidAnswers: no name, an
    identity that somebody else has."""
    with changing(outside, actor) as change:
        row = PersonRow(id=uuid4(), **columns_of(change.session, told, Wrong(), None))
        enter(change.session, row, change.by_id, change.now)
        return row.id
