"""Online submissions: which procedures are open at home, and what waits at a desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.dossiers.choose import choose_version
from engine.actions.online.fill import ABOUT, applicant_of, secret_hash, submitter_of
from engine.actions.pending import KeptFile, kept_files
from engine.core.authority.register import Power
from engine.core.dossier import Party
from engine.errors import InvalidAnswers, NotFound, NotYours
from engine.outside.outside import Outside
from engine.questions.intake.procedures import IntakeChoice, choices_at
from engine.questions.reach import seats
from engine.say import say
from engine.store.load_dossier import dossier_key
from engine.store.offices import Desk, desks, letterhead_row
from engine.store.online import count_waiting, online_by_secret, require_waiting, waiting_at
from engine.store.records import OnlineSubmissionRow
from engine.store.time import OfficeTime, read_time


@dataclass(frozen=True, slots=True)
class OpenAtHome:
    """A procedure that somebody may hand in online, and the desk to which it goes."""

    desk: Desk
    choice: IntakeChoice


@dataclass(frozen=True, slots=True)
class OnlineState:
    """A submission as the person who fills it in sees it."""

    id: UUID
    code: str
    status: str
    procedure: str
    unit_id: UUID
    unit_name: str
    applicant: Party
    submitter: Party | None
    answers: Mapping[str, Any]
    says: str | None
    guidance: str | None
    submitted_at: datetime | None
    erase_at: datetime
    files: tuple[KeptFile, ...]
    lookup_code: str | None
    """Of the dossier that it became: from then on the status page tells more."""


@dataclass(frozen=True, slots=True)
class OnlineWaiting:
    """A line of the desk's queue."""

    id: UUID
    code: str
    title: str
    applicant: str
    submitted_at: datetime
    files: int


@dataclass(frozen=True, slots=True)
class OnlineToReceive:
    """A submission as the intake page takes it up."""

    id: UUID
    code: str
    procedure: str
    applicant: Party
    submitter: Party | None
    answers: Mapping[str, Any]
    files: tuple[KeptFile, ...]


def open_at_home(outside: Outside, named: str | None = None) -> tuple[OpenAtHome, ...]:
    """What may be handed in online now, by title and desk; of one procedure only, with its code
    or slug."""
    with outside.sessions.begin() as session:
        time = read_time(session, outside.clock.now())
        found = [
            OpenAtHome(desk, choice)
            for desk in desks(session, Power.RECEIVE, time.now)
            for choice in choices_at(session, desk.unit_id, time)
            if named in (None, choice.slug, choice.code_or_slug)
            and _is_received(session, desk.unit_id, choice, time)
        ]
    return tuple(sorted(found, key=lambda each: (each.choice.title, each.desk.unit_name)))


def _is_received(session: Session, desk: UUID, choice: IntakeChoice, time: OfficeTime) -> bool:
    """Whether the desk would take it in now: somewhere it is decided, by somebody in force."""
    try:
        choose_version(session, choice.slug, desk, time, choice.resolving_unit_id)
    except (NotFound, NotYours, InvalidAnswers):
        return False
    return True


def online_state(outside: Outside, secret: str) -> OnlineState:
    """Raises NotFound: the secret has 160 random bits, so that guessing is useless."""
    with outside.sessions.begin() as session:
        row = online_by_secret(session, secret_hash(secret))
        now = read_time(session, outside.clock.now()).now
        if row is None or row.erase_at <= now:
            raise NotFound(
                say("Không có bản nộp trực tuyến nào ở địa chỉ này, hoặc thời hạn giữ đã hết.")
            )
        key = None if row.opened_id is None else dossier_key(session, row.opened_id)
        name = letterhead_row(session, row.unit_id).name
    return OnlineState(
        id=row.id,
        code=row.code,
        status=row.status,
        procedure=row.procedure,
        unit_id=row.unit_id,
        unit_name=name,
        applicant=applicant_of(row),
        submitter=submitter_of(row),
        answers=row.answers,
        says=row.says,
        guidance=row.guidance,
        submitted_at=row.submitted_at,
        erase_at=row.erase_at,
        files=kept_files(outside, row.id),
        lookup_code=None if key is None else key.lookup_code,
    )


def online_queue(outside: Outside, actor: Actor) -> tuple[OnlineWaiting, ...]:
    """What waits at the actor's desk, the longest waiting first. Raises NotYours (no desk)."""
    with outside.sessions.begin() as session:
        units = _desk(session, outside, actor)
        now = read_time(session, outside.clock.now())
        titles = {unit: {c.key: c.title for c in choices_at(session, unit, now)} for unit in units}
        rows = waiting_at(session, units)
    return tuple(_waiting(row, titles[row.unit_id], outside) for row in rows)


def online_waiting(outside: Outside, actor: Actor) -> int:
    """How many `online_queue` has; 0 for someone who sits at no desk."""
    with outside.sessions.begin() as session:
        try:
            return count_waiting(session, _desk(session, outside, actor))
        except NotYours:
            return 0


def online_to_receive(outside: Outside, actor: Actor, id: UUID) -> OnlineToReceive:
    """One of the queue, to be taken up. Raises NotYours, NotFound, AlreadyDone."""
    with outside.sessions.begin() as session:
        [unit, *_] = _desk(session, outside, actor)
        row = require_waiting(session, id, unit)
        files = kept_files(outside, row.id)
        return OnlineToReceive(
            id=row.id,
            code=row.code,
            procedure=row.procedure,
            applicant=applicant_of(row),
            submitter=submitter_of(row),
            answers=dict(row.answers),
            files=files,
        )


def _waiting(
    row: OnlineSubmissionRow, titles: Mapping[str, str], outside: Outside
) -> OnlineWaiting:
    assert row.submitted_at is not None
    return OnlineWaiting(
        id=row.id,
        code=row.code,
        title=titles.get(row.procedure, row.procedure),
        applicant=str(row.applicant.get(ABOUT[0]) or ""),
        submitted_at=row.submitted_at,
        files=len(kept_files(outside, row.id)),
    )


def _desk(session: Session, outside: Outside, actor: Actor) -> list[UUID]:
    """The unit of the actor's desk: the one for which they take in."""
    now = read_time(session, outside.clock.now()).now
    found = [o.unit_id for o in seats(session, actor, now) if Power.RECEIVE in o.powers]
    if not found:
        raise NotYours(say("Chỉ bộ phận tiếp nhận được xem bản nộp trực tuyến."), "not_competent")
    return found[:1]
