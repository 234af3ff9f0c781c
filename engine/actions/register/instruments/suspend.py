"""An instrument is suspended (tạm ngưng) until it is resumed or revoked."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.instruments.states import Grounds, change_state
from engine.core.authority.register import InstrumentState
from engine.outside.outside import Outside


def suspend(
    outside: Outside,
    actor: Actor,
    instrument_id: UUID,
    grounds: Grounds,
    seen: int | None = None,
) -> UUID:
    """Nobody acts under it meanwhile, on started dossiers neither. One registrar is enough.

    Returns and raises as `states.change_state`.
    """
    return change_state(
        outside,
        actor,
        instrument_id,
        InstrumentState.SUSPENDED,
        after=(InstrumentState.IN_FORCE,),
        event="suspended",
        grounds=grounds,
        seen=seen,
    )
