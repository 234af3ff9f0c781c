"""The cover of an absence as the register has it: it routes receiving and appraising, and nothing
that is signed, decided or sealed (AUTHORITY of the house; `GrantKind.ABSENCE_COVER`)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4

from engine.actions.register.office import Change
from engine.core.authority.register import GrantKind, InstrumentState, Period
from engine.core.performers import COVERED
from engine.core.vietnamese import LOCAL
from engine.say import in_vietnamese
from engine.store.absences import next_cover_number, seats_at
from engine.store.records import GrantRow, InstrumentRow, PositionRow
from engine.store.register_changes import enter

GROUND = "Quy chế làm việc của cơ quan"


@in_vietnamese()
def cover(change: Change, person_id: UUID, substitute_id: UUID, period: Period) -> UUID | None:
    """The id of the instrument; None when the substitute's own seats do that work already."""
    at = max(period.valid_from, change.now)
    theirs = seats_at(change.session, substitute_id, at)
    pairs = [
        (seat, to)
        for seat in seats_at(change.session, person_id, at)
        if set(seat.powers) & COVERED
        if (to := _seat_for(seat, theirs)) is not None
    ]
    if not pairs:
        return None
    year = period.valid_from.astimezone(LOCAL).year
    instrument = InstrumentRow(
        id=uuid4(),
        number=f"{next_cover_number(change.session, year)}/{year}/XLT",
        issued_on=change.now,
        kind=GrantKind.ABSENCE_COVER,
        issuer_position_id=pairs[0][0].id,
        legal_basis=GROUND,
        file_sha256=None,
        state=InstrumentState.IN_FORCE,
        state_since=min(change.now, period.valid_from),
        exclusive=False,
        deputies_may_sign=False,
        on_end="return_to_delegator",
        valid_from=period.valid_from,
        valid_to=period.valid_to,
    )
    enter(change.session, instrument, change.by_id, change.now)
    for seat, to in pairs:
        grant = GrantRow(
            id=uuid4(),
            instrument_id=instrument.id,
            from_position_id=seat.id,
            to_position_id=to.id,
            powers=sorted(set(seat.powers) & COVERED),
        )
        enter(change.session, grant, change.by_id, change.now)
    return instrument.id


def _seat_for(seat: PositionRow, theirs: Iterable[PositionRow]) -> PositionRow | None:
    """The substitute's seat in the same unit that needs the cover; None when one of theirs there
    has all its roles, or they have none there."""
    there = [each for each in theirs if each.unit_id == seat.unit_id]
    if any(set(seat.roles) <= set(each.roles) for each in there):
        return None
    return there[0] if there else None
