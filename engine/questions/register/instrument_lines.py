"""The lines of an instrument in words: who gives what to whom, for which procedures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.core.authority.register import Register
from engine.core.authority.words import seat_name
from engine.questions.register.words import POWERS
from engine.say import say
from engine.store.records import GrantRow


@dataclass(frozen=True, slots=True)
class LineView:
    """`to_kind` is seat | unit | person. `procedures` are (code, title); None = all of the
    giver's."""

    id: UUID
    seen: int
    giver: str
    to: str
    to_kind: str
    qualification: str | None
    procedures: tuple[tuple[str, str], ...] | None
    powers: tuple[str, ...]
    scope: str | None
    valid_from: datetime | None
    valid_to: datetime | None


def line_view(register: Register, titles: Mapping[str, str], line: GrantRow) -> LineView:
    """`register` knows its seats (`load_around`); `titles` those of procedures."""
    to_kind, to = _receiver(register, line)
    giver = register.positions.get(line.from_position_id)
    listed = None
    if line.procedures is not None:
        listed = tuple((code, titles.get(code, "")) for code in line.procedures)
    return LineView(
        id=line.id,
        seen=line.row_id,
        giver=seat_name(register, giver) if giver else "—",
        to=to,
        to_kind=to_kind,
        qualification=line.qualification,
        procedures=listed,
        powers=tuple(say(words) for power, words in POWERS.items() if power in line.powers),
        scope=line.scope,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
    )


def _receiver(register: Register, line: GrantRow) -> tuple[str, str]:
    if line.to_person_id is not None:
        person = register.persons.get(line.to_person_id)
        return "person", person.full_name if person else "—"
    if line.to_unit_id is not None:
        unit = register.units.get(line.to_unit_id)
        return "unit", unit.name if unit else "—"
    seat = register.positions.get(line.to_position_id) if line.to_position_id else None
    return "seat", seat_name(register, seat) if seat else "—"
