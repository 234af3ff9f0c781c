"""Versions of internal procedures, and which of them a dossier runs that a desk takes in.

One procedure (TTHC) may have several internal procedures: one for each unit to which its
resolution was delegated, one for where it was not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from engine.core.authority.register import Refusal

RECEIVING = "receiving"
"""The party whose desk took the dossier in. A version may be bound to one such unit more."""


@dataclass(frozen=True, slots=True)
class Binding:
    """Where an internal procedure runs. `unit_id` None: in every unit without a version of its
    own. `instrument_id`: the delegation on which this version rests, if it rests on one."""

    unit_id: UUID | None = None
    parties: Mapping[str, UUID] = field(default_factory=dict)
    """Unit of each party that the diagrams name after "@"."""
    instrument_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """An internal procedure in force, as far as the choice has to know it."""

    slug: str
    code_or_slug: str
    bundle_sha256: str
    binding: Binding

    def resolved_by(self, desk: UUID) -> UUID:
        """The resolving unit of what this desk takes in."""
        return self.binding.unit_id or desk

    def parties_of(self, desk: UUID) -> dict[str, UUID]:
        """Every unit that takes part in a dossier that this desk takes in."""
        return {
            **self.binding.parties,
            "resolving": self.resolved_by(desk),
            RECEIVING: desk,
        }


@dataclass(frozen=True, slots=True)
class Choice:
    """The versions that may be chosen, one for each resolving unit: usually one.

    Without any, `refusal` says why, if the register does; None means that nothing of this
    procedure is taken in at this desk.
    """

    versions: tuple[Version, ...]
    refusal: Refusal | None = None


def taken_in(versions: Iterable[Version], desk: UUID) -> tuple[Version, ...]:
    """Those that a desk may take in: its own unit resolves, or takes part, or every unit does.

    A unit with a version of its own has no part in the one for every unit.
    """
    found = [
        v
        for v in versions
        if v.binding.unit_id in (None, desk) or desk in v.binding.parties.values()
    ]
    own = {v.slug for v in found if v.binding.unit_id == desk}
    return tuple(v for v in found if v.binding.unit_id is not None or v.slug not in own)


def choose(
    versions: Iterable[Version],
    desk: UUID,
    resting_on: Callable[[UUID], Refusal | None],
    resolving: UUID | None = None,
) -> Choice:
    """Which version of one procedure this desk takes a dossier in with.

    A delegated version while its instrument is in force (`resting_on` answers None for its id),
    else one that rests on none. Several units, above all two delegates, are all returned: the
    desk chooses one (`resolving`).
    """
    refusals: list[tuple[Version, Refusal]] = []
    delegated: list[Version] = []
    here = taken_in(versions, desk)
    for version in here:
        if version.binding.instrument_id is None:
            continue
        refusal = resting_on(version.binding.instrument_id)
        if refusal is None:
            delegated.append(version)
        else:
            refusals.append((version, refusal))
    by_unit: dict[UUID, Version] = {}
    for version in delegated or [v for v in here if v.binding.instrument_id is None]:
        by_unit.setdefault(version.resolved_by(desk), version)
    if resolving is None:
        found = tuple(by_unit.values())
    else:
        found = tuple(v for unit, v in by_unit.items() if unit == resolving)
    why = (r for v, r in refusals if resolving in (None, v.resolved_by(desk)))
    return Choice(found, None if found else next(why, None))
