"""The posts that people hold, and what each of them opens, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.actions.accounts.waits import ADMIN, REGISTRAR
from engine.core.authority.register import Power, Rank
from engine.questions.places import OPERATOR
from engine.say import say
from engine.store.records import (
    AppointmentRow,
    PositionRow,
    UnitRow,
)
from engine.store.seats_held import signing_seats


@dataclass(frozen=True, slots=True)
class Post:
    """A seat, and what it opens, in words."""

    title: str
    unit: str
    opens: tuple[str, ...]


def posts_of(
    session: Session, people: Sequence[UUID], now: datetime
) -> dict[UUID, tuple[Post, ...]]:
    """By person, those held now."""
    rows = session.execute(
        select(AppointmentRow.person_id, PositionRow, UnitRow.name)
        .join(PositionRow, PositionRow.id == AppointmentRow.position_id)
        .join(UnitRow, UnitRow.id == PositionRow.unit_id)
        .where(
            AppointmentRow.person_id.in_(people),
            *(row.recorded_to.is_(None) for row in (AppointmentRow, PositionRow, UnitRow)),
            AppointmentRow.valid_from <= now,
            or_(AppointmentRow.valid_to.is_(None), AppointmentRow.valid_to > now),
            PositionRow.valid_from <= now,
            or_(PositionRow.valid_to.is_(None), PositionRow.valid_to > now),
        )
        .order_by(PositionRow.title, UnitRow.name)
    ).all()
    signing = signing_seats(session, (row.PositionRow.id for row in rows), now)
    found: dict[UUID, list[Post]] = {}
    for person_id, position, unit in rows:
        found.setdefault(person_id, []).append(
            Post(position.title, unit, _opens(position, signs=position.id in signing))
        )
    return {person_id: tuple(posts) for person_id, posts in found.items()}


def _opens(position: PositionRow, *, signs: bool) -> tuple[str, ...]:
    """What the pages of this seat are, and what its powers let it do."""
    powers = {
        Power.RECEIVE: say("tiếp nhận hồ sơ"),
        Power.APPRAISE: say("thẩm định hồ sơ"),
        Power.DECIDE: say("quyết định"),
        Power.SIGN: say("ký văn bản"),
        Power.SEAL: say("đóng dấu văn bản"),
    }
    words = [powers[Power(power)] for power in position.powers]
    if signs:
        words.append(say("ký theo thẩm quyền trong danh mục"))
    if Power.RECEIVE in position.powers:
        words.append(say("sổ theo dõi hồ sơ"))
    if position.rank != Rank.STAFF:
        words.append(say("giao việc trong đơn vị"))
        words.append(say("xem ai đã mở hồ sơ"))
    if position.rank != Rank.STAFF or OPERATOR in position.roles:
        words.append(say("trang vận hành"))
    if ADMIN in position.roles:
        words.append(say("quản trị tài khoản"))
    if REGISTRAR in position.roles:
        words.append(say("quản trị thẩm quyền"))
    return tuple(words) or (say("việc được giao theo quy trình"),)
