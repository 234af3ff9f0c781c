"""`trinhky bench engine`: steps a second of the real engine, beside pgbench on the same tables."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from engine.bench.diagram_walks import growth, largest_state, walks
from engine.bench.loop_growth import loop_growth
from engine.bench.office import libpq, office_at
from engine.bench.pgbench import Pgbench
from engine.bench.supplement_rounds import Rounds, Took
from engine.outside.outside import connect
from engine.outside.servers import Servers
from engine.settings import Settings
from engine.store.database import fresh_database

DATABASE = "trinhky_bench"
"""Made anew for every run, beside the installation's own, and left for a look afterwards."""
A_MONDAY = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
"""When the steps happen in the office: 09:00 on a working day."""
DOSSIERS = 100
"""Of each process."""
REPEATS = 5
SECONDS = 4
"""Of each run of pgbench."""


def bench_engine(settings: Settings, workflows: Path) -> dict[str, object]:
    """Measure on this machine; takes about two minutes. Steps and pgbench take turns.

    `ratio` is the median over the turns of the two processes' rate by that of pgbench's two
    clients; the rates are medians, too. `client_cpu_ms` is the CPU time of a step outside the
    database server. Raises ServiceDown when servers or their programs do not run.
    """
    with Servers(settings) as servers:
        assert servers.settings.database_url is not None
        own = replace(
            servers.settings, database_url=fresh_database(servers.settings.database_url, DATABASE)
        )
        outside = office_at(own, workflows, A_MONDAY)
        programs = servers.postgres.binary("pgbench").parent
        with _stepping(own) as one, _stepping(own) as other:
            pgbench = Pgbench.prepare(programs, libpq(own), clients=2)
            alone, together, limits = [], [], []
            for _ in range(REPEATS):
                alone.append(_round(one))
                together.append(_round(one, other))
                limits.append(pgbench.per_second(clients=2, seconds=SECONDS))
        office_growth = loop_growth(outside)
    sizes, growths = _on_diagrams(workflows)
    took = [t for turn in (*alone, *together) for t in turn]
    return {
        "per_s_1": round(median(map(_rate, alone)), 1),
        "per_s_2": round(median(map(_rate, together)), 1),
        "pgbench_per_s_2": round(median(limits), 1),
        "ratio": round(median(_rate(t) / p for t, p in zip(together, limits, strict=True)), 3),
        "client_cpu_ms": round(1000 * sum(t.cpu for t in took) / sum(t.steps for t in took), 2),
        "state_bytes": max(sizes.values()),
        "loop_growth": round(office_growth, 2),
        "diagrams": {
            slug: {"state_bytes": size, "loop_growth": round(growths[slug], 2)}
            for slug, size in sizes.items()
        },
        "settings": dict(pgbench.settings),
    }


def _on_diagrams(workflows: Path) -> tuple[dict[str, int], dict[str, float]]:
    """Of each shipped procedure: its largest state, and how the cost of its steps grows."""
    sizes = {walk.procedure.slug: largest_state(walk) for walk in walks(workflows)}
    return sizes, {walk.procedure.slug: growth(walk) for walk in walks(workflows)}


def _rate(turn: tuple[Took, ...]) -> float:
    return sum(took.steps / took.wall for took in turn)


def _round(*steppers: Connection) -> tuple[Took, ...]:
    """One round of each of these processes, at the same time."""
    for stepper in steppers:
        stepper.send("go")
    return tuple(stepper.recv() for stepper in steppers)


@contextmanager
def _stepping(settings: Settings) -> Iterator[Connection]:
    """A process with dossiers of its own, warm; its end of the pipe answers each message."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_step, args=(settings, theirs), daemon=True)
    process.start()
    theirs.close()
    ours.recv()
    try:
        yield ours
    finally:
        ours.close()
        process.join()


def _step(settings: Settings, asked: Connection) -> None:
    rounds = Rounds(connect(settings), DOSSIERS)
    rounds.go()  # every statement prepared, every cache filled
    asked.send("ready")
    while True:
        try:
            asked.recv()
        except EOFError:
            return
        asked.send(rounds.go())
