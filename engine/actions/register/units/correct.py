"""A registrar corrects what was entered of a unit; a change of name on a day is no correction, but
a reorganisation (`engine.actions.register.reorganisations`)."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.office import changing
from engine.actions.register.units.told import UnitTold, columns_of, unit_known
from engine.actions.register.wrong import Wrong
from engine.outside.outside import Outside
from engine.store.register_changes import correct


def correct_unit(
    outside: Outside, actor: Actor, unit_id: UUID, told: UnitTold, reason: str, seen: int | None
) -> None:
    """A new row; `seen` is the row that the page showed. Raises NotYours, NotFound, AlreadyDone;
    InvalidAnswers as when it is entered, for a parent under itself, and without a reason."""
    with changing(outside, actor) as change:
        former, wrong = unit_known(change.session, unit_id), Wrong()
        why = wrong.reason(reason)
        columns = columns_of(change.session, told, wrong, unit_id)
        correct(change.session, former, change.by_id, change.now, reason=why, seen=seen, **columns)
