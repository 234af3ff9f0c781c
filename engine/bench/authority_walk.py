"""`trinhky bench authority-walk`: the register of authority against a plain second model."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import perf_counter

from engine.outside.outside import connect, own_database, prepare_database
from engine.outside.servers import Servers
from engine.settings import Settings
from engine.simulate.authority.walk import LIFE, walk, walk_stored
from engine.simulate.authority.world import Tally

_PROCESSES = 2
_SHOWN = 5
_TOLD = 40
"""Lives between two lines of progress."""
DATABASE = "trinhky_bench"
"""Made anew for every run, beside the installation's own."""


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
    with multiprocessing.get_context("spawn").Pool(_PROCESSES) as pool:
        return _added_up(pool.imap_unordered(_walk, _lives(steps, seed)), steps, begun, tell)


def bench_stored_walk(
    settings: Settings, steps: int, seed: int, tell: Callable[[str], None]
) -> Walked:
    """The same with every change in the tables of a database of its own, one transaction each.

    Every question is asked of a slice read there as well, as known now and as known then, and at
    the end of each life once more. Raises ServiceDown when servers do not run.
    """
    with Servers(settings) as servers:
        own = own_database(servers.settings, DATABASE)
        prepare_database(own)
        begin = connect(own).sessions.begin
        begun = perf_counter()
        tallies = (walk_stored(life, number, begin) for life, number in _lives(steps, seed))
        return _added_up(tallies, steps, begun, tell)


def _lives(steps: int, seed: int) -> list[tuple[str, int]]:
    return [(f"{seed}/{first}", min(LIFE, steps - first)) for first in range(0, steps, LIFE)]


def _walk(life: tuple[str, int]) -> Tally:
    seed, steps = life
    tally = walk(seed, steps)
    tally.differences = [f"{seed}: {said}" for said in tally.differences]
    return tally


def _added_up(
    tallies: Iterable[Tally], steps: int, begun: float, tell: Callable[[str], None]
) -> Walked:
    seen = []
    for number, tally in enumerate(tallies, 1):
        seen.append(tally)
        if number % _TOLD == 0:
            tell(f"  {number * LIFE} / {steps}")
    wrong = [said for tally in seen for said in (*tally.differences, *tally.changed_answers)]
    return Walked(
        steps=steps,
        signatures=sum(tally.signatures for tally in seen),
        refusals=sum(tally.refusals for tally in seen),
        differences=sum(len(tally.differences) for tally in seen),
        changed_answers=sum(len(tally.changed_answers) for tally in seen),
        seconds=round(perf_counter() - begun, 1),
        first=tuple(sorted(wrong)[:_SHOWN]),
    )
