"""An instrument is revoked (bãi bỏ ủy quyền, thu hồi văn bản), for good."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.instruments.states import Grounds, change_state
from engine.core.authority.register import InstrumentState
from engine.outside.outside import Outside


def revoke(
    outside: Outside,
    actor: Actor,
    instrument_id: UUID,
    grounds: Grounds,
    seen: int | None = None,
) -> UUID:
    """Nobody acts under it from now on; its dossiers go where `on_end` says. One registrar is
    enough: taking back must not wait for a second one. What was signed before stays valid.

    Returns and raises as `states.change_state`.
    """
    return change_state(
        outside,
        actor,
        instrument_id,
        InstrumentState.REVOKED,
        after=(InstrumentState.IN_FORCE, InstrumentState.SUSPENDED),
        event="revoked",
        grounds=grounds,
        seen=seen,
    )
