"""All rules of entry over one instrument and its lines, asked when it is written down, reviewed and
put in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bpmn.expressions import FactType
from engine.core.authority.entry.chain import chain_findings
from engine.core.authority.entry.finding import Finding
from engine.core.authority.entry.lines import line_findings
from engine.core.authority.entry.overlaps import overlap_findings
from engine.core.authority.register import Grant, GrantKind, Instrument, Register
from engine.core.authority.words import moment_words, seat_name
from engine.say import say

#: Whose law asks for a definite time: Luật TCCQĐP 72/2025 Art 14, NĐ 30/2020 Art 13.3.
_FOR_A_TIME = frozenset(
    {GrantKind.DELEGATION, GrantKind.SIGNING_DELEGATION, GrantKind.COMMUNE_DELEGATION}
)


@dataclass(frozen=True, slots=True)
class Entered:
    """An instrument with its lines, and what the named procedures declare.

    `declared` maps a procedure to its facts; a procedure without an internal procedure is not in
    it, for nobody knows its facts.
    """

    instrument: Instrument
    lines: tuple[Grant, ...]
    declared: Mapping[str, Mapping[str, FactType]]


def findings(register: Register, entered: Entered, now: datetime) -> list[Finding]:
    """Everything that speaks against it; `register` knows the others (its own rows may be there).

    What is `grave` is refused at entry and again when it is put in force; the rest is shown, and
    whoever puts it in force says why it may be so.
    """
    act = entered.instrument
    found = [*_act_findings(register, act, now)]
    if not entered.lines:
        said = say("Văn bản chưa có dòng giao quyền nào; hãy ghi ít nhất một dòng.")
        found.append(Finding("lines", said))
    for place, line in enumerate(entered.lines):
        of_line = [*line_findings(register, entered.instrument, line, entered.declared)]
        if not any(finding.grave for finding in of_line):
            of_line += chain_findings(register, act, line)
        found += (finding.at(place) for finding in of_line)
    found += overlap_findings(register, act, entered.lines)
    return found


def _act_findings(register: Register, act: Instrument, now: datetime) -> Iterator[Finding]:
    begins, ends = act.period.valid_from, act.period.valid_to
    if ends is not None and ends <= begins:
        said = say("Ngày hết hiệu lực phải sau ngày bắt đầu có hiệu lực; hãy sửa một trong hai.")
        yield Finding("valid_to", said)
    if begins < act.issued_on:
        said = say(
            "Văn bản không thể có hiệu lực %(begins)s, trước ngày ban hành %(issued)s.",
            begins=moment_words(begins),
            issued=moment_words(act.issued_on),
        )
        yield Finding("valid_from", said)
    if ends is not None and begins < ends <= now:
        said = say("Thời hạn của văn bản đã qua; đưa vào cũng không giao được quyền nào.")
        yield Finding("valid_to", said, grave=False)
    if ends is None and act.kind in _FOR_A_TIME:
        said = say("Ủy quyền phải có thời hạn xác định, văn bản này chưa ghi ngày hết hiệu lực.")
        yield Finding("valid_to", said, grave=False)
    if act.kind is GrantKind.ABSENCE_COVER:
        said = say("Xử lý thay khi vắng mặt được ghi ở lịch vắng mặt, không nhập ở đây.")
        yield Finding("kind", said)
    if act.supersedes_id == act.id:
        yield Finding("supersedes", say("Văn bản không thay thế chính nó."))
    yield from _issuer_findings(register, act)


def _issuer_findings(register: Register, act: Instrument) -> Iterator[Finding]:
    issuer = register.positions.get(act.issuer_position_id)
    if issuer is not None and not issuer.period.holds(act.issued_on):
        said = say(
            "Ngày ban hành chưa có hoặc không còn chức vụ %(seat)s.",
            seat=seat_name(register, issuer),
        )
        yield Finding("issuer", said)
