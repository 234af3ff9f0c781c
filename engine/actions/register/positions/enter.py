"""A registrar enters a seat (vị trí, chức vụ) of a unit."""

from __future__ import annotations

from uuid import UUID, uuid4

from engine.actions.actor import Actor
from engine.actions.register.office import changing
from engine.actions.register.positions.told import PositionTold, columns_of
from engine.actions.register.wrong import Wrong
from engine.outside.outside import Outside
from engine.store.records import PositionRow
from engine.store.register_changes import enter


def enter_position(outside: Outside, actor: Actor, told: PositionTold) -> UUID:
    """Its id. Raises NotYours; InvalidAnswers: a unit that has ended or has not begun, a power
    that no seat carries by itself, a term that runs backwards."""
    with changing(outside, actor) as change:
        columns = columns_of(change.session, told, Wrong(), None)
        row = PositionRow(id=uuid4(), **columns)
        enter(change.session, row, change.by_id, change.now)
        return row.id
