"""The heads' report equals a recount from the history, over every story of every release."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import pytest

from engine.core.period import Period, period_around
from engine.core.vietnamese import LOCAL
from engine.outside.outside import Outside
from engine.simulate.report_check import Checked, check_report
from engine.store.register_epoch import set_clock_offset
from tests.factories.clock import StoppedClock
from tests.golden.golden_file import Stop, golden_files, read_golden
from tests.golden.tables import insert, wipe

COUNTED = ("dossier", "task", "ledger", "history")
"""What the report and its recount read; other rows of two stories may contradict each other."""


@pytest.fixture(scope="module")
def stories() -> list[tuple[Stop, ...]]:
    return [read_golden(path).stops for path in golden_files()]


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_equals_a_recount_from_the_history(
    of_release: Callable[[str], Outside], stories: list[tuple[Stop, ...]], seed: int
) -> None:
    """All stories at once, each as far as chance wants it; the first time all to their ends."""
    outside = of_release("2026_11")
    chance = Random(seed)
    stops = [story[-1] if seed == 0 else chance.choice(story) for story in stories]
    checked = _check(outside, stops, chance)
    assert checked.differences == ()
    assert checked.dossiers >= len(stories)
    assert checked.compared > 500


def _check(outside: Outside, stops: list[Stop], chance: Random) -> Checked:
    with outside.sessions.begin() as session:
        wipe(session)
        set_clock_offset(session, 0)
        for stop in stops:
            insert(session, {name: stop.rows[name] for name in COUNTED if name in stop.rows})
    clock = outside.clock
    assert isinstance(clock, StoppedClock)
    clock.at = max(stop.at for stop in stops)
    checked = check_report(outside, _periods([stop.at for stop in stops], chance))
    with outside.sessions.begin() as session:
        wipe(session)
    return checked


def _periods(moments: list[datetime], chance: Random) -> list[Period]:
    first, last = min(moments).astimezone(LOCAL).date(), max(moments).astimezone(LOCAL).date()
    begins = first - timedelta(days=60)
    days = [begins + timedelta(days=chance.randrange((last - begins).days)) for _ in range(4)]
    around = [period_around(k, d) for k, d in zip(("week", "month", "quarter"), days, strict=False)]
    return [Period(begins, last), period_around("year", last), *around, Period(min(days), last)]
