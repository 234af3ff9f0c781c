"""Where a person may go: the menu shows these places and no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.accounts.waits import ADMIN, REGISTRAR
from engine.actions.actor import Actor
from engine.core.authority.register import Power, Rank
from engine.outside.outside import Outside
from engine.questions.desks.counts import desk_counts
from engine.questions.reports.scope import may_report
from engine.store.load_register import load_person_positions
from engine.store.time import read_time

OPERATOR = "operator"
"""Role of the seat that looks after the running of the system."""


@dataclass(frozen=True, slots=True)
class Places:
    """`desk`: intake and the desk's register; `operations`: what is stuck; `reports`: the heads'
    report; `accounts`: those who keep accounts; `reads`: who opened a dossier; `authority`: those
    who keep the register of authority; `signing`, `issuing`: how much waits at the signing desk
    and at the văn thư's, None for who has none."""

    desk: bool
    operations: bool
    reports: bool = False
    accounts: bool = False
    reads: bool = False
    authority: bool = False
    signing: int | None = None
    issuing: int | None = None


NOWHERE = Places(desk=False, operations=False)
"""For who did not sign in."""


def places(outside: Outside, actor: Actor) -> Places:
    """By the seats that the person holds now."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        held = load_person_positions(session, actor.person_id, now)
        led = [p.unit_id for p in held if p.rank is not Rank.STAFF]
        signing, issuing = desk_counts(session, actor, led, now)
    return Places(
        desk=any(Power.RECEIVE in p.powers for p in held),
        operations=any(p.rank is not Rank.STAFF or OPERATOR in p.roles for p in held),
        reports=may_report(held),
        accounts=any(ADMIN in p.roles for p in held),
        authority=any(REGISTRAR in p.roles for p in held),
        reads=any(p.rank is not Rank.STAFF or ADMIN in p.roles for p in held),
        signing=signing,
        issuing=issuing,
    )


def led_units(session: Session, actor: Actor, now: datetime) -> Sequence[UUID]:
    """The units of which the person is head or deputy."""
    held = load_person_positions(session, actor.person_id, now)
    return [p.unit_id for p in held if p.rank is not Rank.STAFF]
