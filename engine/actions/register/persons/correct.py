"""A registrar corrects a person's name, identity or qualifications."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.office import changing
from engine.actions.register.persons.told import PersonTold, columns_of, person_known
from engine.actions.register.wrong import Wrong
from engine.outside.outside import Outside
from engine.store.register_changes import correct


def correct_person(
    outside: Outside, actor: Actor, person_id: UUID, told: PersonTold, reason: str, seen: int | None
) -> None:
    """A new row; `seen` is the row that the page showed. Raises NotYours, NotFound, AlreadyDone;
    InvalidAnswers without a name or a reason, and for an identity that somebody else has."""
    with changing(outside, actor) as change:
        former, wrong = person_known(change.session, person_id), Wrong()
        why = wrong.reason(reason)
        columns = columns_of(change.session, told, wrong, person_id)
        correct(change.session, former, change.by_id, change.now, reason=why, seen=seen, **columns)
