"""Absences: the calendar of one's unit, one absence with its digest, and the form before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.absences.office import may_enter
from engine.core.authority.register import Period
from engine.core.half_days import away_words, part_of
from engine.core.move import TaskRef
from engine.core.vietnamese import LOCAL
from engine.errors import NotFound, NotYours
from engine.outside.outside import Outside
from engine.questions.people.keeping import state_at
from engine.questions.people.signers import OtherSigner, other_signers
from engine.questions.people.task_lines import TaskLine, task_lines
from engine.say import say
from engine.store.absences import (
    Substitute,
    absences_of,
    colleagues_in,
    seats_at,
    substitutes,
)
from engine.store.passings import passing_of
from engine.store.people import name_if_known, person_name
from engine.store.records import AbsenceRow, PassedTaskRow
from engine.store.register_changes import known_row
from engine.store.time import read_time

WEEKS = 4
LOOKING_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """One absence; `state` is coming | now | past; `mine`: the reader's own, or they cover it."""

    id: UUID
    person_id: UUID
    full_name: str
    substitute: str | None
    when: str
    state: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A colleague's days of the calendar: am | pm | day, or nothing."""

    full_name: str
    parts: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Absences:
    """`days` begin with this week's Monday; `may_enter_for` are those whose absences the reader
    keeps, themselves first."""

    days: tuple[date, ...]
    rows: tuple[Row, ...]
    lines: tuple[AbsenceLine, ...]
    may_enter_for: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class AbsencePage:
    """`passed` is the digest: what went to the substitute or the queue, and what became of it."""

    line: AbsenceLine
    note: str | None
    may_end: bool
    foreseen: int
    passed: tuple[TaskLine, ...]
    stayed: tuple[tuple[str, str], ...]
    signers: tuple[OtherSigner, ...]


@dataclass(frozen=True, slots=True)
class AbsenceForm:
    """Who is to be away, and who may do their work at `at`."""

    person_id: UUID
    full_name: str
    substitutes: tuple[Substitute, ...]
    signers: tuple[OtherSigner, ...]


def absences(outside: Outside, actor: Actor) -> Absences:
    """The reader's own, and those of their units; a registrar without a unit of dossiers sees the
    same."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        units = [seat.unit_id for seat in seats_at(session, actor.person_id, now)]
        people = colleagues_in(session, units, now) or {
            actor.person_id: person_name(session, actor.person_id)
        }
        known = absences_of(session, list(people), now - LOOKING_BACK)
        days = _days(now)
        rows = [
            Row(name, parts)
            for person, name in people.items()
            if any(parts := _parts([a for a in known if a.person_id == person], days))
        ]
        mine = [(actor.person_id, people.get(actor.person_id, actor.full_name))]
        others = [
            (person, name)
            for person, name in people.items()
            if person != actor.person_id and may_enter(session, actor, person, now)
        ]
        lines = tuple(_line(session, row, actor, now) for row in known)
        return Absences(days, tuple(rows), lines, (*mine, *others))


def absence_page(outside: Outside, actor: Actor, absence_id: UUID) -> AbsencePage:
    """For the person, the substitute, who leads them, and registrars. Raises NotFound."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        row = known_row(session, AbsenceRow, absence_id)
        if row is None:
            raise NotFound(say("Không có lịch vắng mặt này."))
        keeps = may_enter(session, actor, row.person_id, now)
        if not keeps and actor.person_id != row.substitute_id:
            raise NotFound(say("Không có lịch vắng mặt này."))
        run = passing_of(session, absence_id)
        at = min(max(now, row.valid_from), row.valid_to or now)
        return AbsencePage(
            line=_line(session, row, actor, now),
            note=row.note,
            may_end=keeps and state_at(row, now) != "past",
            foreseen=run.foreseen if run else 0,
            passed=task_lines(session, _passed(session, run.id) if run else ()),
            stayed=tuple((each[2], each[3]) for each in run.stayed if each[3]) if run else (),
            signers=other_signers(session, row.person_id, at),
        )


def absence_form(outside: Outside, actor: Actor, person_id: UUID) -> AbsenceForm:
    """Raises NotYours for somebody whose absences the actor does not keep."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        name = name_if_known(session, person_id)
        if name is None or not may_enter(session, actor, person_id, now):
            raise NotYours(say("Ông/bà không ghi lịch vắng mặt cho người này được."))
        return AbsenceForm(
            person_id,
            name,
            substitutes(session, person_id, now),
            other_signers(session, person_id, now),
        )


def _days(now: datetime) -> tuple[date, ...]:
    today = now.astimezone(LOCAL).date()
    monday = today - timedelta(days=today.weekday())
    return tuple(monday + timedelta(days=number) for number in range(7 * WEEKS))


def _parts(known: Sequence[AbsenceRow], days: Sequence[date]) -> tuple[str | None, ...]:
    periods = [Period(row.valid_from, row.valid_to) for row in known]
    return tuple(next(filter(None, (part_of(p, day) for p in periods)), None) for day in days)


def _line(session: Session, row: AbsenceRow, actor: Actor, now: datetime) -> AbsenceLine:
    return AbsenceLine(
        id=row.id,
        person_id=row.person_id,
        full_name=person_name(session, row.person_id),
        substitute=name_if_known(session, row.substitute_id),
        when=away_words(Period(row.valid_from, row.valid_to)),
        state=state_at(row, now),
        mine=actor.person_id in (row.person_id, row.substitute_id),
    )


def _passed(session: Session, passing_id: UUID) -> list[TaskRef]:
    rows = session.scalars(select(PassedTaskRow).where(PassedTaskRow.passing_id == passing_id))
    return [TaskRef(row.opened_id, row.task_id) for row in rows]
