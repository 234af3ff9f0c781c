"""What the law lets one instrument do after another, and between which seats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from engine.core.authority.register import (
    Clause,
    GrantKind,
    Instrument,
    Position,
    Rank,
    Refusal,
    Register,
)
from engine.core.authority.words import instrument_name
from engine.say import say

_K = GrantKind

#: What may follow what. A `delegation` and a `signing_delegation` are never passed on (Luật
#: TCCQĐP 72/2025 Art 14, Luật TCCP 63/2025 Art 9, NĐ 30/2020 Art 13.3); that a deputy of the
#: delegate signs for the delegate is no delegation, but ký thay (Art 13.1).
_ONWARD: Mapping[GrantKind, frozenset[GrantKind]] = {
    _K.DEVOLUTION: frozenset({_K.SIGNING_DELEGATION, _K.BY_ORDER, _K.DEPUTY, _K.DEPUTY_IN_CHARGE}),
    _K.DELEGATION: frozenset({_K.DEPUTY, _K.DEPUTY_IN_CHARGE}),
    _K.BY_ORDER: frozenset({_K.DEPUTY, _K.DEPUTY_IN_CHARGE}),
    _K.SIGNING_DELEGATION: frozenset(),
    _K.DEPUTY: frozenset(),
    _K.DEPUTY_IN_CHARGE: frozenset(),
    _K.COMMUNE_DELEGATION: frozenset(),
}
_TO_DEPUTY = frozenset({_K.DEPUTY, _K.DEPUTY_IN_CHARGE})


def redelegated(
    register: Register, above: Sequence[Instrument], instrument: Instrument
) -> Refusal | None:
    """Why the instrument may not follow those above it in a chain."""
    last = above[-1] if above else None
    if last is not None and instrument.kind not in _ONWARD[last.kind]:
        return Refusal(
            Clause.REDELEGATED,
            instrument.id,
            say(
                "%(name)s giao tiếp quyền đã nhận theo %(instrument)s; người được giao "
                "không được giao tiếp cho người khác.",
                name=instrument_name(register, instrument),
                instrument=instrument_name(register, last),
            ),
        )
    for earlier in above:
        if instrument.kind in _TO_DEPUTY and not earlier.deputies_may_sign:
            return Refusal(
                Clause.REDELEGATED,
                earlier.id,
                say(
                    "%(instrument)s không cho cấp phó ký thay.",
                    instrument=instrument_name(register, earlier),
                ),
            )
    return None


def unfit(
    register: Register, giver: Position, seat: Position | None, instrument: Instrument
) -> Refusal | None:
    """Why the law does not allow this kind of grant between these two; None for `seat` is a named
    person."""
    why = _why_unfit(register, giver, seat, instrument.kind)
    if why is None:
        return None
    name = instrument_name(register, instrument)
    return Refusal(
        Clause.NOT_COMPETENT,
        instrument.id,
        say("%(name)s không có giá trị ở đây: %(why)s.", name=name, why=why),
    )


def _why_unfit(
    register: Register, giver: Position, seat: Position | None, kind: GrantKind
) -> str | None:
    if giver.rank is not Rank.HEAD:
        return say("chỉ người đứng đầu mới giao được quyền của mình")
    if seat is None:
        named = kind is _K.COMMUNE_DELEGATION
        return None if named else say("chỉ được giao cho chức vụ, không cho cá nhân")
    same_unit = seat.unit_id == giver.unit_id
    match kind:
        case _K.DEPUTY | _K.DEPUTY_IN_CHARGE if not same_unit or seat.rank is not Rank.DEPUTY:
            return say("chỉ cấp phó của cùng đơn vị được ký thay")
        case _K.SIGNING_DELEGATION | _K.BY_ORDER if (
            seat.rank is not Rank.HEAD or same_unit or not is_part_of(register, seat, giver.unit_id)
        ):
            return say("chỉ giao được cho người đứng đầu đơn vị thuộc cơ quan")
        case _K.DELEGATION | _K.DEVOLUTION if same_unit:
            return say("chỉ giao được cho cơ quan khác")
        case _K.DELEGATION | _K.DEVOLUTION if seat.rank is not Rank.HEAD:
            return say("chỉ giao được cho cơ quan khác hoặc người đứng đầu cơ quan đó")
        case _K.COMMUNE_DELEGATION:
            return say("phải giao cho công chức được nêu tên")
    return None


def is_part_of(register: Register, seat: Position, unit_id: UUID) -> bool:
    """Whether a seat is in the unit or in a part of it, at any depth."""
    unit, steps = register.units.get(seat.unit_id), 0
    while unit is not None and steps < len(register.units):
        if unit.id == unit_id:
            return True
        unit = register.units.get(unit.parent_id) if unit.parent_id else None
        steps += 1
    return False
