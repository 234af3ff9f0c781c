"""Who may use a power of authority in a dossier at hand: where it is, or where it came back to.

A delegate whose delegation has ended leaves the step to whoever `on_end` names
(`engine.core.authority.on_end`); the form and the seal follow the power.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.core.authority.may_act import closest_refusal, mandates
from engine.core.authority.on_end import ended_delegation
from engine.core.authority.register import OnEnd, Power, Refusal, Register
from engine.core.dossier import Dossier, Surroundings
from engine.say import say

_RETURNED = "returned:"


@dataclass(frozen=True, slots=True)
class Competent:
    """`ids` are positions or persons of `unit_id`; where there are none, `gap` says why.
    `frozen`: the step stays with those who had it, and waits."""

    unit_id: UUID
    ids: tuple[UUID, ...]
    gap: Refusal | None = None
    frozen: bool = False

    @property
    def incident(self) -> str | None:
        """The gap as the step's incident tells it, and what to do."""
        if self.gap is None:
            return None
        if self.frozen:
            return say(
                "Việc được giữ nguyên, chưa ai được làm: %(why)s Thời hạn giải quyết vẫn tính; "
                "cần khôi phục hoặc thay văn bản.",
                why=self.gap.says,
            )
        return say(
            "Chưa có ai làm được bước này: %(why)s Cần phân công, ủy quyền hoặc bổ nhiệm.",
            why=self.gap.says,
        )


def returned(party: str) -> str:
    """The name in `Dossier.parties` of the unit to which the decisions of this party came back."""
    return f"{_RETURNED}{party}"


def competent(
    dossier: Dossier,
    around: Surroundings,
    facts: Mapping[str, Any],
    now: datetime,
    power: Power,
    unit_id: UUID,
) -> Competent:
    """Who may use the power for this unit, or for the one that had delegated it to the unit."""
    register, procedure = around.register, dossier.bundle.procedure.code_or_slug

    def asked(unit: UUID) -> Competent:
        about = (facts, around.involvement, dossier.received_at)
        found = mandates(register, power, procedure, unit, now, *about)
        ids = dict.fromkeys(_holder(register, m.person_id, m.position_id) for m in found)
        gap = None if ids else closest_refusal(register, power, procedure, unit, now, *about)
        return Competent(unit, tuple(ids), gap)

    here = asked(unit_id)
    if here.ids:
        return here
    ended = ended_delegation(register, power, procedure, unit_id, now)
    if ended is None or ended.on_end is OnEnd.FINISH_STARTED:
        return here
    if ended.on_end is OnEnd.FREEZE:
        return Competent(unit_id, (), here.gap, frozen=True)
    return asked(ended.delegator_id)


def _holder(register: Register, person_id: UUID, position_id: UUID) -> UUID:
    """A grant to a named person is asked of the person; all else of the seat."""
    named = any(g.to_person_id == person_id for g in register.grants)
    return person_id if named else position_id
