"""Where nobody may, from when, and why; and where the same is given twice.

Pure: the register is asked at every moment at which something of the slice begins or ends; between
two of them no answer changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from uuid import UUID

from engine.core.authority.force import stretches_of_grant
from engine.core.authority.may_act import why_nobody
from engine.core.authority.register import (
    AUTHORITY_POWERS,
    TO_ANOTHER_BODY,
    Grant,
    GrantKind,
    Period,
    Power,
    Refusal,
    Register,
)
from engine.core.authority.verdict import is_whole

_GIVES_THE_POWER = TO_ANOTHER_BODY | {GrantKind.COMMUNE_DELEGATION}


@dataclass(frozen=True, slots=True)
class Gap:
    """Nobody may in the unit from `begins` on; `ends` None: at least to the end of what was looked
    at. `refusal` says why at its beginning, and names the record that ended or is missing."""

    power: Power
    procedure: str
    unit_id: UUID
    begins: datetime
    ends: datetime | None
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Overlap:
    """The giver gave the same procedure twice with the same scope, to two delegates or to one;
    `both` is when both hold."""

    procedure: str
    first: Grant
    second: Grant
    both: Period

    @property
    def two_delegates(self) -> bool:
        """Whether two bodies have it, between which the desk chooses; else it is a repetition."""
        return _hands(self.first) != _hands(self.second)


def gaps(
    register: Register,
    power: Power,
    procedure: str,
    unit_id: UUID,
    begins: datetime,
    ends: datetime,
) -> tuple[Gap, ...]:
    """In order. Conditions of grants are left out: there is no dossier that could meet them."""
    found: list[Gap] = []
    since: tuple[datetime, Refusal] | None = None
    for at in _moments(register, begins, ends):
        refusal = why_nobody(register, power, procedure, unit_id, at)
        if refusal is not None and since is None:
            since = at, refusal
        elif refusal is None and since is not None:
            found.append(Gap(power, procedure, unit_id, since[0], at, since[1]))
            since = None
    if since is not None:
        found.append(Gap(power, procedure, unit_id, since[0], None, since[1]))
    return tuple(found)


def overlaps(
    register: Register,
    procedure: str,
    begins: datetime,
    ends: datetime,
) -> tuple[Overlap, ...]:
    """Of a power of authority to other bodies and to named persons; assignments of deputies may
    stand side by side."""
    asked = Period(begins, ends)
    given = [
        (grant, force)
        for grant in sorted(register.grants, key=lambda each: each.id)
        if is_whole(register, grant)
        and register.instruments[grant.instrument_id].kind in _GIVES_THE_POWER
        and (grant.procedures is None or procedure in grant.procedures)
        for force in stretches_of_grant(register, grant)
    ]
    found = []
    for (first, one), (second, other) in combinations(given, 2):
        same = (
            first.id != second.id
            and first.from_position_id == second.from_position_id
            and first.scope == second.scope
            and not first.powers.isdisjoint(second.powers & AUTHORITY_POWERS)
        )
        both = _common(one, other)
        if same and both is not None and _common(both, asked) is not None:
            found.append(Overlap(procedure, first, second, both))
    return tuple(found)


def _hands(grant: Grant) -> tuple[UUID | None, ...]:
    return (grant.to_position_id, grant.to_unit_id, grant.to_person_id)


def _common(one: Period, other: Period) -> Period | None:
    ends = min((p.valid_to for p in (one, other) if p.valid_to is not None), default=None)
    begins = max(one.valid_from, other.valid_from)
    return None if ends is not None and ends <= begins else Period(begins, ends)


def _moments(register: Register, begins: datetime, ends: datetime) -> list[datetime]:
    """Where an answer can change: the beginning, and what begins or ends before the end."""
    within = {each for each in _edges(register) if begins < each < ends}
    return [begins, *sorted(within)]


def _edges(register: Register) -> Iterator[datetime]:
    periods = [
        *(each.period for each in register.units.values()),
        *(each.period for each in register.positions.values()),
        *(each.period for each in register.appointments),
        *(each.period for each in register.competences),
        *(each.period for each in register.instruments.values()),
        *(each.period for each in register.grants if each.period is not None),
    ]
    for period in periods:
        yield period.valid_from
        if period.valid_to is not None:
            yield period.valid_to
    for instrument in register.instruments.values():
        yield instrument.state_since
        yield from (since for _, since in instrument.earlier)
