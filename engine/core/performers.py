"""Who may be asked to do a task: the holders of an opened wait.

For a power of authority (decide, sign) the holders are the positions, or the named persons, that
the register gives a mandate; for everything else the positions of the unit that carry the role.
Nobody is an answer, too: it becomes an incident that names the gap, never a silent wait.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.core.authority.may_act import mandates
from engine.core.authority.register import AUTHORITY_POWERS, Power, Register
from engine.core.dossier import Dossier, Surroundings


@dataclass(frozen=True, slots=True)
class Holders:
    """`ids` are positions or persons; `incident` says in one sentence why there are none."""

    unit_id: UUID
    ids: tuple[UUID, ...]
    incident: str | None = None


NOBODY = (
    "Chưa có ai có thẩm quyền ký thủ tục này tại đơn vị vào lúc này; "
    "cần bổ sung phân công hoặc bổ nhiệm."
)


class PartyUnknown(Exception):
    """The diagram names a party after "@" that this dossier does not have."""

    def __init__(self, performer: str) -> None:
        super().__init__(f"performer {performer!r} names a party this dossier does not have")


def unit_of(dossier: Dossier, performer: str) -> UUID:
    """The unit that a performer ("role" or "role@party") works in. Raises PartyUnknown."""
    _, _, party = performer.partition("@")
    try:
        return dossier.parties[party or "resolving"]
    except KeyError:
        raise PartyUnknown(performer) from None


def holders(
    dossier: Dossier,
    around: Surroundings,
    facts: Mapping[str, Any],
    now: datetime,
    *,
    performer: str,
    power: str | None,
) -> Holders:
    """Find who may be asked now. Raises PartyUnknown."""
    unit_id = unit_of(dossier, performer)
    role = performer.partition("@")[0]
    if power is not None and Power(power) in AUTHORITY_POWERS:
        procedure = dossier.bundle.procedure.code_or_slug
        answers = mandates(
            around.register,
            Power(power),
            procedure,
            unit_id,
            now,
            facts,
            involvement=around.involvement,
        )
        found = tuple(
            dict.fromkeys(_holder(around.register, m.person_id, m.position_id) for m in answers)
        )
        gap = NOBODY
    else:
        found = tuple(
            p.id
            for p in around.register.positions.values()
            if p.unit_id == unit_id and role in p.roles and p.period.holds(now)
        )
        gap = f"Đơn vị chưa có vị trí nào đảm nhiệm vai trò “{role}”; cần bổ sung vị trí."
    return Holders(unit_id, found, None if found else gap)


def _holder(register: Register, person_id: UUID, position_id: UUID) -> UUID:
    """A grant to a named person is asked of the person; all else of the seat."""
    named = any(g.to_person_id == person_id for g in register.grants)
    return person_id if named else position_id
