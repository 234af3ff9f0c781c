"""Competences by law, for those who keep the register: who decides what, on which basis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.competences.told import CompetenceTold, competence_known, told_of
from engine.actions.register.office import require_registrar
from engine.core.vietnamese import fold
from engine.outside.outside import Outside
from engine.questions.register.instrument_history import EventView, told_events
from engine.questions.register.words import POWERS
from engine.say import say
from engine.store.cache import PerDatabase
from engine.store.records import CompetenceRow, PositionRow, RegisterEventRow, UnitRow
from engine.store.register_acts import procedure_titles
from engine.store.time import read_time

PAGE = 50
_INDEXES: PerDatabase[tuple[tuple[str, CompetenceLine], ...]] = PerDatabase(4)


@dataclass(frozen=True, slots=True)
class CompetenceLine:
    """One competence. `seat` is the seat, or the collective that it heads."""

    id: UUID
    procedure: str
    title: str
    unit: str
    seat: str
    collective: bool
    powers: tuple[str, ...]
    legal_basis: str
    valid_from: datetime
    valid_to: datetime | None

    @property
    def powers_words(self) -> tuple[str, ...]:
        """In the reader's language."""
        return tuple(say(words) for power, words in POWERS.items() if power in self.powers)


@dataclass(frozen=True, slots=True)
class CompetenceList:
    """One page of what was found, by procedure."""

    lines: tuple[CompetenceLine, ...]
    count: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class CompetencePage:
    """One competence as a form shows it. `seen` is the row that is shown."""

    id: UUID
    seen: int
    told: CompetenceTold
    title: str
    events: tuple[EventView, ...]


def competence_list(
    outside: Outside, actor: Actor, words: str = "", page: int = 1
) -> CompetenceList:
    """Words are looked for in procedures, units, seats and legal bases, without diacritics. Raises
    NotYours."""
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
        epoch = read_time(session, outside.clock.now()).epoch
        every = _INDEXES.of(session).get(epoch, lambda: _read(session))
    asked = fold(words).split()
    found = [line for folded, line in every if all(word in folded for word in asked)]
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, page), pages)
    return CompetenceList(tuple(found[(page - 1) * PAGE : page * PAGE]), len(found), page, pages)


def competence_page(outside: Outside, actor: Actor, competence_id: UUID) -> CompetencePage:
    """Raises NotYours, NotFound."""
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
        row = competence_known(session, competence_id)
        events = session.scalars(
            select(RegisterEventRow)
            .where(RegisterEventRow.record_id == competence_id)
            .order_by(RegisterEventRow.id.desc())
        ).all()
        return CompetencePage(
            id=row.id,
            seen=row.row_id,
            told=told_of(row),
            title=procedure_titles(session).get(row.procedure, ""),
            events=told_events(session, events),
        )


def _read(session: Session) -> tuple[tuple[str, CompetenceLine], ...]:
    """Each with the words by which it is found, folded."""
    titles = procedure_titles(session)
    rows = session.execute(
        select(CompetenceRow, PositionRow.title, UnitRow.name, UnitRow.code)
        .join(
            PositionRow,
            (PositionRow.id == CompetenceRow.position_id) & PositionRow.recorded_to.is_(None),
        )
        .join(UnitRow, (UnitRow.id == CompetenceRow.unit_id) & UnitRow.recorded_to.is_(None))
        .where(CompetenceRow.recorded_to.is_(None))
        .order_by(CompetenceRow.procedure, UnitRow.code, CompetenceRow.row_id)
    )
    found = []
    for row, seat, unit, code in rows:
        line = CompetenceLine(
            id=row.id,
            procedure=row.procedure,
            title=titles.get(row.procedure, ""),
            unit=unit,
            seat=seat,
            collective=row.collective,
            powers=tuple(row.powers),
            legal_basis=row.legal_basis,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        words = (line.procedure, line.title, unit, code, seat, line.legal_basis)
        found.append((fold(" ".join(words)), line))
    return tuple(found)
