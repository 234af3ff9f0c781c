"""Nobody gives what they do not hold, nor passes on what was delegated to them (Luật TCCQĐP 72/2025
Art 14, Luật TCCP 63/2025 Art 9): judged for every line that lists its procedures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from engine.core.authority.register import TO_ANOTHER_BODY, GrantKind, Rank
from engine.core.register_file.changes import Changes
from engine.core.register_file.known import TABLES, Known
from engine.core.register_file.reading import Reading
from engine.say import say

_OF_THE_GIVERS_OWN = TO_ANOTHER_BODY | {
    GrantKind.SIGNING_DELEGATION,
    GrantKind.COMMUNE_DELEGATION,
}


@dataclass(frozen=True, slots=True)
class _Held:
    """Positions with the procedures that they have by law, were devolved and were delegated."""

    own: frozenset[tuple[UUID, str]]
    devolved: frozenset[tuple[UUID, str]]
    delegated: frozenset[tuple[UUID, str]]


def check_gifts(reading: Reading, changes: Changes) -> None:
    """Judge the lines that would be written beside all that would be known then."""
    lines = [each for each in changes.written if each.entry.table == "grant"]
    if not lines:
        return
    kinds = {key: row["kind"] for key, row in _after(reading.known, changes, "instrument")}
    held = _held(reading.known, changes, kinds)
    for change in lines:
        row = dict(zip(TABLES["grant"], change.row, strict=True))
        if kinds[row["instrument_id"]] not in _OF_THE_GIVERS_OWN:
            continue
        for procedure in row["procedures"] or ():
            pair = (row["from_position_id"], procedure)
            if pair in held.own or pair in held.devolved:
                continue
            cause = say("vị trí giao không có thẩm quyền với thủ tục %(code)s", code=procedure)
            cure = say("hãy sửa vị trí giao hoặc bổ sung thẩm quyền theo luật")
            if pair in held.delegated:
                cause = say("vị trí giao chỉ được ủy quyền thủ tục %(code)s", code=procedure)
                cure = say("hãy bỏ thủ tục này: việc được ủy quyền không được giao tiếp")
            reading.fault(change.entry.line, "_from", cause, cure)


def _held(known: Known, changes: Changes, kinds: Mapping[UUID, str]) -> _Held:
    own = {
        (row["position_id"], row["procedure"]) for _, row in _after(known, changes, "competence")
    }
    heads: dict[UUID, list[UUID]] = {}
    for position_id, row in _after(known, changes, "position"):
        if row["rank"] == Rank.HEAD:
            heads.setdefault(row["unit_id"], []).append(position_id)
    given: dict[str, set[tuple[UUID, str]]] = {}
    for _, row in _after(known, changes, "grant"):
        to = [row["to_position_id"]] if row["to_position_id"] else heads.get(row["to_unit_id"], [])
        pairs = ((position, procedure) for position in to for procedure in row["procedures"] or ())
        given.setdefault(kinds.get(row["instrument_id"], ""), set()).update(pairs)
    return _Held(
        frozenset(own),
        frozenset(given.get(GrantKind.DEVOLUTION, ())),
        frozenset(given.get(GrantKind.DELEGATION, ())),
    )


def _after(known: Known, changes: Changes, table: str) -> Iterator[tuple[UUID, dict[str, Any]]]:
    """The records of a table as they would be known."""
    rows = dict(known.rows.get(table, {}))
    rows |= {c.entry.id: c.row for c in changes.written if c.entry.table == table}
    for record_id, row in rows.items():
        yield record_id, dict(zip(TABLES[table], row, strict=True))
