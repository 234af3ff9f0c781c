"""A seat as a form tells it, judged against what the register knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.register.wrong import FROM, TO, Wrong
from engine.core.authority.register import AUTHORITY_POWERS, Period, Power, Rank
from engine.core.terms import covers, last_day, term_words
from engine.core.vietnamese import LOCAL
from engine.errors import NotFound
from engine.say import say
from engine.store.records import PositionRow, UnitRow
from engine.store.register_changes import known_row
from engine.store.register_people import posts_after

UNIT, TITLE, RANK, ROLES, POWERS = "unit_id", "title", "rank", "roles", "powers"
ROLE = re.compile(r"[a-z][a-z0-9_]{1,39}")
OF_A_SEAT = tuple(power for power in Power if power not in AUTHORITY_POWERS)
"""Powers that go with a seat; the others come from law or an instrument."""


@dataclass(frozen=True, slots=True)
class PositionTold:
    """Days inclusive. `roles` are those that diagrams name as performers; `powers` of the seat:
    receive, appraise, seal."""

    unit_id: UUID
    title: str
    rank: str
    roles: tuple[str, ...]
    powers: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None = None


def columns_of(
    session: Session, told: PositionTold, wrong: Wrong, position_id: UUID | None
) -> dict[str, Any]:
    """The columns of its row; what is wrong goes into `wrong`. `position_id` of one that is
    known."""
    title = wrong.line(TITLE, told.title, say("Hãy ghi tên chức vụ như in ở khối chữ ký."))
    if told.rank not in set(Rank):
        wrong.add(RANK, say("Hãy chọn cấp của vị trí: cấp trưởng, cấp phó hay chuyên viên."))
    roles = sorted({role.strip() for role in told.roles if role.strip()})
    for role in (each for each in roles if not ROLE.fullmatch(each)):
        said = say(
            "Vai trò “%(role)s” không đúng: chỉ gồm chữ thường không dấu, số và gạch dưới, như "
            "quy trình đã đặt.",
            role=role,
        )
        wrong.add(ROLES, said)
    powers = _powers(told.powers, wrong)
    period = wrong.term(told.valid_from, told.valid_to)
    if period is not None:
        _require_unit(session, told.unit_id, period, wrong)
        _require_room(session, position_id, period, wrong)
    wrong.refuse()
    assert period is not None
    return {
        "unit_id": told.unit_id,
        "title": title,
        "rank": told.rank,
        "roles": roles,
        "powers": powers,
        "valid_from": period.valid_from,
        "valid_to": period.valid_to,
    }


def told_of(row: PositionRow) -> PositionTold:
    """A row as the form shows it."""
    return PositionTold(
        unit_id=row.unit_id,
        title=row.title,
        rank=row.rank,
        roles=tuple(row.roles),
        powers=tuple(row.powers),
        valid_from=row.valid_from.astimezone(LOCAL).date(),
        valid_to=None if row.valid_to is None else last_day(row.valid_to),
    )


def position_known(session: Session, position_id: UUID) -> PositionRow:
    """Raises NotFound."""
    row = known_row(session, PositionRow, position_id)
    if row is None:
        raise NotFound(say("Không có vị trí này trong danh mục."))
    return row


def _powers(asked: Sequence[str], wrong: Wrong) -> list[str]:
    if set(asked) - set(OF_A_SEAT):
        said = say(
            "Vị trí chỉ mang quyền tiếp nhận, thẩm định, đóng dấu; quyền ký, quyết định phải do "
            "luật định hoặc văn bản giao."
        )
        wrong.add(POWERS, said)
    return [str(power) for power in OF_A_SEAT if power in asked]


def _require_unit(session: Session, unit_id: UUID, period: Period, wrong: Wrong) -> None:
    unit = known_row(session, UnitRow, unit_id)
    if unit is None:
        wrong.add(UNIT, say("Không có đơn vị này; hãy chọn trong danh sách."))
        return
    outer = Period(unit.valid_from, unit.valid_to)
    if not covers(outer, period):
        said = say(
            "%(unit)s chỉ có %(outer)s; vị trí không thể có %(own)s.",
            unit=unit.name,
            outer=term_words(outer),
            own=term_words(period),
        )
        wrong.add(FROM if period.valid_from < outer.valid_from else TO, said)


def _require_room(session: Session, position_id: UUID | None, period: Period, wrong: Wrong) -> None:
    if position_id is None or period.valid_to is None:
        return
    if left := posts_after(session, position_id, period.valid_to):
        said = say(
            "Vị trí còn %(count)s bổ nhiệm sau ngày này; hãy kết thúc hoặc chuyển các bổ nhiệm đó "
            "trước.",
            count=len(left),
        )
        wrong.add(TO, said)
