"""A registrar enters an instrument with its lines, as a draft that gives nothing yet."""

from __future__ import annotations

from uuid import UUID, uuid4

from engine.actions.actor import Actor
from engine.actions.register.instruments.line_told import line_rows
from engine.actions.register.instruments.rules import judged, refuse_grave
from engine.actions.register.instruments.told import (
    InstrumentTold,
    instrument_columns,
    instrument_row,
)
from engine.actions.register.office import changing
from engine.actions.register.wrong import Wrong
from engine.outside.outside import Outside
from engine.store.register_changes import enter


def enter_instrument(outside: Outside, actor: Actor, told: InstrumentTold) -> UUID:
    """Its id. Raises NotYours; InvalidAnswers with everything that the law or the register has
    against it, a sentence for each, the fields of lines as `lines.2.to`; then nothing is stored."""
    with changing(outside, actor) as change:
        wrong = Wrong()
        columns = instrument_columns(change.session, told, wrong)
        wrong.refuse()
        act = instrument_row(uuid4(), columns, change.now)
        lines = line_rows(change.session, act, told.lines, wrong)
        wrong.refuse()
        refuse_grave(judged(change.session, act, lines, change.now))
        enter(change.session, act, change.by_id, change.now)
        for line in lines:
            enter(change.session, line, change.by_id, change.now)
        return act.id
