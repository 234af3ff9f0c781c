"""A change of the register asks for the moves that follow from it."""

from __future__ import annotations

from uuid import UUID

from engine.actions.register.moves.foresee import foresee, reach_of_change, rows_of
from engine.actions.register.office import Change
from engine.core.authority_moves import Cause
from engine.core.register_change import RegisterChange
from engine.outside.outside import Outside
from engine.store.register_runs import Asked, keep_run


def ask_moves(
    outside: Outside,
    change: Change,
    of: RegisterChange,
    *,
    number: str | None = None,
    reason: str | None = None,
) -> UUID:
    """Foresee what `of` does to the open dossiers, and keep it as a run for the worker; its id.

    Call it inside `office.changing`, before the rows of the change are written. The change itself
    is effective with the commit, for every act asks by the register's epoch; the dossiers then
    move one by one. Nudge the queue after the commit.
    """
    session = change.session
    reach = reach_of_change(session, of)
    found = {
        each.dossier.id: rows_of(each.moves)
        for each in foresee(session, of, reach, outside.clock.now())
    }
    return keep_run(
        session,
        Asked(
            cause=Cause(of.kind, of.record_id, number),
            at=of.at,
            asked_at=change.now,
            by_id=change.by_id,
            reason=reason,
            reach=reach,
            foreseen=found,
        ),
    )
