"""A competence as a form tells it, judged against what the register knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.register.wrong import FROM, LONGEST_REASON, Wrong
from engine.core.authority.register import AUTHORITY_POWERS, Period
from engine.core.terms import last_day, overlap, term_words
from engine.core.vietnamese import LOCAL
from engine.errors import NotFound
from engine.say import say
from engine.store.records import CompetenceRow, PositionRow, UnitRow
from engine.store.register_acts import competences_of, procedure_titles
from engine.store.register_changes import known_row

PROCEDURE, UNIT, SEAT, COLLECTIVE = "procedure", "unit_id", "position_id", "collective"
POWERS, BASIS = "powers", "legal_basis"


@dataclass(frozen=True, slots=True)
class CompetenceTold:
    """Days inclusive. Without a unit it is the seat's own; `collective`: the law names the
    collective that the seat heads. `powers` are decide and sign."""

    procedure: str
    position_id: UUID | None
    collective: bool
    powers: Sequence[str]
    legal_basis: str
    valid_from: date | None
    valid_to: date | None = None
    unit_id: UUID | None = None


def columns_of(
    session: Session, told: CompetenceTold, wrong: Wrong, competence_id: UUID | None
) -> dict[str, Any]:
    """The columns of its row. Raises InvalidAnswers with everything that is wrong;
    `competence_id` of one that is known."""
    missing = say("Hãy ghi căn cứ pháp lý: số, ngày và tên văn bản quy định thẩm quyền.")
    basis = wrong.line(BASIS, told.legal_basis, missing, LONGEST_REASON)
    if told.procedure not in procedure_titles(session):
        said = say(
            "Không có thủ tục “%(procedure)s”; hãy tìm theo mã hoặc tên.", procedure=told.procedure
        )
        wrong.add(PROCEDURE, said)
    if not told.powers or set(told.powers) - AUTHORITY_POWERS:
        wrong.add(POWERS, say("Hãy chọn quyền theo luật: quyết định, ký văn bản."))
    period = wrong.term(told.valid_from, told.valid_to)
    seat = known_row(session, PositionRow, told.position_id)
    if seat is None:
        wrong.add(SEAT, say("Hãy chọn chức vụ có thẩm quyền trong danh sách."))
    unit_id = told.unit_id or (seat.unit_id if seat else None)
    unit = known_row(session, UnitRow, unit_id)
    if unit_id is not None and unit is None:
        wrong.add(UNIT, say("Không có đơn vị này; hãy chọn trong danh sách."))
    if unit is not None and told.collective and not unit.collective_name:
        said = say("%(unit)s không phải tập thể quyết định, nên không ký TM.", unit=unit.name)
        wrong.add(COLLECTIVE, said)
    if period and seat and unit:
        _require_alone(session, told, unit.id, seat.id, period, competence_id, wrong)
    wrong.refuse()
    assert period is not None
    assert unit_id is not None
    return {
        "procedure": told.procedure,
        "unit_id": unit_id,
        "position_id": told.position_id,
        "collective": told.collective,
        "powers": sorted(set(told.powers)),
        "legal_basis": basis,
        "valid_from": period.valid_from,
        "valid_to": period.valid_to,
    }


def told_of(row: CompetenceRow) -> CompetenceTold:
    """A row as the form shows it."""
    return CompetenceTold(
        procedure=row.procedure,
        position_id=row.position_id,
        collective=row.collective,
        powers=tuple(row.powers),
        legal_basis=row.legal_basis,
        valid_from=row.valid_from.astimezone(LOCAL).date(),
        valid_to=None if row.valid_to is None else last_day(row.valid_to),
        unit_id=row.unit_id,
    )


def competence_known(session: Session, competence_id: UUID) -> CompetenceRow:
    """Raises NotFound."""
    row = known_row(session, CompetenceRow, competence_id)
    if row is None:
        raise NotFound(say("Không có thẩm quyền này trong danh mục."))
    return row


def _require_alone(
    session: Session,
    told: CompetenceTold,
    unit_id: UUID,
    position_id: UUID,
    period: Period,
    itself: UUID | None,
    wrong: Wrong,
) -> None:
    for other in competences_of(session, told.procedure, unit_id, position_id):
        held = Period(other.valid_from, other.valid_to)
        if other.id != itself and overlap(held, period) and set(other.powers) & set(told.powers):
            said = say(
                "Chức vụ này đã có thẩm quyền đó %(held)s, chồng với %(period)s; hãy sửa mục đã có "
                "hoặc sửa thời hạn.",
                held=term_words(held),
                period=term_words(period),
            )
            wrong.add(FROM, said)
            return
