"""A registrar corrects what was entered of a seat."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.keepers import require_a_keeper
from engine.actions.register.office import changing
from engine.actions.register.positions.told import PositionTold, columns_of, position_known
from engine.actions.register.wrong import Wrong
from engine.outside.outside import Outside
from engine.store.register_changes import correct


def correct_position(
    outside: Outside,
    actor: Actor,
    position_id: UUID,
    told: PositionTold,
    reason: str,
    seen: int | None,
) -> None:
    """A new row; `seen` is the row that the page showed. Raises NotYours, NotFound, AlreadyDone;
    InvalidAnswers as when it is entered, without a reason, and for an end before its posts'."""
    with changing(outside, actor) as change:
        former, wrong = position_known(change.session, position_id), Wrong()
        why = wrong.reason(reason)
        columns = columns_of(change.session, told, wrong, position_id)
        correct(change.session, former, change.by_id, change.now, reason=why, seen=seen, **columns)
        require_a_keeper(change.session, change.now)
