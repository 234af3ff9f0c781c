"""A seat ends on a day, when nobody sits on it any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.office import changing
from engine.actions.register.positions.told import columns_of, position_known, told_of
from engine.actions.register.wrong import TO, Wrong
from engine.outside.outside import Outside
from engine.say import say
from engine.store.register_changes import correct


def end_position(
    outside: Outside, actor: Actor, position_id: UUID, last: date | None, reason: str
) -> None:
    """`last` is its last day. Raises NotYours, NotFound; InvalidAnswers without day or reason, for
    a day before it began, and while somebody is appointed to it."""
    with changing(outside, actor) as change:
        former, wrong = position_known(change.session, position_id), Wrong()
        why = wrong.reason(reason)
        if last is None:
            wrong.add(TO, say("Hãy ghi ngày cuối cùng."))
        told = replace(told_of(former), valid_to=last)
        columns = columns_of(change.session, told, wrong, position_id)
        correct(
            change.session,
            former,
            change.by_id,
            change.now,
            kind="ended",
            reason=why,
            valid_to=columns["valid_to"],
        )
