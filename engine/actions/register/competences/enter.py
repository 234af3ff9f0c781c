"""A registrar enters what the law says: who decides a procedure."""

from __future__ import annotations

from uuid import UUID, uuid4

from engine.actions.actor import Actor
from engine.actions.register.competences.told import CompetenceTold, columns_of
from engine.actions.register.office import changing
from engine.actions.register.wrong import Wrong
from engine.outside.outside import Outside
from engine.store.records import CompetenceRow
from engine.store.register_changes import enter


def enter_competence(outside: Outside, actor: Actor, told: CompetenceTold) -> UUID:
    """Its id; effective at once. Raises NotYours; InvalidAnswers: an unknown procedure or seat, no
    legal basis, a term that runs backwards or lies over one that is known."""
    with changing(outside, actor) as change:
        columns = columns_of(change.session, told, Wrong(), None)
        row = CompetenceRow(id=uuid4(), **columns)
        enter(change.session, row, change.by_id, change.now)
        return row.id
