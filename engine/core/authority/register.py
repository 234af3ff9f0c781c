"""The records of the register of authority, as plain values.

`Register` is a frozen slice: the records that touch one procedure and one unit, as known at
`known_at`, with the epoch of the register at that moment. It is read beforehand (`engine.store`)
and passed in, so that every rule here is a pure function.

Two times everywhere. *Valid time* (`valid_from` inclusive, `valid_to` exclusive, None = open)
says when a record holds in the world; *recorded time* says when the register knew it, and has
already been applied when a slice is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Power(StrEnum):
    """What a person may do in a procedure. `decide` signs the result, `sign` other papers."""

    RECEIVE = "receive"
    APPRAISE = "appraise"
    DECIDE = "decide"
    SIGN = "sign"
    SEAL = "seal"


#: Powers that need a mandate from law or an instrument. The others go with the seat.
AUTHORITY_POWERS = frozenset({Power.DECIDE, Power.SIGN})


class Rank(StrEnum):
    HEAD = "head"
    DEPUTY = "deputy"
    STAFF = "staff"


class GrantKind(StrEnum):
    """The kinds of grant, never mixed; the law stands beside each."""

    DEVOLUTION = "devolution"  # phân cấp, Luật TCCQĐP 72/2025 Art 13
    DELEGATION = "delegation"  # ủy quyền between organisations, Luật TCCQĐP Art 14
    SIGNING_DELEGATION = "signing_delegation"  # thừa ủy quyền, NĐ 30/2020 Art 13.3
    BY_ORDER = "by_order"  # thừa lệnh, NĐ 30/2020 Art 13.4
    DEPUTY = "deputy"  # ký thay, NĐ 30/2020 Art 13.1
    DEPUTY_IN_CHARGE = "deputy_in_charge"  # giao phụ trách, the head's seat empty, Art 13.1
    COMMUNE_DELEGATION = "commune_delegation"  # chairman → named civil servant, Art 14
    ABSENCE_COVER = "absence_cover"  # house rule: routes work, never gives a power to sign


#: Kinds that move the competence to another body, which then acts in its own name.
TO_ANOTHER_BODY = frozenset({GrantKind.DEVOLUTION, GrantKind.DELEGATION})


class InstrumentState(StrEnum):
    """`expired` is derived from `valid_to`, never stored."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class OnEnd(StrEnum):
    """What becomes of the dossiers under way when an instrument ends (AUTHORITY.md §5); the rules
    are in `engine.core.authority.on_end`."""

    FINISH_STARTED = "finish_started"
    RETURN_TO_DELEGATOR = "return_to_delegator"
    FREEZE = "freeze"


@dataclass(frozen=True, slots=True)
class Period:
    """From inclusive, to exclusive; None is open on that side."""

    valid_from: datetime
    valid_to: datetime | None = None

    def holds(self, at: datetime) -> bool:
        return self.valid_from <= at and (self.valid_to is None or at < self.valid_to)


@dataclass(frozen=True, slots=True)
class Unit:
    id: UUID
    code: str
    """Identifier code of the agency (mã định danh điện tử)."""
    name: str
    parent_id: UUID | None
    collective_name: str | None
    """Name of the collective that decides, as printed after TM. ("ỦY BAN NHÂN DÂN"), if any."""
    period: Period
    abbreviation: str | None = None
    """Its part of the symbol of its documents ("UBND" in 07/BS-UBND)."""


@dataclass(frozen=True, slots=True)
class Position:
    """A seat in a unit. Authority belongs to positions, not to people."""

    id: UUID
    unit_id: UUID
    title: str
    """As printed in the signature block, in sentence case ("Phó Chủ tịch")."""
    rank: Rank
    roles: frozenset[str]
    """Roles that diagrams name in `trinhky:performer` ("one_stop", "van_thu", "leader")."""
    powers: frozenset[Power]
    """Powers that go with the seat by the working regulation (receive, appraise, seal)."""
    period: Period


@dataclass(frozen=True, slots=True)
class Person:
    id: UUID
    full_name: str
    identity: str | None
    """Identifier that the person's certificate carries (subject serialNumber)."""
    qualifications: frozenset[str] = frozenset()
    """What a grant to a named person may ask for ("Cử nhân luật")."""


@dataclass(frozen=True, slots=True)
class Appointment:
    id: UUID
    person_id: UUID
    position_id: UUID
    acting: bool
    """True for Q. (quyền)."""
    period: Period


@dataclass(frozen=True, slots=True)
class Competence:
    """By law, this position, or the collective it heads, decides this procedure in this unit."""

    id: UUID
    procedure: str
    unit_id: UUID
    position_id: UUID
    collective: bool
    """True when the law names the collective (UBND): the block opens with TM."""
    powers: frozenset[Power]
    legal_basis: str
    period: Period


@dataclass(frozen=True, slots=True)
class Instrument:
    """The written act that grants. Never deleted; superseded, suspended or revoked."""

    id: UUID
    number: str
    issued_on: datetime
    kind: GrantKind
    issuer_position_id: UUID
    legal_basis: str
    file_sha256: str | None
    state: InstrumentState
    state_since: datetime
    exclusive: bool
    deputies_may_sign: bool
    """Whether a deputy of the delegate may sign KT. for the delegate (usually yes)."""
    on_end: str
    """What becomes of what is under way (`OnEnd`)."""
    supersedes_id: UUID | None
    period: Period
    earlier: tuple[tuple[InstrumentState, datetime], ...] = ()
    """The states before this one with their `state_since`, in the order in which they were
    recorded: what was suspended once and resumed was in force before, and in between it was not."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One line of an instrument. Exactly one of the three targets is set."""

    id: UUID
    instrument_id: UUID
    from_position_id: UUID
    to_position_id: UUID | None
    to_unit_id: UUID | None
    to_person_id: UUID | None
    qualification: str | None
    """What the named person must have; None = nothing. Only for grants to persons."""
    procedures: frozenset[str] | None
    """Procedure codes; None = every procedure for which the grantor is competent."""
    powers: frozenset[Power]
    scope: str | None
    """A condition in the one expression language over the dossier's facts; None = no condition."""
    period: Period | None = None
    """A term of its own within its instrument's; None = as long as the instrument."""


@dataclass(frozen=True, slots=True)
class Register:
    """A frozen slice of the register. Build it with `Register(...)`; look-ups are by id."""

    epoch: int
    known_at: datetime
    units: Mapping[UUID, Unit]
    positions: Mapping[UUID, Position]
    persons: Mapping[UUID, Person]
    appointments: tuple[Appointment, ...]
    competences: tuple[Competence, ...]
    instruments: Mapping[UUID, Instrument]
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class Involvement:
    """Who has to do with this dossier in ways that bar them from deciding it."""

    applicant_identities: frozenset[str] = frozenset()
    """Personal identifiers (số định danh) of the applicant and the submitter."""
    prepared_by: frozenset[UUID] = frozenset()
    """Persons who appraised or drafted; barred from deciding when `four_eyes`."""
    conflict_declared_by: frozenset[UUID] = frozenset()
    four_eyes: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """May this person use this power in this procedure of this unit, at this second?"""

    person: UUID
    power: Power
    procedure: str
    unit: UUID
    at: datetime
    facts: Mapping[str, object] = field(default_factory=dict)
    involvement: Involvement = Involvement()
    started_at: datetime | None = None
    """When the dossier was taken in; None where there is none yet. An instrument that lets
    started dossiers be finished lets those be that were taken in while it was in force."""


class LinkKind(StrEnum):
    LAW = "law"
    INSTRUMENT = "instrument"
    APPOINTMENT = "appointment"
    SEAT = "seat"
    """A power that goes with the seat (receive, appraise, seal)."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain law → instrument → position → person, with what it says in words."""

    kind: LinkKind
    record_id: UUID
    says: str


@dataclass(frozen=True, slots=True)
class ConditionMet:
    """The condition of one grant, and the values of the dossier by which it was met."""

    grant_id: UUID
    scope: str
    values: tuple[tuple[str, object], ...]
    """Name and value of each fact that the condition names, by name."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """The answer yes: as whom, on what ground, and the interval in which all of it holds.

    `id` is the SHA-256 (hex) of the canonical content without the id itself and without the
    epoch. `capacity` is the lines of the signature block above the name, as printed
    ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"); empty for powers of the seat.
    """

    id: str
    person_id: UUID
    position_id: UUID
    power: Power
    procedure: str
    unit_id: UUID
    capacity: tuple[str, ...]
    form_of: UUID
    """Unit whose form the document takes."""
    seal_of: UUID
    """Unit whose seal and number register the document takes."""
    citations: tuple[str, ...]
    chain: tuple[Link, ...]
    valid_from: datetime
    valid_to: datetime | None
    epoch: int
    conditions: tuple[ConditionMet, ...] = ()
    """What made a dossier fall within the grants that have a condition; () where none has."""


class Clause(StrEnum):
    """Why not. Each refusal names exactly one."""

    NOT_COMPETENT = "not_competent"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    CONDITION = "condition"
    REDELEGATED = "redelegated"
    OWN_CASE = "own_case"
    CONFLICT_DECLARED = "conflict_declared"
    FOUR_EYES = "four_eyes"
    NOT_APPOINTED = "not_appointed"
    NOT_QUALIFIED = "not_qualified"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Refusal:
    """The answer no: which clause fails, on which record, in one Vietnamese sentence."""

    clause: Clause
    record_id: UUID | None
    says: str
