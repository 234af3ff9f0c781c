"""`trinhky bench authority`: a register of a city's size, loaded and asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, TypeAlias
from uuid import UUID

import psycopg

from engine.actions.register.load import load
from engine.bench.office import libpq
from engine.core.authority.may_act import mandates
from engine.core.authority.register import Power
from engine.outside.outside import Outside, connect, own_database, prepare_database
from engine.outside.register_book import open_book
from engine.outside.servers import Servers
from engine.questions.delegation.summary import summary
from engine.settings import Settings
from engine.simulate.city_register.book import write_book
from engine.simulate.city_register.make import make_city
from engine.store.load_register import load_register

DATABASE = "trinhky_bench"
"""Made anew for every run, beside the installation's own, and left for a look afterwards."""
_AT = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
_ASKED = """
SELECT p.code, coalesce(
  (SELECT d.unit_id FROM delegation_plan d
    WHERE d.procedure = p.code AND d.instrument_id IS NOT NULL ORDER BY d.code LIMIT 1),
  (SELECT c.unit_id FROM competence c WHERE c.procedure = p.code ORDER BY md5(c.id::text) LIMIT 1))
FROM procedure p ORDER BY md5(p.code)
"""
"""Each procedure once, where it is delegated to or else somewhere where it is decided by law."""
_KEPT = 500
"""Slices that are asked again before others are read: fewer than a process keeps."""

Pair: TypeAlias = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of one question of who may decide: `cold` reads the slice, `warm` finds it kept.
    `everybody_seconds`: the question for every procedure, one after the other, cold; `nobody`
    counts procedures without an answer. `load_seconds` is of the whole file."""

    rows: int
    load_seconds: float
    again_seconds: float
    procedures: int
    warm_median_ms: float
    warm_p95_ms: float
    cold_median_ms: float
    cold_p95_ms: float
    everybody_seconds: float
    nobody: int
    summary_ms: float
    figures: dict[str, int]


def bench_authority(
    settings: Settings, seed: int, limit: int | None, tell: Callable[[str], None]
) -> Measured:
    """Load a made-up city and ask of each procedure (`limit`: of so many) who may decide it. Raises
    ServiceDown when servers do not run."""
    with Servers(settings) as servers, TemporaryDirectory() as folder:
        own = own_database(servers.settings, DATABASE)
        prepare_database(own)
        outside = connect(own)
        book = Path(folder) / "register.xlsx"
        tell("Đang lập danh mục của một thành phố …")
        rows = write_book(make_city(seed), book)
        first = _load(outside, book)
        tell(f"Đã nạp {rows} dòng trong {first:.1f} giây.")
        again = _load(outside, book)
        with psycopg.connect(libpq(own), autocommit=True) as connection:
            connection.execute("ANALYZE")
            pairs: list[Pair] = connection.execute(_ASKED).fetchall()[:limit]
        return measure(outside, pairs, rows, first, again)


def _load(outside: Outside, file: Path) -> float:
    begun = perf_counter()
    with open_book(file.read_bytes(), file.name) as book:
        load(outside, book)
    return perf_counter() - begun


def measure(
    outside: Outside, pairs: Sequence[Pair], rows: int, first: float, again: float
) -> Measured:
    """Ask of each pair of procedure and unit, cold and warm; the rest is told on."""
    _pass(outside, pairs[:50], epoch=-1)  # connections, prepared statements
    begun = perf_counter()
    cold, nobody = _pass(outside, pairs, epoch=-2)
    everybody = perf_counter() - begun
    warm = [
        each for at in range(0, len(pairs), 500) for each in _warm(outside, pairs[at : at + 500])
    ]
    begun = perf_counter()
    figures = asdict(summary(outside, _AT))
    return Measured(
        rows=rows,
        load_seconds=round(first, 1),
        again_seconds=round(again, 1),
        procedures=len(pairs),
        warm_median_ms=_part(warm, 10),
        warm_p95_ms=_part(warm, 19),
        cold_median_ms=_part(cold, 10),
        cold_p95_ms=_part(cold, 19),
        everybody_seconds=round(everybody, 2),
        nobody=nobody,
        summary_ms=round((perf_counter() - begun) * 1000, 1),
        figures=figures,
    )


def _warm(outside: Outside, pairs: Sequence[Pair]) -> list[float]:
    _pass(outside, pairs, epoch=-3)
    return _pass(outside, pairs, epoch=-3)[0]


def _pass(outside: Outside, pairs: Sequence[Pair], epoch: int) -> tuple[list[float], int]:
    """Milliseconds of each question; how many found nobody. Slices are kept by epoch: a new one
    is cold."""
    taken: list[float] = []
    nobody = 0
    with outside.sessions.begin() as session:
        for procedure, unit in pairs:
            begun = perf_counter()
            register = load_register(session, procedure, (unit,), epoch)
            found = mandates(register, Power.DECIDE, procedure, unit, _AT, {})
            taken.append((perf_counter() - begun) * 1000)
            nobody += not found
    return taken, nobody


def _part(taken: Sequence[float], twentieth: int) -> float:
    parts: list[Any] = quantiles(taken, n=20)
    return round(float(parts[twentieth - 1]), 3)
