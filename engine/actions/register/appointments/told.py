"""A post as a form tells it, judged against what the register knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.register.wrong import FROM, TO, Wrong
from engine.core.authority.register import Period, Rank
from engine.core.terms import covers, last_day, term_words
from engine.core.vietnamese import LOCAL
from engine.errors import NotFound
from engine.say import say
from engine.store.people import person_name
from engine.store.records import AppointmentRow, PersonRow, PositionRow
from engine.store.register_changes import known_row
from engine.store.register_people import absences_in, posts_in

PERSON, POSITION = "person_id", "position_id"


@dataclass(frozen=True, slots=True)
class AppointmentTold:
    """Days inclusive; `acting` for Q. (quyền)."""

    person_id: UUID | None
    position_id: UUID | None
    acting: bool
    valid_from: date | None
    valid_to: date | None = None


def columns_of(
    session: Session, told: AppointmentTold, wrong: Wrong, appointment_id: UUID | None
) -> dict[str, Any]:
    """The columns of its row; what is wrong goes into `wrong`. `appointment_id` of one that is
    known."""
    period = wrong.term(told.valid_from, told.valid_to)
    if period is not None:
        require_fit(session, told, period, wrong, appointment_id)
    wrong.refuse()
    assert period is not None
    return {
        "person_id": told.person_id,
        "position_id": told.position_id,
        "acting": told.acting,
        "valid_from": period.valid_from,
        "valid_to": period.valid_to,
    }


def told_of(row: AppointmentRow) -> AppointmentTold:
    """A row as the form shows it."""
    return AppointmentTold(
        person_id=row.person_id,
        position_id=row.position_id,
        acting=row.acting,
        valid_from=row.valid_from.astimezone(LOCAL).date(),
        valid_to=None if row.valid_to is None else last_day(row.valid_to),
    )


def appointment_known(session: Session, appointment_id: UUID) -> AppointmentRow:
    """Raises NotFound."""
    row = known_row(session, AppointmentRow, appointment_id)
    if row is None:
        raise NotFound(say("Không có bổ nhiệm này trong danh mục."))
    return row


def require_fit(
    session: Session,
    told: AppointmentTold,
    period: Period,
    wrong: Wrong,
    appointment_id: UUID | None,
) -> None:
    """The person and the seat are there, the seat for all of the period; nobody sits twice on it
    at once, and no second head on a head's seat."""
    person = known_row(session, PersonRow, told.person_id)
    seat = known_row(session, PositionRow, told.position_id)
    if person is None:
        wrong.add(PERSON, say("Hãy chọn người trong danh mục."))
    if seat is None:
        wrong.add(POSITION, say("Hãy chọn vị trí trong danh mục."))
    if person is None or seat is None:
        return
    outer = Period(seat.valid_from, seat.valid_to)
    if not covers(outer, period):
        said = say(
            "Vị trí %(seat)s chỉ có %(outer)s; không bổ nhiệm %(own)s được.",
            seat=seat.title,
            outer=term_words(outer),
            own=term_words(period),
        )
        wrong.add(FROM if period.valid_from < outer.valid_from else TO, said)
    if told.acting and seat.rank != Rank.HEAD:
        wrong.add("acting", say("Chỉ cấp trưởng mới có quyền (Q.); vị trí này không phải."))
    for other in posts_in(session, seat.id, period, appointment_id):
        if clash := _clash(session, told, seat, period, other):
            wrong.add(FROM, clash)
            return


def _clash(
    session: Session, told: AppointmentTold, seat: PositionRow, own: Period, other: AppointmentRow
) -> str | None:
    theirs = Period(other.valid_from, other.valid_to)
    if other.person_id == told.person_id:
        return say(
            "%(who)s đã giữ vị trí này %(theirs)s, trùng với %(own)s.",
            who=person_name(session, other.person_id),
            theirs=term_words(theirs),
            own=term_words(own),
        )
    if seat.rank != Rank.HEAD or _acts_for_one_absent(session, told, own, other):
        return None
    return say(
        "Vị trí %(seat)s chỉ một người giữ: %(who)s giữ %(theirs)s, trùng với %(own)s. Hãy kết "
        "thúc bổ nhiệm cũ trước; giữ quyền (Q.) khi cấp trưởng vắng thì phải có lịch vắng mặt "
        "bao trùm thời gian đó.",
        seat=seat.title,
        who=person_name(session, other.person_id),
        theirs=term_words(theirs),
        own=term_words(own),
    )


def _acts_for_one_absent(
    session: Session, told: AppointmentTold, own: Period, other: AppointmentRow
) -> bool:
    """Whether one of the two acts (Q.) and the other is away all the time both would sit."""
    if told.acting == other.acting:
        return False
    away_id = other.person_id if told.acting else told.person_id
    ends = min((p for p in (own.valid_to, other.valid_to) if p is not None), default=None)
    both = Period(max(own.valid_from, other.valid_from), ends)
    assert away_id is not None
    return any(
        covers(Period(row.valid_from, row.valid_to), both)
        for row in absences_in(session, away_id, both)
    )
