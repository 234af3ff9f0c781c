"""What the last night found: from when nobody may sign what, and what is given twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.core.authority.register import Clause, Power
from engine.core.authority.words import POWERS
from engine.outside.outside import Outside
from engine.questions.register.answers import CLAUSES
from engine.say import say
from engine.store.gap_runs import latest_run
from engine.store.time import read_time


@dataclass(frozen=True, slots=True)
class GapCount:
    """For a home page. `gaps`: procedures in units that have, or will have, nobody, and when the
    `first` begins. `listed`: lines of the page of gaps. `made_at` None: not looked yet."""

    gaps: int
    listed: int
    first: datetime | None
    made_at: datetime | None


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Procedures of one unit for which nobody has a power, from one moment, for one reason.

    `ends` None: at least to the end of what was looked at. `procedures` by code, with title.
    """

    unit_id: UUID
    unit: str
    power_words: str
    begins: datetime
    ends: datetime | None
    clause_words: str
    record_id: UUID | None
    says: str
    procedures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Given:
    """To whom, by which instrument."""

    to: str
    instrument_id: UUID
    instrument: str


@dataclass(frozen=True, slots=True)
class OverlapLine:
    """`two_delegates`: the desk chooses between them; else the same was given twice to one."""

    procedure: str
    title: str
    two_delegates: bool
    first: Given
    second: Given
    begins: datetime
    ends: datetime | None


@dataclass(frozen=True, slots=True)
class Gaps:
    """`made_at` None: nothing was looked for yet; `stale`: the register has changed since."""

    made_at: datetime | None
    until: datetime | None
    stale: bool
    pairs: int
    now: tuple[GapGroup, ...]
    """Nobody may already."""
    coming: tuple[GapGroup, ...]
    overlaps: tuple[OverlapLine, ...]


def gap_count(session: Session) -> GapCount:
    """One row is read."""
    run = latest_run(session)
    if run is None:
        return GapCount(0, 0, None, None)
    groups = _groups(run.gaps)
    return GapCount(
        gaps=len({(raw["procedure"], raw["unit_id"]) for raw in run.gaps}),
        listed=len(groups) + len(run.overlaps),
        first=min((group.begins for group in groups), default=None),
        made_at=run.made_at,
    )


def gaps(outside: Outside, actor: Actor) -> Gaps:
    """For who keeps the register. Raises NotYours."""
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
        run = latest_run(session)
        epoch = read_time(session, outside.clock.now()).epoch
    if run is None or run.made_at is None:
        return Gaps(None, None, False, 0, (), (), ())
    groups = _groups(run.gaps)
    return Gaps(
        made_at=run.made_at,
        until=run.until,
        stale=run.epoch != epoch,
        pairs=run.pairs,
        now=tuple(each for each in groups if each.begins <= run.made_at),
        coming=tuple(each for each in groups if each.begins > run.made_at),
        overlaps=tuple(map(_overlap, run.overlaps)),
    )


def _groups(found: list[Any]) -> list[GapGroup]:
    def same(raw: Mapping[str, Any]) -> tuple[str, ...]:
        return (
            raw["begins"],
            raw["unit"],
            raw["power"],
            raw["record_id"] or "",
            raw["ends"] or "",
            raw["says"],
        )

    groups = []
    for _, members in groupby(sorted(found, key=same), key=same):
        raws = list(members)
        first = raws[0]
        groups.append(
            GapGroup(
                unit_id=UUID(first["unit_id"]),
                unit=first["unit"],
                power_words=say(POWERS[Power(first["power"])]),
                begins=datetime.fromisoformat(first["begins"]),
                ends=_moment(first["ends"]),
                clause_words=say(CLAUSES[Clause(first["clause"])]),
                record_id=UUID(first["record_id"]) if first["record_id"] else None,
                says=first["says"],
                procedures=tuple((raw["procedure"], raw["title"]) for raw in raws),
            )
        )
    return groups


def _overlap(raw: Mapping[str, Any]) -> OverlapLine:
    return OverlapLine(
        procedure=raw["procedure"],
        title=raw["title"],
        two_delegates=raw["two_delegates"],
        first=_given(raw["first"]),
        second=_given(raw["second"]),
        begins=datetime.fromisoformat(raw["begins"]),
        ends=_moment(raw["ends"]),
    )


def _given(raw: Mapping[str, Any]) -> Given:
    return Given(raw["to"], UUID(raw["instrument_id"]), raw["instrument"])


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
