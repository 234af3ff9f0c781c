"""One story of a release as it is kept: written once, read by all later code."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from engine.simulate.scenario_schema import ScenarioSchema
from engine.simulate.told import Scenario
from tests.golden.tables import Row, Rows, key_of

RELEASES = Path(__file__).parent
FORMAT = 1


@dataclass(frozen=True)
class Stop:
    """A story after so many acts, at the office's time, with the dossiers it has met by name."""

    acts: int
    at: datetime
    dossiers: Mapping[str, UUID]
    rows: Rows


@dataclass(frozen=True)
class Golden:
    """A story with its stops; `times` are those of the acts as told."""

    procedure: str
    scenario: Scenario
    times: tuple[datetime, ...]
    stops: tuple[Stop, ...]


def write_golden(
    path: Path,
    procedure: str,
    story: Mapping[str, Any],
    times: Sequence[datetime],
    stops: Sequence[Stop],
) -> None:
    """Keep a story. Raises FileExistsError: what was kept once is never written again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before: dict[str, dict[tuple[str, ...], Row]] = {}
    kept = []
    for stop in stops:
        put, drop, before = _changes(before, stop.rows)
        kept.append(
            {
                "acts": stop.acts,
                "at": stop.at.isoformat(),
                "dossiers": {name: str(id) for name, id in stop.dossiers.items()},
                "put": put,
                "drop": drop,
            }
        )
    content = {
        "format": FORMAT,
        "procedure": procedure,
        "story": story,
        "times": [t.isoformat() for t in times],
        "stops": kept,
    }
    write_once(path, content)


def write_once(path: Path, content: object) -> None:
    """Equal content gives equal bytes. Raises FileExistsError."""
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    with path.open("xb") as file:
        file.write(gzip.compress(data, 9, mtime=0))


def read_kept(path: Path) -> Any:
    """What `write_once` wrote."""
    return json.loads(gzip.decompress(path.read_bytes()))


def read_golden(path: Path) -> Golden:
    """A story with every row of every stop."""
    kept = read_kept(path)
    assert kept["format"] == FORMAT
    return Golden(
        kept["procedure"],
        ScenarioSchema().load(kept["story"]),
        tuple(datetime.fromisoformat(t) for t in kept["times"]),
        tuple(_stops(kept["stops"])),
    )


def golden_files() -> list[Path]:
    """Every story of every release."""
    return sorted(path for path in RELEASES.glob("*/*/*.json.gz") if path.parent.name != "bundles")


def _changes(
    before: Mapping[str, Mapping[tuple[str, ...], Row]], rows: Rows
) -> tuple[Rows, dict[str, list[list[str]]], dict[str, dict[tuple[str, ...], Row]]]:
    now = {name: {key_of(name, row): row for row in found} for name, found in rows.items()}
    put = {
        name: changed
        for name, found in now.items()
        if (changed := [r for key, r in found.items() if before.get(name, {}).get(key) != r])
    }
    drop = {
        name: gone
        for name, found in before.items()
        if (gone := [list(key) for key in found if key not in now.get(name, {})])
    }
    return put, drop, now


def _stops(kept: Sequence[Mapping[str, Any]]) -> Iterator[Stop]:
    rows: dict[str, dict[tuple[str, ...], Row]] = {}
    for stop in kept:
        for name, keys in stop["drop"].items():
            for key in keys:
                del rows[name][tuple(key)]
        for name, found in stop["put"].items():
            rows.setdefault(name, {}).update((key_of(name, row), row) for row in found)
        yield Stop(
            stop["acts"],
            datetime.fromisoformat(stop["at"]),
            {name: UUID(id) for name, id in stop["dossiers"].items()},
            {name: list(found.values()) for name, found in rows.items() if found},
        )
