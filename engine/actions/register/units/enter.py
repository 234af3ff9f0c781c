"""A registrar enters a unit (đơn vị)."""

from __future__ import annotations

from uuid import UUID, uuid4

from engine.actions.actor import Actor
from engine.actions.register.office import changing
from engine.actions.register.units.told import UnitTold, columns_of
from engine.actions.register.wrong import Wrong
from engine.outside.outside import Outside
from engine.store.records import UnitRow
from engine.store.register_changes import enter


def enter_unit(outside: Outside, actor: Actor, told: UnitTold) -> UUID:
    """Its id. Raises NotYours; InvalidAnswers: a code in use, a term that runs backwards, a place
    in the tree that the law does not allow (Luật TCCQĐP 72/2025)."""
    with changing(outside, actor) as change:
        columns = columns_of(change.session, told, Wrong(), None)
        row = UnitRow(id=uuid4(), **columns)
        enter(change.session, row, change.by_id, change.now)
        return row.id
