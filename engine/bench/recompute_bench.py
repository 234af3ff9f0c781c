"""`trinhky bench recompute`: open dossiers counted anew after a new holiday."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg

from engine.actions.calendars.publish import publish
from engine.actions.calendars.recompute import recompute_all
from engine.bench.office import libpq, office_at
from engine.bench.supplement_rounds import Rounds
from engine.outside.outside import Outside, own_database
from engine.outside.servers import Servers
from engine.settings import Settings
from engine.simulate.office_hours import FILE

DATABASE = "trinhky_bench"
"""Made anew for every run, beside the installation's own, and left for a look afterwards."""
SETUP = Path(__file__).parent / "recompute_setup.sql"
_TOLD = 10_000
"""Dossiers between two lines of progress."""
_TODAY = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
"""11:00 on a Monday: every dossier was received this morning, and today becomes a holiday."""
_HOLIDAY = "days:\n  2026-06-01: []\n"


@dataclass(frozen=True, slots=True)
class Measured:
    """`ratio`: by how much the recompute takes longer than plain UPDATEs of the same rows."""

    dossiers: int
    changed: int
    seconds: float
    plain_update_seconds: float
    ratio: float


def bench_recompute(
    settings: Settings, workflows: Path, number: int, tell: Callable[[str], None]
) -> Measured:
    """Fill a database with so many open dossiers, declare a holiday, wait until all are counted.

    Half of them have a stop of the clock behind them and are being appraised, half wait for a
    supplement with a timer; every one of them moves. Raises ServiceDown when servers do not run.
    """
    with Servers(settings) as servers:
        own = own_database(servers.settings, DATABASE)
        outside = office_at(own, workflows, _TODAY)
        tell(f"Đang lập {number} hồ sơ đang giải quyết …")
        with psycopg.connect(libpq(own), autocommit=True) as connection:
            _fill(outside, connection, number)
            begun = perf_counter()
            changed = _count_anew(outside, tell)
            seconds = perf_counter() - begun
            plain = _plain_update(connection)
    return Measured(number, changed, round(seconds, 1), round(plain, 1), round(seconds / plain, 1))


def _fill(outside: Outside, connection: psycopg.Connection[Any], number: int) -> None:
    Rounds(outside, dossiers=1).go()
    Rounds(outside, dossiers=1).ask()
    setup = SETUP.read_text().replace("{dossiers}", str(number))
    connection.execute(setup.encode())
    connection.execute("VACUUM ANALYZE dossier, task, candidate, timer, ledger, history")


def _count_anew(outside: Outside, tell: Callable[[str], None]) -> int:
    """Publish the holiday and recompute, as the command does; how many dossiers have moved."""
    run = publish(outside, FILE.read_bytes() + _HOLIDAY.encode()).recompute
    assert run is not None
    for come in recompute_all(outside, run.id):
        if come.seen % _TOLD == 0 and not come.done:
            tell(f"  {come.seen}/{come.total}, {come.changed} đổi hạn")
        run = come
    return run.changed


def _plain_update(connection: psycopg.Connection[Any]) -> float:
    """The same rows and indexed columns, moved by statements over whole tables."""
    begun = perf_counter()
    with connection.transaction():
        connection.execute("UPDATE dossier SET due_at = due_at + interval '1 day'")
        for table in ("task", "candidate", "timer"):
            connection.execute(
                f"UPDATE {table} SET due_at = due_at + interval '1 day' WHERE due_at IS NOT NULL"
            )
    return perf_counter() - begun
