"""The same power given twice to the same hands: within one instrument, and by two at one time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from engine.core.authority.entry.finding import Finding
from engine.core.authority.force import force_of_grant
from engine.core.authority.register import Grant, Instrument, InstrumentState, Register
from engine.core.authority.words import instrument_name, period_words
from engine.core.terms import overlap
from engine.say import say


def overlap_findings(
    register: Register, act: Instrument, lines: tuple[Grant, ...]
) -> Iterator[Finding]:
    """Lines that say the same, and lines that another instrument in force says already."""
    for (first, one), (second, other) in combinations(enumerate(lines), 2):
        if _same(one, other) and overlap(one.period or act.period, other.period or act.period):
            said = say(
                "Dòng %(second)s giao lại điều mà dòng %(first)s đã giao; hãy bỏ một dòng.",
                second=second + 1,
                first=first + 1,
            )
            yield Finding("to", said).at(second)
    for place, line in enumerate(lines):
        for given in register.grants:
            found = _given_already(register, act, line, given)
            if found is not None:
                yield found.at(place)
                break


def _given_already(
    register: Register, act: Instrument, line: Grant, given: Grant
) -> Finding | None:
    instrument = register.instruments.get(given.instrument_id)
    if instrument is None or instrument.id in (act.id, act.supersedes_id):
        return None
    if instrument.state is not InstrumentState.IN_FORCE or instrument.kind is not act.kind:
        return None
    force = force_of_grant(register, given)
    if force is None or not _same(line, given) or not overlap(force, line.period or act.period):
        return None
    said = say(
        "%(instrument)s đã giao quyền này cho cùng nơi nhận, %(period)s; hãy ghi văn bản đó là văn "
        "bản bị thay thế, hoặc sửa thời hạn để hai bên không chồng nhau.",
        instrument=instrument_name(register, instrument),
        period=period_words(force),
    )
    return Finding("to", said)


def _same(one: Grant, other: Grant) -> bool:
    """From the same seat to the same hands, and something in common."""
    hands = (one.to_position_id, one.to_unit_id, one.to_person_id, one.from_position_id)
    if hands != (
        other.to_position_id, other.to_unit_id, other.to_person_id, other.from_position_id
    ):  # fmt: skip
        return False
    procedures = (
        one.procedures is None
        or other.procedures is None
        or not one.procedures.isdisjoint(other.procedures)
    )
    scopes = one.scope is None or other.scope is None or one.scope == other.scope
    return procedures and scopes and not one.powers.isdisjoint(other.powers)
