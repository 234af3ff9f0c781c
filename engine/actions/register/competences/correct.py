"""A registrar corrects what was entered of a competence."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.competences.told import CompetenceTold, columns_of, competence_known
from engine.actions.register.office import changing
from engine.actions.register.wrong import Wrong
from engine.outside.outside import Outside
from engine.store.register_changes import correct


def correct_competence(
    outside: Outside,
    actor: Actor,
    competence_id: UUID,
    told: CompetenceTold,
    reason: str,
    seen: int | None,
) -> None:
    """A new row; `seen` is the row that the page showed. Raises NotYours, NotFound, AlreadyDone;
    InvalidAnswers as when it is entered, and without a reason."""
    with changing(outside, actor) as change:
        former, wrong = competence_known(change.session, competence_id), Wrong()
        why = wrong.reason(reason)
        columns = columns_of(change.session, told, wrong, competence_id)
        correct(change.session, former, change.by_id, change.now, reason=why, seen=seen, **columns)
