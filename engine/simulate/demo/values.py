"""What the files of the demonstration's agencies tell, as plain values.

Every name of a person is made up, every identifier begins with a province code that does not
exist; what is real is the shape of the agencies and of their decisions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from engine.core.authority.register import GrantKind, Power, Rank
from engine.core.authority.unit_kinds import UnitKind
from engine.core.vietnamese import LOCAL

BEGINNING = datetime(2025, 7, 1, tzinfo=LOCAL)
"""When the agencies began: 1 July 2025, the day of the two-level government."""


def demo_id(name: str) -> UUID:
    """Stable ids, so that a demo seeded twice is the same demo."""
    return uuid5(NAMESPACE_URL, f"urn:trinhky:demo:{name}")


@dataclass(frozen=True, slots=True)
class Agency:
    """A unit of the demonstration; other records name it by `key`."""

    key: str
    code: str
    kind: UnitKind
    name: str
    parent: str | None
    collective: str | None
    abbreviation: str
    place: str

    @property
    def id(self) -> UUID:
        return demo_id(f"unit:{self.key}")

    @property
    def identifier(self) -> str:
        """Subject identifier of the agency's seal (ETSI EN 319 412-1 shape); names its key."""
        return f"GOVVN-{self.code}"


@dataclass(frozen=True, slots=True)
class Seat:
    """A position with the person on it. `login` is the account."""

    login: str
    unit: str
    full_name: str
    title: str
    rank: Rank
    roles: tuple[str, ...]
    powers: tuple[Power, ...]
    says: str
    """What the account is for, in the table that the demo prints."""
    given_identity: str | None
    assists: str | None = None
    """Login of the signer whose queue this seat arranges."""

    @property
    def identity(self) -> str:
        """What the person's certificate carries as serialNumber; names the key."""
        digits = int.from_bytes(hashlib.sha256(self.login.encode()).digest()[:6]) % 10**9
        return self.given_identity or f"PNOVN-000{digits:09d}"

    @property
    def person_id(self) -> UUID:
        return demo_id(f"person:{self.login}")

    @property
    def position_id(self) -> UUID:
        return demo_id(f"position:{self.login}")

    @property
    def unit_id(self) -> UUID:
        return demo_id(f"unit:{self.unit}")


@dataclass(frozen=True, slots=True)
class CompetenceTold:
    """By law, this seat, or the collective that it heads, decides this procedure."""

    key: str
    procedure: str
    unit: str
    seat: str
    collective: bool
    powers: tuple[Power, ...]
    legal_basis: str
    begins: datetime


@dataclass(frozen=True, slots=True)
class GrantTold:
    """A line of an instrument. `to` is a login, or the key of a unit."""

    giver: str
    to: str
    procedures: tuple[str, ...] | None
    powers: tuple[Power, ...]
    scope: str | None


@dataclass(frozen=True, slots=True)
class InstrumentTold:
    """A written act that grants, in force from `begins` until before `ends`."""

    key: str
    number: str
    issued: datetime
    kind: GrantKind
    issuer: str
    legal_basis: str
    begins: datetime
    ends: datetime | None
    deputies_may_sign: bool
    grants: tuple[GrantTold, ...]

    @property
    def id(self) -> UUID:
        return demo_id(f"instrument:{self.key}")


@dataclass(frozen=True, slots=True)
class BindingTold:
    """Which unit resolves a shipped procedure, with which other units, under which instrument."""

    slug: str
    unit: str
    parties: Mapping[str, str]
    instrument: str | None


@dataclass(frozen=True, slots=True)
class Demo:
    """All files together; every name in it leads somewhere."""

    units: tuple[Agency, ...]
    seats: tuple[Seat, ...]
    competences: tuple[CompetenceTold, ...]
    instruments: tuple[InstrumentTold, ...]
    bindings: tuple[BindingTold, ...]

    def unit(self, key: str) -> Agency:
        """The unit of this key. Raises StopIteration for a name that is none."""
        return next(unit for unit in self.units if unit.key == key)

    def seat(self, login: str) -> Seat:
        """The seat of this account. Raises StopIteration for a name that is none."""
        return next(seat for seat in self.seats if seat.login == login)

    def seats_of(self, unit: Agency) -> tuple[Seat, ...]:
        """The seats of a unit, in the order of its file."""
        return tuple(seat for seat in self.seats if seat.unit == unit.key)

    def sealing(self) -> tuple[Agency, ...]:
        """The units that have somebody to seal, and so a key and a seal of their own."""
        having = {seat.unit for seat in self.seats if Power.SEAL in seat.powers}
        return tuple(unit for unit in self.units if unit.key in having)
