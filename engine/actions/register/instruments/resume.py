"""A suspended instrument is in force again (khôi phục)."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.instruments.states import Grounds, change_state
from engine.core.authority.register import InstrumentState
from engine.errors import NotYours
from engine.outside.outside import Outside
from engine.say import say
from engine.store.records import InstrumentRow
from engine.store.register_changes import who_entered


def resume(
    outside: Outside,
    actor: Actor,
    instrument_id: UUID,
    grounds: Grounds,
    seen: int | None = None,
) -> UUID:
    """Power is given again, so that it takes another registrar than the one who entered it.

    Returns and raises as `states.change_state`; NotYours for who entered it, too.
    """
    with outside.sessions.begin() as session:
        if who_entered(session, InstrumentRow, instrument_id) == actor.person_id:
            raise NotYours(
                say("Người nhập văn bản không được tự khôi phục; cần người quản trị khác.")
            )
    return change_state(
        outside,
        actor,
        instrument_id,
        InstrumentState.IN_FORCE,
        after=(InstrumentState.SUSPENDED,),
        event="resumed",
        grounds=grounds,
        seen=seen,
    )
