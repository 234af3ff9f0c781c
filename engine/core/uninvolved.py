"""Who has no part in a dossier although their seat would have: own matter, declared conflict.

The register's own answer (`authority.may_act`) says so for its powers; here it is said for what
needs no power: an opinion, a vote, a step of the unit's own order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from engine.core.authority.register import Clause, Involvement, Power, Refusal, Register
from engine.core.seats import occupants
from engine.say import say

_JUDGES_NOTHING = frozenset({Power.RECEIVE, Power.SEAL})


def judges(power: str | None) -> bool:
    """Whether a step weighs the dossier: handing over the counter and sealing do not."""
    return power is None or Power(power) not in _JUDGES_NOTHING


def barred(
    register: Register, person_id: UUID, involvement: Involvement, *, decides: bool = False
) -> Refusal | None:
    """Why the person may have no part in the dossier; `decides`: four eyes hold here, too."""
    person = register.persons.get(person_id)
    if person is None:
        return None
    if person.identity and person.identity in involvement.applicant_identities:
        said = say(
            "%(name)s là người nộp hồ sơ này nên không được tham gia giải quyết.",
            name=person.full_name,
        )
        return Refusal(Clause.OWN_CASE, person_id, said)
    if person_id in involvement.conflict_declared_by:
        said = say(
            "%(name)s đã khai báo xung đột lợi ích với hồ sơ này nên không được "
            "tham gia giải quyết.",
            name=person.full_name,
        )
        return Refusal(Clause.CONFLICT_DECLARED, person_id, said)
    if decides and involvement.four_eyes and person_id in involvement.prepared_by:
        said = say(
            "%(name)s đã thẩm định hoặc soạn thảo hồ sơ này nên không được biểu quyết.",
            name=person.full_name,
        )
        return Refusal(Clause.FOUR_EYES, person_id, said)
    return None


def uninvolved(
    register: Register,
    holders: Iterable[UUID],
    involvement: Involvement,
    now: datetime,
    *,
    decides: bool = False,
) -> tuple[UUID, ...]:
    """The seats without those on which nobody but barred people sit; an empty seat stays."""
    if not (
        involvement.applicant_identities
        or involvement.conflict_declared_by
        or (decides and involvement.prepared_by)
    ):
        return tuple(holders)

    def free(holder: UUID) -> bool:
        sitting = occupants(register, holder, now)
        return not sitting or any(
            barred(register, each, involvement, decides=decides) is None for each in sitting
        )

    return tuple(holder for holder in holders if free(holder))


def with_preparer(involvement: Involvement, person_id: UUID) -> Involvement:
    """The same after this person has appraised."""
    return replace(involvement, prepared_by=involvement.prepared_by | {person_id})


def with_conflict(involvement: Involvement, person_id: UUID) -> Involvement:
    """The same after this person has declared a conflict."""
    declared = involvement.conflict_declared_by | {person_id}
    return replace(involvement, conflict_declared_by=declared)
