"""Every dossier of every release is continued by today's code, from every stop, to its told end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.actions import machine_steps
from engine.outside.outside import Outside
from tests.factories.clock import StoppedClock
from tests.golden import fast_signing
from tests.golden.continuing import (
    FAST,
    REAL,
    Continuation,
    Known,
    compare_told_end,
    position,
)
from tests.golden.golden_file import Golden, golden_files, read_golden, write_golden, write_once

FILES = golden_files()
SIGNED_FOR_REAL = (
    "hn_663_ban_sao_tu_so_goc/straight_through",
    "hn_1.012644/straight_through",
    "laocai_1883/straight_through",
)


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name.removesuffix('.json.gz')}"


@pytest.fixture(scope="module")
def casts() -> dict[int, Known]:
    """Of each database."""
    return {}


def continuation(
    outside: Outside, golden: Golden, casts: dict[int, Known], *, fast: bool
) -> Continuation:
    clock = outside.clock
    assert isinstance(clock, StoppedClock)
    cast = casts.setdefault(id(outside.sessions), Known(outside))
    return Continuation(outside, clock, golden, cast, FAST if fast else REAL)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_kept_dossier_goes_on_from_every_stop_to_its_told_end(
    path: Path,
    of_release: Callable[[str], Outside],
    casts: dict[int, Known],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From each stop one act leads to where the next stop stands, so that its way is the next
    one's; where it does not stand quite there, the dossier is taken all the way."""
    monkeypatch.setitem(machine_steps.STEPS, "gather_validation", fast_signing.gather_validation)
    monkeypatch.setitem(machine_steps.STEPS, "release", fast_signing.release)
    golden = read_golden(path)
    told = continuation(of_release(path.parts[-3]), golden, casts, fast=True)
    reached = None
    for before, stop in zip((None, *golden.stops), golden.stops, strict=False):
        stage = told.restore(stop)
        if before is not None and position(stage) != reached:
            stage = told.restore(before)
            told.to_the_end(stage, before.acts)
            compare_told_end(stage, golden)
            stage = told.restore(stop)
        if stop is golden.stops[-1]:
            compare_told_end(stage, golden)
        else:
            told.act(stage, stop.acts)
            reached = position(stage)


@pytest.mark.parametrize(
    "path", [path for path in FILES if name_of(path) in SIGNED_FOR_REAL], ids=name_of
)
def test_some_are_continued_with_real_signatures(
    path: Path,
    of_release: Callable[[str], Outside],
    with_keys: Callable[[Outside], Outside],
    casts: dict[int, Known],
) -> None:
    golden = read_golden(path)
    told = continuation(with_keys(of_release(path.parts[-3])), golden, casts, fast=False)
    unwritten = [stop for stop in golden.stops if "document_version" not in stop.rows]
    stage = told.restore(unwritten[-1])
    told.to_the_end(stage, unwritten[-1].acts)
    compare_told_end(stage, golden)


def test_every_kept_story_stops_at_each_of_its_acts() -> None:
    for path in FILES:
        golden = read_golden(path)
        assert [stop.acts for stop in golden.stops] == [
            n + 1 for n in range(len(golden.scenario.acts))
        ], path
        assert len(golden.times) == len(golden.scenario.acts)


def test_what_was_kept_is_never_written_again(tmp_path: Path) -> None:
    golden = read_golden(FILES[0])
    kept = tmp_path / "release" / "story.json.gz"
    write_golden(kept, golden.procedure, {}, golden.times, golden.stops)
    before = kept.read_bytes()
    with pytest.raises(FileExistsError):
        write_golden(kept, golden.procedure, {}, (), ())
    with pytest.raises(FileExistsError):
        write_once(kept, {})
    assert kept.read_bytes() == before
