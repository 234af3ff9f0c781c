"""Is there anybody, and until when? Asked before there is a dossier."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from engine.core.authority.may_act import mandates, why_nobody
from engine.core.authority.register import Power, Refusal, Register


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody may; `until` is the last end of all their mandates, None for open."""

    until: datetime | None


def competent_until(
    register: Register, power: Power, procedure: str, unit: UUID, at: datetime
) -> Somebody | Refusal:
    """Ask at the publication of a diagram. Conditions of grants are left out, for there are no
    answers yet; an instrument that only begins later counts for nothing."""
    refusal = why_nobody(register, power, procedure, unit, at)
    if refusal is not None:
        return refusal
    unconditional = replace(
        register, grants=tuple(replace(grant, scope=None) for grant in register.grants)
    )
    ends = [m.valid_to for m in mandates(unconditional, power, procedure, unit, at, {})]
    return Somebody(None if None in ends else max(end for end in ends if end is not None))
