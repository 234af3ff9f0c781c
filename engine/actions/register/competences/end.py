"""The law changed: a competence ends on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.competences.told import columns_of, competence_known, told_of
from engine.actions.register.office import changing
from engine.actions.register.wrong import TO, Wrong
from engine.outside.outside import Outside
from engine.say import say
from engine.store.register_changes import correct


def end_competence(
    outside: Outside, actor: Actor, competence_id: UUID, last: date | None, reason: str
) -> None:
    """`last` is its last day. Raises NotYours, NotFound; InvalidAnswers without day or reason, and
    for a day before it began."""
    with changing(outside, actor) as change:
        former, wrong = competence_known(change.session, competence_id), Wrong()
        why = wrong.reason(reason)
        if last is None:
            wrong.add(TO, say("Hãy ghi ngày cuối cùng."))
        told = replace(told_of(former), valid_to=last)
        columns = columns_of(change.session, told, wrong, competence_id)
        correct(
            change.session,
            former,
            change.by_id,
            change.now,
            kind="ended",
            reason=why,
            valid_to=columns["valid_to"],
        )
