"""Who may be asked to do a task: the holders of an opened wait.

For a power of authority (decide, sign) the holders are the positions, or the named persons, that
the register gives a mandate; for everything else the positions of the unit that carry the role,
without those who have no part in this dossier.
Nobody is an answer, too: it becomes an incident that names the gap, never a silent wait.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.core.authority.force import force_of_grant
from engine.core.authority.register import (
    AUTHORITY_POWERS,
    GrantKind,
    Power,
    Rank,
    Refusal,
    Register,
)
from engine.core.competent import competent, returned
from engine.core.dossier import Bundle, Dossier, Surroundings
from engine.core.procedure import attributes_of
from engine.core.seats import seats_of
from engine.core.uninvolved import judges, uninvolved
from engine.say import in_vietnamese


@dataclass(frozen=True, slots=True)
class Holders:
    """`ids` are positions or persons; `incident` says in one sentence why there are none.

    For a power of authority `gap` is the register's own refusal, and `frozen` says that the step
    stays with those who had it until the register says more.
    """

    unit_id: UUID
    ids: tuple[UUID, ...]
    incident: str | None = None
    gap: Refusal | None = None
    frozen: bool = False


ACCOUNTABLE = "accountable"
"""The role of the one officer who is accountable for the dossier, whoever that is."""


COVERED = frozenset({Power.RECEIVE, Power.APPRAISE})
"""Powers whose work a colleague may do while the holder of the seat is away."""


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


def units_using(
    bundle: Bundle, parties: Mapping[str, UUID], powers: Collection[Power]
) -> frozenset[tuple[Power, UUID]]:
    """The powers, of these, that steps of the diagrams ask for, each with the unit in which."""
    found = set()
    for element in bundle.compiled.elements.values():
        attributes = attributes_of(bundle.procedure, element)
        power = attributes.get("power")
        if power is not None and power in powers:
            _, _, party = attributes.get("performer", "").partition("@")
            found.add((Power(power), parties[party or "resolving"]))
    return frozenset(found)


def issuer_of(dossier: Dossier, performer: str) -> UUID:
    """The unit in whose name the performer's party signs and seals now: its own, or the one that
    had delegated to it, once the decision came back there. Raises PartyUnknown."""
    nominal, (_, _, party) = unit_of(dossier, performer), performer.partition("@")
    return dossier.parties.get(returned(party or "resolving"), nominal)


@in_vietnamese()
def holders(
    dossier: Dossier,
    around: Surroundings,
    facts: Mapping[str, Any],
    now: datetime,
    *,
    performer: str,
    power: str | None,
    at_unit: UUID | None = None,
) -> Holders:
    """Find who may be asked now. `at_unit`: where an open task stands that needs no power of
    authority; a new one opens in the performer's unit. Raises PartyUnknown."""
    role = performer.partition("@")[0]
    if power is not None and Power(power) in AUTHORITY_POWERS:
        unit_id = unit_of(dossier, performer)
        who = competent(dossier, around, facts, now, Power(power), unit_id)
        return Holders(who.unit_id, who.ids, who.incident, who.gap, who.frozen)
    unit_id = at_unit or (issuer_of if power == Power.SEAL else unit_of)(dossier, performer)
    if role == ACCOUNTABLE:
        found = _accountable(dossier, around.register, unit_id, now)
    else:
        found = seats_with_role(around.register, unit_id, role, now)
        found = (*found, *covering(around.register, found, power, now))
    gap = no_seat(role)
    if found and judges(power):
        found = uninvolved(around.register, found, around.involvement, now)
        gap = nobody_free(role)
    return Holders(unit_id, found, None if found else gap)


def _accountable(
    dossier: Dossier, register: Register, unit_id: UUID, now: datetime
) -> tuple[UUID, ...]:
    """The accountable officer; where there is none (any more), the heads of the unit."""
    person = dossier.accountable_id
    if person is not None and any(
        register.positions[seat].unit_id == unit_id
        for seat in seats_of(register, person, now)
        if seat in register.positions
    ):
        return (person,)
    return tuple(
        p.id
        for p in register.positions.values()
        if p.unit_id == unit_id and p.rank is Rank.HEAD and p.period.holds(now)
    )


def seats_with_role(
    register: Register, unit_id: UUID, role: str, now: datetime
) -> tuple[UUID, ...]:
    """The seats of the unit that carry the role now."""
    return tuple(
        p.id
        for p in register.positions.values()
        if p.unit_id == unit_id and role in p.roles and p.period.holds(now)
    )


def covering(
    register: Register, seats: tuple[UUID, ...], power: str | None, now: datetime
) -> tuple[UUID, ...]:
    """The seats that cover an absence from one of these (xử lý thay) for this power.

    A house rule that routes work: no step without a power, so no place in a council, and nothing
    that is signed or sealed, is ever reached by it.
    """
    if power not in COVERED:
        return ()
    found = dict.fromkeys(
        grant.to_position_id
        for grant in register.grants
        if grant.from_position_id in seats
        and power in grant.powers
        and grant.to_position_id not in seats
        and register.instruments[grant.instrument_id].kind is GrantKind.ABSENCE_COVER
        and force_of_grant(register, grant, now) is not None
    )
    return tuple(each for each in found if each is not None)


def no_seat(role: str) -> str:
    """The gap in words."""
    return f"Đơn vị chưa có vị trí nào đảm nhiệm vai trò “{role}”; cần bổ sung vị trí."


def nobody_free(role: str) -> str:
    """The gap where seats are there, but nobody on them may have a part in the dossier."""
    return (
        f"Những người đảm nhiệm vai trò “{role}” đều là người nộp hồ sơ hoặc đã khai báo xung đột "
        "lợi ích; cần phân công người khác."
    )
