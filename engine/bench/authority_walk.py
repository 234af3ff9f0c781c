"""`trinhky bench authority-walk`: the register of authority against a plain second model."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from engine.simulate.authority.walk import LIFE, walk
from engine.simulate.authority.world import Tally

_PROCESSES = 2
_SHOWN = 5
_TOLD = 10_000


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk saw.

    `signatures` and `refusals`: what was answered. `differences`: where the register and the plain
    model disagree, an instrument was not in force, a clause is not so, an interval is wrong at an
    end. `changed_answers`: what was answered otherwise for the same `known_at`.
    """

    steps: int
    signatures: int
    refusals: int
    differences: int
    changed_answers: int
    seconds: float
    first: tuple[str, ...]
    """Some of what was wrong, in words."""


def bench_authority_walk(steps: int, seed: int, tell: Callable[[str], None]) -> Walked:
    """Walk so many steps, in lives of `LIFE` that each found their city anew; the same seed walks
    the same. `tell` hears now and then how far it is."""
    begun = perf_counter()
    lives = [(f"{seed}/{first}", min(LIFE, steps - first)) for first in range(0, steps, LIFE)]
    tallies = []
    with multiprocessing.get_context("spawn").Pool(_PROCESSES) as pool:
        for number, tally in enumerate(pool.imap_unordered(_walk, lives), 1):
            tallies.append(tally)
            if number * LIFE % _TOLD == 0:
                tell(f"  {number * LIFE} / {steps}")
    wrong = [said for tally in tallies for said in (*tally.differences, *tally.changed_answers)]
    return Walked(
        steps=steps,
        signatures=sum(tally.signatures for tally in tallies),
        refusals=sum(tally.refusals for tally in tallies),
        differences=sum(len(tally.differences) for tally in tallies),
        changed_answers=sum(len(tally.changed_answers) for tally in tallies),
        seconds=round(perf_counter() - begun, 1),
        first=tuple(sorted(wrong)[:_SHOWN]),
    )


def _walk(life: tuple[str, int]) -> Tally:
    seed, steps = life
    tally = walk(seed, steps)
    tally.differences = [f"{seed}: {said}" for said in tally.differences]
    return tally
