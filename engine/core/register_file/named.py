"""Whom and what a line names: looked up in the file and in the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from engine.core.register_file.known import made
from engine.core.register_file.lines import Line
from engine.core.register_file.reading import Reading
from engine.say import say


def unit_named(reading: Reading, line: Line, key: str) -> UUID | None:
    code = line.told.get(key)
    if code is None:
        return None
    return _there(reading, line, key, "unit", reading.known.id_of("unit", code))


def person_named(reading: Reading, line: Line, key: str) -> UUID | None:
    identity = line.told.get(key)
    if identity is None:
        return None
    return _there(reading, line, key, "person", reading.known.id_of("person", identity))


def position_named(reading: Reading, line: Line, key: str) -> UUID | None:
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


def procedures_known(reading: Reading, line: Line, codes: Sequence[Any], key: str) -> bool:
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


def issued(
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
