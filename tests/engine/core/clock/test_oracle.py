"""The legal clock against one that walks minute by minute and shares no code with it."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bench.clock_bench import answers, ask, compare, read_both
from engine.simulate.clock_cases import calendars, cases


def test_ten_thousand_dossiers_are_counted_alike() -> None:
    for seed in range(10):
        assert compare(seed, 1000).differences == ()


_CALENDARS = [read_both(plain) for seed in range(4) for plain in calendars(Random(seed))]
_PLAIN = [plain for seed in range(4) for plain in calendars(Random(seed))]


@settings(max_examples=300, deadline=None)
@given(random=st.randoms(use_true_random=False), which=st.integers(0, 7), under=st.integers(0, 7))
def test_any_dossier_is_counted_alike_under_any_calendar(
    random: Random, which: int, under: int
) -> None:
    """`which` calendar it began with, `under` which it is counted now."""
    [case] = cases(random, _PLAIN[which], 1)
    calendar, oracle = _CALENDARS[under]
    assert ask(calendar, case) == answers(oracle, case)


def test_the_bench_asks_of_everything_that_procedures_have() -> None:
    asked = list(cases(Random(1), _PLAIN[0], 2000))
    units = {case.statutory.unit for case in asked if case.statutory}
    assert units == {"minute", "hour", "working_hour", "day", "working_day", "same_day"}
    assert any(case.statutory and case.statutory.value.denominator == 7 for case in asked)
    assert any(case.cutoff_time for case in asked)
    assert any(case.cutoff_left for case in asked)
    assert any(case.declared and case.statutory for case in asked)
    assert any(case.extension and case.stops for case in asked)
    assert any({stop.restarts for stop in case.stops} == {True, False} for case in asked)
    assert any(stop.ends is None for case in asked for stop in case.stops)
    assert any(isinstance(step, str) for case in asked for step in case.steps.values())
    told = [ask(_CALENDARS[0][0], case) for case in asked]
    assert 0 < sum(one is None for one in told) < 60
