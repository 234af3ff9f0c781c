"""From lines to records, in the order in which the sheets refer to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.core.register_file.faults import Faults
from engine.core.register_file.known import TABLES, Known
from engine.core.register_file.lines import Line
from engine.core.register_file.makers import MAKERS
from engine.core.register_file.reading import Entry, Reading
from engine.say import say


def read_entries(lines: Mapping[str, Sequence[Line]], known: Known, faults: Faults) -> Reading:
    """All records of the file; a fault for each reference that leads nowhere, each line that says
    the same as another. The order of the sheets is that of their references."""
    reading = Reading(known, faults)
    column = TABLES["instrument"].index
    for record_id, row in known.rows.get("instrument", {}).items():
        reading.issued[row[column("number")]].append(
            (record_id, row[column("issuer_position_id")], row[column("issued_on")])
        )
    for table, make in MAKERS.items():
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
                one = (record_id, told["issuer_position_id"], told["issued_on"])
                if one not in reading.issued[told["number"]]:
                    reading.issued[told["number"]].append(one)
    return reading
