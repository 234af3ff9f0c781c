"""How a line of each sheet becomes a record: its id, and what it says by the record's columns.

None where the line names what is not there; the fault is noted then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from uuid import UUID

from engine.core.register_file.known import made
from engine.core.register_file.lines import Line
from engine.core.register_file.named import (
    issued,
    person_named,
    position_named,
    procedures_known,
    unit_named,
)
from engine.core.register_file.reading import Reading
from engine.core.vietnamese import fold, name_key
from engine.say import say

Made: TypeAlias = tuple[UUID, dict[str, Any]] | None


def _own(line: Line) -> dict[str, Any]:
    """What is stored as it is said."""
    return {key: value for key, value in line.told.items() if not key.startswith("_")}


def _unit(reading: Reading, line: Line) -> Made:
    told = _own(line)
    told["search_text"] = fold(f"{told['code']} {told['name']}")
    if "_parent" in line.told:
        code = line.told["_parent"]
        told["parent_id"] = None if code is None else reading.known.id_of("unit", code)
    return reading.known.id_of("unit", told["code"]), told


def _position(reading: Reading, line: Line) -> Made:
    unit = unit_named(reading, line, "_unit")
    if unit is None:
        return None
    return made("position", line.told["_position"]), {**_own(line), "unit_id": unit}


def _person(reading: Reading, line: Line) -> Made:
    told = _own(line)
    told["name_key"] = name_key(told["full_name"])
    told["search_text"] = fold(told["full_name"])
    return reading.known.id_of("person", told["identity"]), told


def _appointment(reading: Reading, line: Line) -> Made:
    person = person_named(reading, line, "_person")
    position = position_named(reading, line, "_position")
    if person is None or position is None:
        return None
    told = {**_own(line), "person_id": person, "position_id": position}
    return reading.known.id_of("appointment", person, position, told["valid_from"]), told


def _procedure(reading: Reading, line: Line) -> Made:
    told = _own(line)
    told["search_text"] = fold(f"{told['code']} {told['title']}")
    return reading.known.id_of("procedure", told["code"]), told


def _competence(reading: Reading, line: Line) -> Made:
    unit = unit_named(reading, line, "_unit")
    position = position_named(reading, line, "_position")
    known = procedures_known(reading, line, [line.told["procedure"]], "procedure")
    if unit is None or position is None or not known:
        return None
    told = {**_own(line), "unit_id": unit, "position_id": position}
    return reading.known.id_of("competence", told["procedure"], unit, position), told


def _instrument(reading: Reading, line: Line) -> Made:
    issuer = position_named(reading, line, "_issuer")
    if issuer is None:
        return None
    told = {**_own(line), "issuer_position_id": issuer}
    if "_supersedes" in line.told:
        told["supersedes_id"] = None
        if number := line.told["_supersedes"]:
            former = issued(reading, line, "_supersedes", str(number), None, issuer)
            if former is None:
                return None
            told["supersedes_id"] = former
    return reading.known.id_of("instrument", told["number"], issuer, told["issued_on"]), told


def _grant(reading: Reading, line: Line) -> Made:
    said = line.told
    giver = position_named(reading, line, "_from")
    procedures = said.get("procedures")
    if not isinstance(procedures, list):
        procedures = []
    known = procedures_known(reading, line, procedures, "procedures")
    if giver is None or not known:
        return None
    instrument = issued(
        reading, line, "_number", str(said["_number"]), said.get("_issued_on"), giver
    )
    to = {
        "to_position_id": position_named(reading, line, "_to_position"),
        "to_unit_id": unit_named(reading, line, "_to_unit"),
        "to_person_id": person_named(reading, line, "_to_person"),
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


def _plan(reading: Reading, line: Line) -> Made:
    said = line.told
    unit = unit_named(reading, line, "_unit")
    known = procedures_known(reading, line, [said["procedure"]], "procedure")
    if unit is None or not known:
        return None
    told = {**_own(line), "unit_id": unit, "valid_from": said["planned_on"]}
    if "_delegated_number" in said:
        told["instrument_id"] = None
        if number := said["_delegated_number"]:
            key = "_delegated_number"
            decided = issued(reading, line, key, str(number), said.get("_delegated_on"), None)
            if decided is None:
                return None
            told["instrument_id"] = decided
    return reading.known.id_of("delegation_plan", told["code"]), told


MAKERS: Mapping[str, Callable[[Reading, Line], Made]] = {
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
