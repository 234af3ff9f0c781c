"""The one way a dossier begins: pinned to its internal procedure, numbered, its diagram started."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.actions.dossiers.choose import Chosen, choose_version
from engine.actions.step import judged_again, take
from engine.core.acts import Received as ReceivedAct
from engine.core.acts import Records
from engine.core.authority.register import Mandate, Register
from engine.core.dossier import Dossier, Party, Surroundings
from engine.core.history import FIRST
from engine.core.move import DossierLinked, Move, OutboxAdded, PaperAdded
from engine.core.numbering import dossier_code, local_day
from engine.outside.lookup_code import new_lookup_code
from engine.outside.outside import Outside
from engine.store.counters import next_counter
from engine.store.create_dossier import create_dossier
from engine.store.load_dossier import dossier_key
from engine.store.load_surroundings import load_surroundings
from engine.store.offices import unit_code
from engine.store.time import read_time


@dataclass(frozen=True, slots=True)
class Received:
    """Where the receipt is: the dossier, its code, and the secret part of the public address."""

    dossier_id: UUID
    code: str
    lookup_code: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What a dossier is opened with, by whomever. `papers` are kept already."""

    dossier_id: UUID
    chosen: Chosen
    desk_id: UUID
    """The unit that takes it in; its code opens the dossier's."""
    desk_code: str
    applicant: Party
    submitter: Party | None
    papers: tuple[PaperAdded, ...]
    at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)
    links: tuple[DossierLinked, ...] = ()
    accountable_id: UUID | None = None
    """Who is accountable from the start: the officer of the dossier that asks for this one."""
    origins: tuple[tuple[str, str], ...] = ()
    """Of papers that were held already: hash of the file, code of the dossier that had it."""
    online: str | None = None
    """Code of the online submission that it was."""
    outbox: tuple[OutboxAdded, ...] = ()


def open_dossier(
    outside: Outside,
    *,
    dossier_id: UUID,
    procedure: str,
    unit_id: UUID,
    applicant: Party,
    submitter: Party | None = None,
    papers: tuple[PaperAdded, ...] = (),
    facts: Mapping[str, Any] | None = None,
    links: tuple[DossierLinked, ...] = (),
    accountable_id: UUID | None = None,
) -> Received:
    """Open a dossier without an officer at a desk: another dossier asks for it (liên thông), or
    the office itself (an apology).

    `unit_id` takes it in; which internal procedure it runs there, and who resolves it, is chosen
    as at a desk. Derive `dossier_id` from what asks for it: the same id twice opens one dossier,
    and the second call answers the first one's code. `papers` name stored bytes, so those of
    another dossier may be handed on with ids of their own. `facts` must be declared by the
    procedure. In transactions of its own: call it outside any. Raises what `choose_version`
    raises; then no dossier exists.
    """

    def attempt() -> Received:
        with outside.sessions.begin() as session:
            known = dossier_key(session, dossier_id)
            if known is not None:
                return Received(dossier_id, known.code, known.lookup_code)
            time = read_time(session, outside.clock.now())
            opening = Opening(
                dossier_id=dossier_id,
                chosen=choose_version(session, procedure, unit_id, time),
                desk_id=unit_id,
                desk_code=unit_code(session, unit_id),
                applicant=applicant,
                submitter=submitter,
                papers=papers,
                at=time.now,
                facts=facts or {},
                links=links,
                accountable_id=accountable_id,
            )
        fresh = fresh_dossier(outside, opening)
        with outside.sessions.begin() as session:
            begin(session, opening, fresh)
        return Received(dossier_id, fresh.code, fresh.lookup_code)

    return once(outside, attempt)


def once(outside: Outside, attempt: Callable[[], Received]) -> Received:
    """Run an attempt that looks first whether the dossier is there: again when it was overtaken,
    or when the same came twice at once and the other one was faster."""
    try:
        received = judged_again(attempt)
    except IntegrityError:
        received = attempt()
    outside.queue.nudge()
    return received


def fresh_dossier(outside: Outside, opening: Opening) -> Dossier:
    """The dossier at version 0, with a code that is reserved for it."""
    with outside.sessions.begin() as session:
        day = local_day(opening.at)
        serial = next_counter(session, f"dossier:{opening.desk_code}:{day:%y%m%d}")
    return Dossier(
        id=opening.dossier_id,
        code=dossier_code(opening.desk_code, day, serial),
        version=0,
        bundle=opening.chosen.bundle,
        unit_id=opening.chosen.resolving_unit_id,
        receiving_unit_id=opening.desk_id,
        parties=opening.chosen.parties,
        status="processing",
        outcome=None,
        state=b"",
        facts={},
        applicant=opening.applicant,
        submitter=opening.submitter,
        received_at=opening.at,
        due_at=None,
        accountable_id=opening.accountable_id,
        history_hash=FIRST,
        lookup_code=new_lookup_code(),
    )


def begin(
    session: Session,
    opening: Opening,
    fresh: Dossier,
    *,
    actor_id: UUID | None = None,
    may: Callable[[Register], Mandate] | None = None,
) -> tuple[Move, Surroundings]:
    """Write the dossier and start its diagram; `may` asks the register for an officer's mandate."""
    around = load_surroundings(session, fresh)
    mandate = may(around.register) if may else None
    create_dossier(session, fresh)
    act = ReceivedAct(
        actor_id=actor_id,
        mandate=mandate,
        bundle=fresh.bundle.sha256,
        code=fresh.code,
        facts=opening.facts,
        origins=opening.origins,
        online=opening.online,
        records=Records(papers=opening.papers, links=opening.links, outbox=opening.outbox),
    )
    return take(session, fresh, act, around, opening.at), around
