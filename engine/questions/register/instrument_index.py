"""All instruments in short, read once an epoch: for the list, the search and the home page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.authority.register import InstrumentState
from engine.core.vietnamese import fold
from engine.questions.register.words import Standing, kind_words
from engine.say import in_vietnamese
from engine.store.cache import PerDatabase
from engine.store.records import GrantRow, InstrumentRow, PositionRow, UnitRow
from engine.store.register_acts import procedure_titles

SOON = timedelta(days=90)
_INDEXES: PerDatabase[tuple[Short, ...]] = PerDatabase(4)
_UNISSUED = (InstrumentState.DRAFT, InstrumentState.REVIEWED)


@dataclass(frozen=True, slots=True)
class Short:
    """One instrument as a line of a list. `procedures` None: every one of the giver's."""

    id: UUID
    number: str
    issued_on: datetime
    kind: str
    issuer: str
    state: str
    state_since: datetime
    valid_from: datetime
    valid_to: datetime | None
    superseded_from: datetime | None
    procedures: int | None
    has_file: bool
    entered_by: frozenset[UUID]
    folded: str

    def standing(self, now: datetime) -> Standing:
        """Where it stands: what was recorded, and what follows from dates."""
        return standing_of(self.state, self.valid_from, self.valid_to, self.superseded_from, now)

    def ends_soon(self, now: datetime) -> bool:
        """In force, and not any more in ninety days."""
        ends = self.valid_to
        in_force = self.standing(now) is Standing.IN_FORCE
        return in_force and ends is not None and ends <= now + SOON


def standing_of(
    state: str,
    valid_from: datetime,
    valid_to: datetime | None,
    superseded_from: datetime | None,
    now: datetime,
) -> Standing:
    """`superseded_from`: when an issued instrument that replaces this one begins."""
    if state != InstrumentState.IN_FORCE:
        return Standing(state)
    if valid_to is not None and valid_to <= now:
        return Standing.EXPIRED
    if superseded_from is not None and superseded_from <= now:
        return Standing.SUPERSEDED
    return Standing.COMING if valid_from > now else Standing.IN_FORCE


def instrument_index(session: Session, epoch: int) -> tuple[Short, ...]:
    """The newest first."""
    return _INDEXES.of(session).get(epoch, lambda: _read(session))


def superseded_from(session: Session, instrument_id: UUID) -> datetime | None:
    """When the first issued instrument that supersedes this one begins."""
    return _successors(session).get(instrument_id)


def _read(session: Session) -> tuple[Short, ...]:
    issuers = _issuers(session)
    lines = _procedures(session)
    titles = procedure_titles(session)
    successors, entered = _successors(session), _entered_by(session)
    rows = session.scalars(
        select(InstrumentRow)
        .where(InstrumentRow.recorded_to.is_(None))
        .order_by(InstrumentRow.issued_on.desc(), InstrumentRow.row_id.desc())
    ).all()
    found = []
    for row in rows:
        named = lines.get(row.id, frozenset())
        issuer, code = issuers.get(row.issuer_position_id, ("", ""))
        about = " ".join(f"{each} {titles.get(each, '')}" for each in sorted(named or ()))
        with in_vietnamese():
            text = f"{row.number} {issuer} {code} {kind_words(row.kind)} {about}"
        found.append(
            Short(
                id=row.id,
                number=row.number,
                issued_on=row.issued_on,
                kind=row.kind,
                issuer=issuer,
                state=row.state,
                state_since=row.state_since,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                superseded_from=successors.get(row.id),
                procedures=None if named is None else len(named),
                has_file=row.file_sha256 is not None,
                entered_by=entered.get(row.id, frozenset()),
                folded=fold(text),
            )
        )
    return tuple(found)


def _issuers(session: Session) -> Mapping[UUID, tuple[str, str]]:
    rows = session.execute(
        select(PositionRow.id, PositionRow.title, UnitRow.name, UnitRow.code)
        .join(UnitRow, (UnitRow.id == PositionRow.unit_id) & UnitRow.recorded_to.is_(None))
        .where(
            PositionRow.recorded_to.is_(None),
            PositionRow.id.in_(select(InstrumentRow.issuer_position_id)),
        )
    )
    return {row.id: (f"{row.title} {row.name}", row.code) for row in rows}


def _procedures(session: Session) -> Mapping[UUID, frozenset[str] | None]:
    """By instrument; None where a line gives all."""
    found: dict[UUID, frozenset[str] | None] = defaultdict(frozenset)
    rows = session.execute(
        select(GrantRow.instrument_id, GrantRow.procedures).where(GrantRow.recorded_to.is_(None))
    )
    for row in rows:
        before = found[row.instrument_id]
        every = before is None or row.procedures is None
        found[row.instrument_id] = None if every else (before or frozenset()) | {*row.procedures}
    return found


def _successors(session: Session) -> Mapping[UUID, datetime]:
    rows = session.execute(
        select(InstrumentRow.supersedes_id, InstrumentRow.valid_from)
        .where(
            InstrumentRow.recorded_to.is_(None),
            InstrumentRow.supersedes_id.is_not(None),
            InstrumentRow.state.not_in(_UNISSUED),
        )
        .order_by(InstrumentRow.valid_from.desc())
    )
    return {row.supersedes_id: row.valid_from for row in rows if row.supersedes_id}


def _entered_by(session: Session) -> Mapping[UUID, frozenset[UUID]]:
    """Who wrote rows of those that still wait: they may not approve."""
    waiting = select(InstrumentRow.id).where(
        InstrumentRow.recorded_to.is_(None), InstrumentRow.state.in_(_UNISSUED)
    )
    acts = select(InstrumentRow.id.label("of"), InstrumentRow.recorded_by_id).where(
        InstrumentRow.id.in_(waiting), InstrumentRow.state == InstrumentState.DRAFT
    )
    lines = select(GrantRow.instrument_id.label("of"), GrantRow.recorded_by_id).where(
        GrantRow.instrument_id.in_(waiting)
    )
    found: dict[UUID, frozenset[UUID]] = defaultdict(frozenset)
    for row in session.execute(acts.union(lines)):
        found[row.of] |= {row.recorded_by_id}
    return found
