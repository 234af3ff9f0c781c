"""From lines to records: whom and what a line names is looked up in the file and the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.core.register_file.faults import Faults
from engine.core.register_file.known import TABLES, Known, made
from engine.core.register_file.lines import Line
from engine.core.vietnamese import LOCAL, fold, format_date, name_key
from engine.say import say


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as the file says it; a column that is not in `told` was not said."""

    table: str
    id: UUID
    told: Mapping[str, Any]
    line: Line

    @property
    def label(self) -> str:
        """How people know the line: its key."""
        parts = (self.line.told.get(key) for key in self.line.sheet.key)
        return " · ".join(_shown(part) for part in parts if part is not None)


@dataclass(slots=True)
class Reading:
    """One file under way: what is known beside it, and what was found so far."""

    known: Known
    faults: Faults
    entries: dict[str, dict[UUID, Entry]] = field(default_factory=dict)
    issued: dict[str, list[tuple[UUID, UUID, datetime]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """Instruments by number: id, issuer, day."""

    def has(self, table: str, record_id: UUID) -> bool:
        """In the file or in the register."""
        return record_id in self.entries.get(table, {}) or self.known.has(table, record_id)

    def fault(self, line: Line, key: str, cause: str, cure: str) -> None:
        """Something wrong in one column of a line."""
        titles = {column.key: column.title for column in line.sheet.columns}
        self.faults.add(line.sheet.title, line.row, titles.get(key, ""), cause, cure)


def read_entries(lines: Mapping[str, Sequence[Line]], known: Known, faults: Faults) -> Reading:
    """All records of the file; a fault for each reference that leads nowhere, each line that says
    the same as another. The order of the sheets is that of their references."""
    reading = Reading(known, faults)
    column = TABLES["instrument"].index
    for record_id, row in known.rows.get("instrument", {}).items():
        reading.issued[row[column("number")]].append(
            (record_id, row[column("issuer_position_id")], row[column("issued_on")])
        )
    for table, make in _MAKERS.items():
        found = reading.entries.setdefault(table, {})
        for line in lines.get(table, ()):
            made_of = make(reading, line)
            if made_of is None:
                continue
            record_id, told = made_of
            if record_id in found:
                reading.fault(
                    line,
                    line.sheet.key[0],
                    say("dòng này trùng với dòng %(row)s", row=found[record_id].line.row),
                    say("hãy giữ lại một dòng"),
                )
                continue
            found[record_id] = Entry(table, record_id, told, line)
            if table == "instrument":
                issued = (record_id, told["issuer_position_id"], told["issued_on"])
                if issued not in reading.issued[told["number"]]:
                    reading.issued[told["number"]].append(issued)
    return reading


_Made = tuple[UUID, dict[str, Any]] | None


def _own(line: Line) -> dict[str, Any]:
    """What is stored as it is said."""
    return {key: value for key, value in line.told.items() if not key.startswith("_")}


def _unit(reading: Reading, line: Line) -> _Made:
    told = _own(line)
    told["search_text"] = fold(f"{told['code']} {told['name']}")
    if "_parent" in line.told:
        code = line.told["_parent"]
        told["parent_id"] = None if code is None else reading.known.id_of("unit", code)
    return reading.known.id_of("unit", told["code"]), told


def _position(reading: Reading, line: Line) -> _Made:
    unit = _unit_named(reading, line, "_unit")
    if unit is None:
        return None
    return made("position", line.told["_position"]), {**_own(line), "unit_id": unit}


def _person(reading: Reading, line: Line) -> _Made:
    told = _own(line)
    told["name_key"] = name_key(told["full_name"])
    told["search_text"] = fold(told["full_name"])
    return reading.known.id_of("person", told["identity"]), told


def _appointment(reading: Reading, line: Line) -> _Made:
    person = _person_named(reading, line, "_person")
    position = _position_named(reading, line, "_position")
    if person is None or position is None:
        return None
    told = {**_own(line), "person_id": person, "position_id": position}
    return reading.known.id_of("appointment", person, position, told["valid_from"]), told


def _procedure(reading: Reading, line: Line) -> _Made:
    told = _own(line)
    told["search_text"] = fold(f"{told['code']} {told['title']}")
    return reading.known.id_of("procedure", told["code"]), told


def _competence(reading: Reading, line: Line) -> _Made:
    unit = _unit_named(reading, line, "_unit")
    position = _position_named(reading, line, "_position")
    known = _procedures_known(reading, line, [line.told["procedure"]], "procedure")
    if unit is None or position is None or not known:
        return None
    told = {**_own(line), "unit_id": unit, "position_id": position}
    return reading.known.id_of("competence", told["procedure"], unit, position), told


def _instrument(reading: Reading, line: Line) -> _Made:
    issuer = _position_named(reading, line, "_issuer")
    if issuer is None:
        return None
    told = {**_own(line), "issuer_position_id": issuer}
    if "_supersedes" in line.told:
        told["supersedes_id"] = None
        if number := line.told["_supersedes"]:
            former = _issued(reading, line, "_supersedes", str(number), None, issuer)
            if former is None:
                return None
            told["supersedes_id"] = former
    return reading.known.id_of("instrument", told["number"], issuer, told["issued_on"]), told


def _grant(reading: Reading, line: Line) -> _Made:
    said = line.told
    giver = _position_named(reading, line, "_from")
    procedures = said.get("procedures")
    if not isinstance(procedures, list):
        procedures = []
    known = _procedures_known(reading, line, procedures, "procedures")
    if giver is None or not known:
        return None
    instrument = _issued(
        reading, line, "_number", str(said["_number"]), said.get("_issued_on"), giver
    )
    to = {
        "to_position_id": _position_named(reading, line, "_to_position"),
        "to_unit_id": _unit_named(reading, line, "_to_unit"),
        "to_person_id": _person_named(reading, line, "_to_person"),
    }
    named = [said.get(key) for key in ("_to_position", "_to_unit", "_to_person")]
    if sum(each is not None for each in named) != 1:
        reading.fault(
            line, "_to_position",
            say("dòng phải có đúng một nơi nhận"),
            say("hãy ghi vị trí nhận, đơn vị nhận hoặc người nhận, chỉ một trong ba"),
        )  # fmt: skip
        return None
    if instrument is None or not any(to.values()):
        return None
    told = {**_own(line), **to, "instrument_id": instrument, "from_position_id": giver}
    return made("grant", instrument, said["_line"]), told


def _plan(reading: Reading, line: Line) -> _Made:
    said = line.told
    unit = _unit_named(reading, line, "_unit")
    known = _procedures_known(reading, line, [said["procedure"]], "procedure")
    if unit is None or not known:
        return None
    told = {**_own(line), "unit_id": unit, "valid_from": said["planned_on"]}
    if "_delegated_number" in said:
        told["instrument_id"] = None
        if number := said["_delegated_number"]:
            key = "_delegated_number"
            decided = _issued(reading, line, key, str(number), said.get("_delegated_on"), None)
            if decided is None:
                return None
            told["instrument_id"] = decided
    return reading.known.id_of("delegation_plan", told["code"]), told


_MAKERS: Mapping[str, Callable[[Reading, Line], _Made]] = {
    "unit": _unit,
    "position": _position,
    "person": _person,
    "appointment": _appointment,
    "procedure": _procedure,
    "competence": _competence,
    "instrument": _instrument,
    "grant": _grant,
    "delegation_plan": _plan,
}


def _unit_named(reading: Reading, line: Line, key: str) -> UUID | None:
    code = line.told.get(key)
    if code is None:
        return None
    return _there(reading, line, key, "unit", reading.known.id_of("unit", code))


def _person_named(reading: Reading, line: Line, key: str) -> UUID | None:
    identity = line.told.get(key)
    if identity is None:
        return None
    return _there(reading, line, key, "person", reading.known.id_of("person", identity))


def _position_named(reading: Reading, line: Line, key: str) -> UUID | None:
    code = line.told.get(key)
    if code is None:
        return None
    return _there(reading, line, key, "position", made("position", code))


def _there(reading: Reading, line: Line, key: str, table: str, found: UUID) -> UUID | None:
    if reading.has(table, found):
        return found
    reading.fault(
        line, key,
        say("“%(code)s” không có trong tệp và trong danh mục", code=line.told[key]),
        say("hãy sửa mã hoặc bổ sung dòng của mã đó"),
    )  # fmt: skip
    return None


def _procedures_known(reading: Reading, line: Line, codes: Sequence[Any], key: str) -> bool:
    ok = True
    for code in codes:
        if not reading.has("procedure", reading.known.id_of("procedure", code)):
            reading.fault(
                line, key,
                say("“%(code)s” không có trong tệp và trong danh mục", code=code),
                say("hãy sửa mã hoặc bổ sung dòng của mã đó"),
            )  # fmt: skip
            ok = False
    return ok


def _issued(
    reading: Reading, line: Line, key: str, number: str, on: object, issuer: UUID | None
) -> UUID | None:
    """The instrument of this number: of that day where one is said, of that issuer where several
    have it."""
    found = [each for each in reading.issued[number] if on is None or each[2] == on]
    if len(found) > 1 and issuer is not None:
        found = [each for each in found if each[1] == issuer]
    if len(found) == 1:
        return found[0][0]
    if found:
        cause = say("có hơn một văn bản mang số “%(number)s”", number=number)
        cure = say("hãy ghi thêm ngày ban hành")
    else:
        cause = say("văn bản “%(number)s” không có trong tệp và trong danh mục", number=number)
        cure = say("hãy sửa số hiệu, ngày, hoặc bổ sung dòng của văn bản đó")
    reading.fault(line, key, cause, cure)
    return None


def _shown(part: object) -> str:
    return format_date(part.astimezone(LOCAL)) if isinstance(part, datetime) else str(part)
