"""How firmly a signature stands that leaned on an instrument, by what the register knows now.

What was signed while its instrument was in force stays valid, whatever becomes of the instrument
afterwards. It falls only when it turns out that at that very second the ground was not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from engine.core.authority.force import force_of, stretch_at
from engine.core.authority.register import Instrument, Mandate, Refusal, Register
from engine.core.authority.ways import ways
from engine.core.vietnamese import format_moment
from engine.say import say

NEAR_THE_END = timedelta(days=30)
"""Signed so shortly before the instrument ended that somebody should look."""


class Grade(StrEnum):
    FIRM = "firm"
    """Vững: in force and within scope when it was signed."""
    REVIEW = "review"
    """Cần xem lại."""
    GROUNDLESS = "groundless"
    """Không còn căn cứ: as known now nobody could have signed on this instrument at that second."""


@dataclass(frozen=True, slots=True)
class Graded:
    """`reasons` are sentences; () where it is firm."""

    grade: Grade
    reasons: tuple[str, ...] = ()


def grade(
    register: Register,
    mandate: Mandate,
    instrument_id: UUID,
    signed_at: datetime,
    *,
    started_at: datetime,
    facts_now: Mapping[str, object],
    corrected_at: Iterable[datetime],
) -> Graded:
    """`register` is the slice of the mandate's procedure and unit as known now; `started_at` when
    the dossier was taken in; `corrected_at` when the instrument or a line of it was corrected,
    suspensions and the like not among them."""
    if why := _fallen(register, mandate, instrument_id, signed_at, started_at):
        return Graded(Grade.GROUNDLESS, (why,))
    act = register.instruments[instrument_id]
    reasons = [*_near_the_end(register, act, signed_at), *_changed(mandate, facts_now)]
    if later := [each for each in corrected_at if each > signed_at]:
        said = say("Văn bản được đính chính lúc %(at)s, sau khi ký.", at=format_moment(max(later)))
        reasons.append(said)
    return Graded(Grade.REVIEW if reasons else Grade.FIRM, tuple(reasons))


def _fallen(
    register: Register,
    mandate: Mandate,
    instrument_id: UUID,
    signed_at: datetime,
    started_at: datetime,
) -> str | None:
    """Why, as known now, the person could not sign on this instrument at that second."""
    if instrument_id not in register.instruments:
        return say("Theo những gì biết hôm nay, văn bản này không giao quyền này cho ai.")
    facts = {name: value for met in mandate.conditions for name, value in met.values}
    closest: Refusal | None = None
    for way in ways(
        register,
        mandate.power,
        mandate.procedure,
        mandate.unit_id,
        signed_at,
        facts,
        started_at=started_at,
    ):
        instruments = {grant.instrument_id for grant in way.route.grants}
        if way.person_id == mandate.person_id and instrument_id in instruments:
            if isinstance(way.answer, Mandate):
                return None
            closest = way.answer
    if closest is None:
        return say("Theo những gì biết hôm nay, văn bản này không giao quyền đó cho người ký.")
    return closest.says


def _near_the_end(register: Register, act: Instrument, signed_at: datetime) -> Iterator[str]:
    force = stretch_at(force_of(register, act), signed_at)
    if force is not None and force.valid_to and force.valid_to <= signed_at + NEAR_THE_END:
        days = (force.valid_to - signed_at).days
        yield say("Ký %(days)s ngày trước khi văn bản hết hiệu lực.", days=days)


def _changed(mandate: Mandate, facts_now: Mapping[str, object]) -> Iterator[str]:
    for met in mandate.conditions:
        for name, value in met.values:
            now = facts_now.get(name)
            if now != value:
                yield say(
                    "Dữ kiện %(name)s lúc ký là %(then)s, nay là %(now)s.",
                    name=name,
                    then=value,
                    now=now,
                )
