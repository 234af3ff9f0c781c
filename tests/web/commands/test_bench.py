"""The smaller benches: `clock`, `authority-walk`, `recompute`, `inbox`; each ends with one JSON."""

from __future__ import annotations

import json

from engine.settings import Settings
from tests.web.commands.conftest import Command


def test_the_clock_differs_from_the_oracle_nowhere(command: Command) -> None:
    said = command("bench", "clock", "--cases", "1500", "--json")
    assert said.code == 0
    told = json.loads(said.output.splitlines()[-1])
    assert set(told) == {"cases", "differences", "us_per_case"}
    assert (told["cases"], told["differences"]) == (1500, 0)
    assert told["us_per_case"] > 0


def test_the_register_differs_from_the_plain_model_nowhere(command: Command) -> None:
    said = command("bench", "authority-walk", "--steps", "300", "--json")
    assert said.code == 0
    told = json.loads(said.output.splitlines()[-1])
    counts = {"signatures", "refusals", "seconds"}
    assert set(told) == {"steps", "differences", "changed_answers", *counts}
    assert (told["steps"], told["differences"], told["changed_answers"]) == (300, 0, 0)
    assert all(told[name] > 0 for name in counts)


def test_every_dossier_of_the_bench_moves(command: Command, settings: Settings) -> None:
    said = command(
        "bench",
        "recompute",
        "--dossiers",
        "7",
        "--json",
        TRINHKY_DATABASE_URL=str(settings.database_url),
        TRINHKY_REDIS_URL=str(settings.redis_url),
    )
    assert said.code == 0
    told = json.loads(said.output.splitlines()[-1])
    assert (told["dossiers"], told["changed"]) == (7, 7)
    assert told["ratio"] > 0


def test_the_inbox_of_the_bench_counts_as_it_lists(command: Command, settings: Settings) -> None:
    said = command(
        "bench",
        "inbox",
        "--rows",
        "1000",
        "--samples",
        "40",
        "--json",
        TRINHKY_DATABASE_URL=str(settings.database_url),
        TRINHKY_REDIS_URL=str(settings.redis_url),
    )
    assert said.code == 0
    told = json.loads(said.output.splitlines()[-1])
    assert (told["rows"], told["samples"], told["mismatches"]) == (1000, 40, 0)
    assert {"p50_ms", "p95_ms", "search_p95_ms"} <= set(told)
