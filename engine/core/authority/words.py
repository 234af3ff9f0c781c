"""The register's records in Vietnamese words, for citations, chains and refusals."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from uuid import UUID

from engine.core.authority.register import (
    Instrument,
    InstrumentState,
    Period,
    Position,
    Power,
    Register,
)
from engine.core.vietnamese import LOCAL, format_date, format_moment
from engine.say import marked, say

#: What a power lets a person do.
POWERS = {
    Power.RECEIVE: marked("tiếp nhận hồ sơ"),
    Power.APPRAISE: marked("thẩm định hồ sơ"),
    Power.DECIDE: marked("quyết định"),
    Power.SIGN: marked("ký văn bản"),
    Power.SEAL: marked("đóng dấu văn bản"),
}

#: Kinds of document by their abbreviation in the symbol (NĐ 30/2020/NĐ-CP, Phụ lục III).
_KINDS = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "QC": "Quy chế",
    "TB": "Thông báo",
    "KH": "Kế hoạch",
    "GUQ": "Giấy ủy quyền",
}
_ABBREVIATION = re.compile(r"/([^/\-\s]+)-")

_STATES = {
    InstrumentState.DRAFT: marked("còn là dự thảo"),
    InstrumentState.REVIEWED: marked("đã thẩm định nhưng chưa ban hành"),
    InstrumentState.IN_FORCE: marked("đang có hiệu lực"),
    InstrumentState.SUSPENDED: marked("đang tạm ngưng"),
    InstrumentState.REVOKED: marked("đã bị thu hồi"),
}


def instrument_name(register: Register, instrument: Instrument) -> str:
    """The act's own name, the same in every language:
    `Quyết định số 12/QĐ-UBND ngày 05/01/2026 của Chủ tịch Ủy ban nhân dân phường X`."""
    if register.instruments.get(instrument.id) is not instrument:
        return _named(register, instrument)
    key = (instrument_name, instrument.id)
    kept: str | None = register.memo.get(key)
    if kept is None:
        kept = register.memo[key] = _named(register, instrument)
    return kept


def _named(register: Register, instrument: Instrument) -> str:
    named = act_name(instrument)
    issuer = register.positions.get(instrument.issuer_position_id)
    return f"{named} của {seat_name(register, issuer)}" if issuer else named


def numbered(number: str) -> str:
    """The act by its kind and number alone: `Quyết định số 12/QĐ-UBND`."""
    match = _ABBREVIATION.search(number)
    kind = _KINDS.get(match[1], "Văn bản") if match else "Văn bản"
    return f"{kind} số {number}"


def act_name(instrument: Instrument) -> str:
    """The same with its day: `Quyết định số 12/QĐ-UBND ngày 05/01/2026`."""
    return f"{numbered(instrument.number)} ngày {format_date(instrument.issued_on)}"


def record_name(register: Register, record_id: UUID | None) -> str | None:
    """What a refusal fails on, as people know it; None for what the slice does not hold."""
    if record_id is None:
        return None
    if instrument := register.instruments.get(record_id):
        return instrument_name(register, instrument)
    if position := register.positions.get(record_id):
        return seat_name(register, position)
    if person := register.persons.get(record_id):
        return person.full_name
    if unit := register.units.get(record_id):
        return unit.name
    for grant in register.grants:
        if grant.id == record_id:
            return record_name(register, grant.instrument_id)
    for appointment in register.appointments:
        if appointment.id == record_id:
            return record_name(register, appointment.position_id)
    return next((c.legal_basis for c in register.competences if c.id == record_id), None)


def seat_name(register: Register, position: Position) -> str:
    """`Phó Chủ tịch Ủy ban nhân dân phường X`."""
    unit = register.units.get(position.unit_id)
    return f"{position.title} {unit.name}" if unit else position.title


def period_words(period: Period) -> str:
    """`hiệu lực từ ngày 01/01/2026 đến hết ngày 28/02/2027`."""
    begins = say("hiệu lực từ %(valid_from)s", valid_from=moment_words(period.valid_from))
    if period.valid_to is None:
        return begins
    return f"{begins} {end_words(period.valid_to)}"


def moment_words(at: datetime) -> str:
    """`ngày 01/01/2026`, or with the time of day when it is not midnight."""
    return say("ngày %(at)s", at=format_date(at)) if _is_midnight(at) else format_moment(at)


def end_words(valid_to: datetime) -> str:
    """An exclusive end as people say it: `đến hết ngày 28/02/2027`."""
    if _is_midnight(valid_to):
        return say("đến hết ngày %(valid_to)s", valid_to=format_date(valid_to - timedelta(days=1)))
    return say("đến %(valid_to)s", valid_to=format_moment(valid_to))


def state_words(state: InstrumentState) -> str:
    """How an instrument stands, after its name: `còn là dự thảo`, `đang tạm ngưng`."""
    return say(_STATES[state])


def _is_midnight(at: datetime) -> bool:
    return at.astimezone(LOCAL).time() == time()
