"""Read the files of the demonstration's agencies; what one says of another must be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from marshmallow import ValidationError

from engine.core.authority.register import Rank
from engine.core.schema_problems import problems
from engine.errors import TrinhKyError
from engine.simulate.demo.schema import DemoSchema
from engine.simulate.demo.values import BEGINNING, CompetenceTold, Demo

FOLDER = Path(__file__).parent
#: The ward first: it is what a newcomer meets.
_FIRST = "ben_nuoc.yaml"


class DemoFaulty(TrinhKyError):
    """A file of the demonstration that cannot be used; the sentence names file, place and cure."""


@cache
def demo() -> Demo:
    """The agencies that this release ships. Raises DemoFaulty."""
    return read_demo(FOLDER)


def read_demo(folder: Path) -> Demo:
    """All `*.yaml` of a folder as one register, the ward's file first. Raises DemoFaulty."""
    told: dict[str, list[Any]] = {name: [] for name in DemoSchema().fields}
    for path in sorted(folder.glob("*.yaml"), key=lambda path: (path.name != _FIRST, path.name)):
        for name, entries in _read(path).items():
            told[name] += entries
    heads = told.pop("heads")
    read = Demo(
        bindings=tuple(told.pop("procedures")),
        **{name: tuple(entries) for name, entries in told.items()},
    )
    for fault in _faults(read):
        raise DemoFaulty(f"Dữ liệu trình diễn không dùng được: {fault}")
    return Demo(
        read.units,
        read.seats,
        (*read.competences, *_of_heads(read, heads)),
        read.instruments,
        read.bindings,
    )


def _read(path: Path) -> dict[str, list[Any]]:
    try:
        content = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" ở dòng {mark.line + 1}" if mark else ""
        raise DemoFaulty(
            f"Tệp {path.name} không đọc được YAML{place}; hãy kiểm tra thụt lề, dấu ngoặc, "
            "dấu nháy."
        ) from None
    try:
        found: dict[str, list[Any]] = DemoSchema().load(content)
    except ValidationError as error:
        first, *_ = problems("demo-faulty", path.name, error.messages)
        place = f", mục {first.element}" if first.element else ""
        raise DemoFaulty(f"Tệp {path.name}{place}: {first.cause} {first.cure}") from None
    return found


def _of_heads(read: Demo, heads: Iterable[dict[str, Any]]) -> Iterator[CompetenceTold]:
    """The office's own procedures: every head decides them for the unit."""
    for told in heads:
        for seat in read.seats:
            if seat.rank is Rank.HEAD:
                yield CompetenceTold(
                    key=f"{told['procedure']}:{seat.unit}:{seat.login}",
                    procedure=told["procedure"],
                    unit=seat.unit,
                    seat=seat.login,
                    collective=False,
                    powers=tuple(told["powers"]),
                    legal_basis=told["legal_basis"],
                    begins=BEGINNING,
                )


def _faults(read: Demo) -> Iterator[str]:
    """What leads nowhere, or is there twice; one sentence each."""
    yield from _twice("đơn vị", (unit.key for unit in read.units))
    yield from _twice("mã định danh", (unit.code for unit in read.units))
    yield from _twice("tài khoản", (seat.login for seat in read.seats))
    yield from _twice("mã định danh cá nhân", (seat.identity for seat in read.seats))
    yield from _twice("thẩm quyền", (each.key for each in read.competences))
    yield from _twice("văn bản giao quyền", (each.key for each in read.instruments))
    yield from _twice("quy trình", (f"{each.slug} tại {each.unit}" for each in read.bindings))
    yield from _lost("đơn vị", {unit.key for unit in read.units}, _named_units(read))
    yield from _lost("tài khoản", {seat.login for seat in read.seats}, _named_seats(read))
    either = {seat.login for seat in read.seats} | {unit.key for unit in read.units}
    given = ((i.key, grant.to) for i in read.instruments for grant in i.grants)
    yield from _lost("tài khoản hoặc đơn vị", either, given)
    instruments = {instrument.key for instrument in read.instruments}
    bound = ((b.slug, b.instrument) for b in read.bindings if b.instrument is not None)
    yield from _lost("văn bản giao quyền", instruments, bound)


def _named_units(read: Demo) -> Iterator[tuple[str, str]]:
    yield from ((unit.key, unit.parent) for unit in read.units if unit.parent is not None)
    yield from ((seat.login, seat.unit) for seat in read.seats)
    yield from ((each.key, each.unit) for each in read.competences)
    for each in read.bindings:
        yield from ((each.slug, unit) for unit in (each.unit, *each.parties.values()))


def _named_seats(read: Demo) -> Iterator[tuple[str, str]]:
    yield from ((each.key, each.seat) for each in read.competences)
    yield from ((seat.login, seat.assists) for seat in read.seats if seat.assists is not None)
    for each in read.instruments:
        yield from ((each.key, login) for login in (each.issuer, *(g.giver for g in each.grants)))


def _twice(what: str, names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield f"{what} “{name}” có hai lần; hãy giữ lại một."
        seen.add(name)


def _lost(what: str, known: set[str], named: Iterable[tuple[str, str]]) -> Iterator[str]:
    for where, name in named:
        if name not in known:
            yield f"“{where}” nêu {what} “{name}” không có trong các tệp; hãy sửa hoặc bổ sung."
