"""A unit as a form tells it, judged against what the register knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.register.wrong import FROM, TO, Wrong
from engine.core.authority.register import Period
from engine.core.authority.unit_kinds import UnitKind, unlawful_place
from engine.core.terms import covers, last_day, term_words
from engine.core.vietnamese import LOCAL, fold
from engine.errors import NotFound
from engine.say import say
from engine.store.records import UnitRow
from engine.store.register_changes import known_row
from engine.store.register_people import children_after, is_above, seats_after, units_with_code

CODE, NAME, KIND, PARENT = "code", "name", "kind", "parent_id"


@dataclass(frozen=True, slots=True)
class UnitTold:
    """Days inclusive. `kind` is a `UnitKind`; `place` the địa danh of its papers, `abbreviation`
    its part of their symbol (NĐ 30/2020 Phụ lục I), `collective_name` what stands after TM."""

    code: str
    name: str
    kind: str
    parent_id: UUID | None
    valid_from: date | None
    valid_to: date | None = None
    collective_name: str = ""
    abbreviation: str = ""
    place: str = ""


def columns_of(
    session: Session, told: UnitTold, wrong: Wrong, unit_id: UUID | None
) -> dict[str, Any]:
    """The columns of its row; what is wrong goes into `wrong`. `unit_id` of one that is known."""
    code = wrong.line(CODE, told.code, say("Hãy ghi mã định danh điện tử của đơn vị."))
    name = wrong.line(NAME, told.name, say("Hãy ghi tên đơn vị như in trên văn bản."))
    period = wrong.term(told.valid_from, told.valid_to)
    kind = _kind(told.kind, wrong)
    if period is not None:
        _require_free_code(session, code, period, wrong, unit_id)
        _require_room(session, unit_id, period, wrong)
        if kind is not None:
            _require_place(session, told, kind, period, wrong, unit_id)
    wrong.refuse()
    assert period is not None
    return {
        "code": code,
        "name": name,
        "kind": str(kind),
        "parent_id": told.parent_id,
        "collective_name": wrong.line("collective_name", told.collective_name, None) or None,
        "abbreviation": wrong.line("abbreviation", told.abbreviation, None) or None,
        "place": wrong.line("place", told.place, None) or None,
        "search_text": fold(f"{code} {name}"),
        "valid_from": period.valid_from,
        "valid_to": period.valid_to,
    }


def told_of(row: UnitRow) -> UnitTold:
    """A row as the form shows it, so that only what is changed has to be typed."""
    return UnitTold(
        code=row.code,
        name=row.name,
        kind=row.kind,
        parent_id=row.parent_id,
        valid_from=row.valid_from.astimezone(LOCAL).date(),
        valid_to=None if row.valid_to is None else last_day(row.valid_to),
        collective_name=row.collective_name or "",
        abbreviation=row.abbreviation or "",
        place=row.place or "",
    )


def unit_known(session: Session, unit_id: UUID) -> UnitRow:
    """Raises NotFound."""
    row = known_row(session, UnitRow, unit_id)
    if row is None:
        raise NotFound(say("Không có đơn vị này trong danh mục."))
    return row


def _kind(text: str, wrong: Wrong) -> UnitKind | None:
    try:
        return UnitKind(text)
    except ValueError:
        wrong.add(KIND, say("Hãy chọn loại đơn vị."))
        return None


def _require_free_code(
    session: Session, code: str, period: Period, wrong: Wrong, unit_id: UUID | None
) -> None:
    for other in units_with_code(session, code, period, unit_id)[:1]:
        said = say(
            "Mã %(code)s đang là của %(name)s (%(term)s), trùng với thời gian %(own)s; hãy xem "
            "lại mã hoặc thời gian.",
            code=code,
            name=other.name,
            term=term_words(Period(other.valid_from, other.valid_to)),
            own=term_words(period),
        )
        wrong.add(CODE, said)


def _require_place(
    session: Session,
    told: UnitTold,
    kind: UnitKind,
    period: Period,
    wrong: Wrong,
    unit_id: UUID | None,
) -> None:
    parent = known_row(session, UnitRow, told.parent_id)
    if told.parent_id is not None and parent is None:
        wrong.add(PARENT, say("Không có đơn vị cấp trên này; hãy chọn trong danh sách."))
        return
    if parent is not None:
        if unit_id is not None and is_above(session, unit_id, parent.id):
            said = say(
                "%(parent)s đang thuộc chính đơn vị này; hãy chọn đơn vị cấp trên khác.",
                parent=parent.name,
            )
            wrong.add(PARENT, said)
        outer = Period(parent.valid_from, parent.valid_to)
        if not covers(outer, period):
            said = say(
                "%(parent)s chỉ có %(outer)s, không bao trùm thời gian %(own)s.",
                parent=parent.name,
                outer=term_words(outer),
                own=term_words(period),
            )
            wrong.add(FROM, said)
    above = None if parent is None else UnitKind(parent.kind)
    if unlawful := unlawful_place(kind, above, period.valid_from, period.valid_to):
        wrong.add(TO if kind is UnitKind.DISTRICT and told.valid_to is None else KIND, unlawful)


def _require_room(session: Session, unit_id: UUID | None, period: Period, wrong: Wrong) -> None:
    """What stands in a unit that is known stays within its term."""
    if unit_id is None or period.valid_to is None:
        return
    names = [row.name for row in children_after(session, unit_id, period.valid_to)]
    names += [row.title for row in seats_after(session, unit_id, period.valid_to)]
    if names:
        said = say(
            "Sau ngày này còn %(count)s đơn vị, vị trí thuộc đơn vị (%(first)s …); hãy kết thúc "
            "chúng trước, hoặc dùng trang Sắp xếp đơn vị để chuyển cả hồ sơ.",
            count=len(names),
            first=names[0],
        )
        wrong.add(TO, said)
