"""An instrument as a form tells it, and as the row it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.register.instruments.line_told import LineTold, line_told_of
from engine.actions.register.wrong import LONGEST_REASON, Wrong
from engine.core.authority.register import GrantKind, InstrumentState
from engine.core.terms import begins, last_day
from engine.core.vietnamese import LOCAL
from engine.say import say
from engine.store.records import GrantRow, InstrumentRow, PositionRow
from engine.store.register_changes import known_row

ON_END = ("return_to_delegator", "finish_started", "freeze")


@dataclass(frozen=True, slots=True)
class InstrumentTold:
    """Days inclusive. `on_end` is one of `ON_END`."""

    number: str
    issued_on: date | None
    kind: str
    issuer_id: UUID | None
    legal_basis: str
    valid_from: date | None
    valid_to: date | None
    lines: Sequence[LineTold]
    exclusive: bool = False
    deputies_may_sign: bool = True
    on_end: str = ON_END[0]
    supersedes_id: UUID | None = None


def own_columns(told: InstrumentTold, wrong: Wrong) -> dict[str, Any]:
    """The columns that a form tells, without a look at the register; what is wrong goes into
    `wrong`, so that a page can tell it together with what else is wrong."""
    number = wrong.line("number", told.number, say("Hãy ghi số, ký hiệu, ví dụ 1883/QĐ-UBND."))
    basis = wrong.line(
        "legal_basis", told.legal_basis, say("Hãy ghi căn cứ pháp lý."), LONGEST_REASON
    )
    if told.kind not in set(GrantKind):
        wrong.add("kind", say("Hãy chọn loại văn bản."))
    if told.on_end not in ON_END:
        wrong.add("on_end", say("Hãy chọn cách xử lý hồ sơ dở dang khi văn bản hết hiệu lực."))
    if told.issued_on is None:
        wrong.add("issued_on", say("Hãy ghi ngày ban hành."))
    if told.issuer_id is None:
        wrong.add("issuer", say("Hãy chọn chức vụ ban hành trong danh sách."))
    period = wrong.term(told.valid_from, told.valid_to)
    return {
        "number": number,
        "issued_on": begins(told.issued_on) if told.issued_on else None,
        "kind": told.kind,
        "issuer_position_id": told.issuer_id,
        "legal_basis": basis,
        "exclusive": told.exclusive,
        "deputies_may_sign": told.deputies_may_sign,
        "on_end": told.on_end,
        "supersedes_id": told.supersedes_id,
        "valid_from": period.valid_from if period else None,
        "valid_to": period.valid_to if period else None,
    }


def instrument_columns(session: Session, told: InstrumentTold, wrong: Wrong) -> dict[str, Any]:
    """The same, with what the register knows not; what is wrong goes into `wrong`."""
    columns = own_columns(told, wrong)
    if told.issuer_id and known_row(session, PositionRow, told.issuer_id) is None:
        wrong.add("issuer", say("Hãy chọn chức vụ ban hành trong danh sách."))
    if told.supersedes_id and known_row(session, InstrumentRow, told.supersedes_id) is None:
        wrong.add("supersedes", say("Không có văn bản bị thay thế này trong danh mục."))
    return columns


def instrument_row(instrument_id: UUID, columns: dict[str, Any], now: datetime) -> InstrumentRow:
    """A draft of these columns, not yet entered."""
    return InstrumentRow(
        id=instrument_id,
        file_sha256=None,
        state=InstrumentState.DRAFT,
        state_since=now,
        **columns,
    )


def told_of(act: InstrumentRow, lines: Sequence[GrantRow]) -> InstrumentTold:
    """Rows as the form shows them."""
    return InstrumentTold(
        number=act.number,
        issued_on=act.issued_on.astimezone(LOCAL).date(),
        kind=act.kind,
        issuer_id=act.issuer_position_id,
        legal_basis=act.legal_basis,
        valid_from=act.valid_from.astimezone(LOCAL).date(),
        valid_to=None if act.valid_to is None else last_day(act.valid_to),
        exclusive=act.exclusive,
        deputies_may_sign=act.deputies_may_sign,
        on_end=act.on_end,
        supersedes_id=act.supersedes_id,
        lines=tuple(line_told_of(act, line) for line in lines),
    )
