"""One line of an instrument as a form tells it, and as the row it becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from engine.actions.register.wrong import LONGEST_LINE, Wrong
from engine.core.terms import last_day, term
from engine.core.vietnamese import LOCAL
from engine.say import say
from engine.store.records import GrantRow, InstrumentRow, PersonRow, PositionRow, UnitRow
from engine.store.register_acts import procedure_titles
from engine.store.register_changes import known_row

LONGEST_SCOPE = 1000
MOST_LINES = 200
_OF_THE_RECORD = ("row_id", "id", "recorded_from", "recorded_to", "recorded_by_id")


@dataclass(frozen=True, slots=True)
class LineTold:
    """One line. Without a giver it is the issuer who gives; `procedures` None: all of the giver's;
    days inclusive, none = as long as the instrument. `id` of a line that is known."""

    to_position_id: UUID | None = None
    to_unit_id: UUID | None = None
    to_person_id: UUID | None = None
    procedures: Sequence[str] | None = None
    powers: Sequence[str] = ("decide", "sign")
    giver_id: UUID | None = None
    qualification: str = ""
    scope: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    id: UUID | None = None
    example: Mapping[str, object] | None = None
    """Facts of a dossier that the condition takes in; None leaves the one that is known."""


def line_rows(
    session: Session, act: InstrumentRow, told: Sequence[LineTold], wrong: Wrong
) -> list[GrantRow]:
    """The lines as rows, not yet entered; what is wrong of the third goes to `lines.2.…`."""
    if len(told) > MOST_LINES:
        wrong.add("lines", say("Quá %(most)s dòng; hãy tách văn bản.", most=MOST_LINES))
        return []
    titles = procedure_titles(session)
    return [
        GrantRow(
            id=line.id or uuid4(),
            instrument_id=act.id,
            **line_columns(session, act, line, titles, wrong, f"lines.{place}."),
        )
        for place, line in enumerate(told)
    ]


def line_columns(
    session: Session,
    act: InstrumentRow,
    line: LineTold,
    titles: dict[str, str],
    wrong: Wrong,
    before: str,
) -> dict[str, Any]:
    """The columns of one line's row; `before` begins the names of its fields."""
    unknown = sorted(set(line.procedures or ()) - titles.keys())
    if unknown:
        said = say("Không có thủ tục mang mã: %(codes)s.", codes=", ".join(unknown))
        wrong.add(f"{before}procedures", said)
    for kind, asked in (
        (PositionRow, line.to_position_id),
        (UnitRow, line.to_unit_id),
        (PersonRow, line.to_person_id),
    ):
        if asked is not None and known_row(session, kind, asked) is None:
            wrong.add(f"{before}to", say("Nơi nhận không có trong danh mục; hãy chọn lại."))
    if line.giver_id and known_row(session, PositionRow, line.giver_id) is None:
        wrong.add(f"{before}giver", say("Chức vụ giao không có trong danh mục; hãy chọn lại."))
    scope = wrong.line(f"{before}scope", line.scope, None, LONGEST_SCOPE)
    asked_of = wrong.line(f"{before}qualification", line.qualification, None, LONGEST_LINE)
    valid_from, valid_to = _own_term(line, wrong, before)
    return {
        "from_position_id": line.giver_id or act.issuer_position_id,
        "to_position_id": line.to_position_id,
        "to_unit_id": line.to_unit_id,
        "to_person_id": line.to_person_id,
        "qualification": asked_of or None,
        "procedures": None if line.procedures is None else sorted(set(line.procedures)),
        "powers": sorted(set(line.powers)),
        "scope": scope or None,
        "scope_example": dict(line.example) if scope and line.example else None,
        "valid_from": valid_from,
        "valid_to": valid_to,
    }


def columns_told(row: GrantRow) -> dict[str, Any]:
    """What a line says, without when and by whom it was recorded."""
    names = (column.key for column in inspect(GrantRow).column_attrs)
    return {name: getattr(row, name) for name in names if name not in _OF_THE_RECORD}


def line_told_of(act: InstrumentRow, line: GrantRow) -> LineTold:
    """One row as the form shows it."""
    own_giver = line.from_position_id != act.issuer_position_id
    return LineTold(
        id=line.id,
        giver_id=line.from_position_id if own_giver else None,
        to_position_id=line.to_position_id,
        to_unit_id=line.to_unit_id,
        to_person_id=line.to_person_id,
        qualification=line.qualification or "",
        procedures=None if line.procedures is None else tuple(line.procedures),
        powers=tuple(line.powers),
        scope=line.scope or "",
        example=line.scope_example,
        valid_from=line.valid_from.astimezone(LOCAL).date() if line.valid_from else None,
        valid_to=last_day(line.valid_to) if line.valid_to else None,
    )


def _own_term(line: LineTold, wrong: Wrong, before: str) -> tuple[datetime | None, datetime | None]:
    try:
        if line.valid_from is None:
            return None, None if line.valid_to is None else term(
                line.valid_to, line.valid_to
            ).valid_to
        period = term(line.valid_from, line.valid_to)
    except (ValueError, OverflowError) as fault:
        far = say("Ngày này quá xa; hãy xem lại.")
        wrong.add(f"{before}valid_to", str(fault) if isinstance(fault, ValueError) else far)
        return None, None
    return period.valid_from, period.valid_to
