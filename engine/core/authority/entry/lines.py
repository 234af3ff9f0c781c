"""One line of an instrument by itself: to whom, for how long, which powers, on which condition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bpmn.expressions import ExpressionError, FactType, check, parse
from engine.core.authority.entry.finding import Finding
from engine.core.authority.lawful import is_part_of
from engine.core.authority.limits import not_by_giver
from engine.core.authority.register import (
    AUTHORITY_POWERS,
    Grant,
    GrantKind,
    Instrument,
    Register,
)
from engine.core.authority.words import period_words
from engine.core.terms import covers
from engine.say import say

Declared = Mapping[str, Mapping[str, FactType]]


def line_findings(
    register: Register, act: Instrument, line: Grant, declared: Declared
) -> Iterator[Finding]:
    """What the line says that no law and no register could make good."""
    yield from _to_whom(register, act, line)
    yield from _what(line)
    yield from _how_long(act, line)
    yield from (Finding("scope", says) for says in scope_faults(line.scope, line, declared))
    if line.from_position_id in register.positions:
        refusal = not_by_giver(register, line, act)
        if refusal is not None:
            yield Finding("giver", refusal.says)


def scope_faults(scope: str | None, line: Grant, declared: Declared) -> list[str]:
    """What is wrong with a condition against the facts that the line's procedures declare."""
    if scope is None:
        return []
    try:
        condition = parse(scope)
    except ExpressionError as error:
        return [error.sentence]
    if line.procedures is None:
        return [say("Điều kiện chỉ ghi được khi dòng này nêu rõ từng thủ tục.")]
    found: list[str] = []
    for procedure in sorted(line.procedures):
        facts = declared.get(procedure)
        if facts is None:
            said = say(
                "Thủ tục %(procedure)s chưa có quy trình nội bộ nên chưa biết hồ sơ có dữ kiện "
                "nào; chưa đặt điều kiện được.",
                procedure=procedure,
            )
            found.append(said)
            continue
        found += (
            say("Thủ tục %(procedure)s: %(fault)s", procedure=procedure, fault=fault)
            for fault in check(condition, facts)
        )
    return found


def _to_whom(register: Register, act: Instrument, line: Grant) -> Iterator[Finding]:
    to_person = line.to_person_id is not None
    targets = (line.to_position_id, line.to_unit_id, line.to_person_id)
    if sum(target is not None for target in targets) != 1:
        said = say("Mỗi dòng giao cho đúng một nơi: chức vụ, đơn vị hoặc một công chức nêu tên.")
        yield Finding("to", said)
    if line.qualification and not to_person:
        said = say("Chỉ đòi hỏi trình độ khi giao cho công chức được nêu tên.")
        yield Finding("qualification", said)
    if to_person and act.kind is GrantKind.COMMUNE_DELEGATION:
        yield from _serves_there(register, line)


def _serves_there(register: Register, line: Grant) -> Iterator[Finding]:
    """Luật TCCQĐP 72/2025 Art 14.1: a civil servant of the same People's Committee."""
    giver = register.positions.get(line.from_position_id)
    seats = [
        register.positions[each.position_id]
        for each in register.appointments
        if each.person_id == line.to_person_id and each.position_id in register.positions
    ]
    if giver is not None and not any(is_part_of(register, s, giver.unit_id) for s in seats):
        said = say("Chỉ ủy quyền được cho công chức đang giữ một vị trí của chính cơ quan này.")
        yield Finding("to", said)


def _what(line: Grant) -> Iterator[Finding]:
    if not line.powers:
        yield Finding("powers", say("Hãy chọn quyền được giao: quyết định, ký văn bản."))
    if line.powers - AUTHORITY_POWERS:
        said = say(
            "Tiếp nhận, thẩm định và đóng dấu đi theo vị trí việc làm, không giao bằng văn bản này."
        )
        yield Finding("powers", said)
    if line.procedures is not None and not line.procedures:
        yield Finding("procedures", say("Hãy chọn thủ tục, hoặc chọn “mọi thủ tục”."))


def _how_long(act: Instrument, line: Grant) -> Iterator[Finding]:
    own = line.period
    if own is None:
        return
    if own.valid_to is not None and own.valid_to <= own.valid_from:
        yield Finding("valid_to", say("Dòng này hết hiệu lực trước khi bắt đầu; hãy sửa ngày."))
    elif not covers(act.period, own):
        said = say(
            "Thời hạn riêng của dòng phải nằm trong thời hạn của văn bản (%(period)s).",
            period=period_words(act.period),
        )
        yield Finding("valid_to", said)
