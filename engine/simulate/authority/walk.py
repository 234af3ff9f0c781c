"""A walk at random: the register changes and is asked, step after step, life after life."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from time import perf_counter

from engine.simulate.authority.asking import ASKS, recheck
from engine.simulate.authority.city import founded
from engine.simulate.authority.rules import CHANGES, grant
from engine.simulate.authority.world import Tally, World

LIFE = 250
"""Steps after which the city is founded anew."""
_AT_FIRST = 12
"""Steps of a life that issue instruments, so that there is something to ask about."""
_RULES = {**CHANGES, **ASKS}
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk saw. `differences`: places where the register and the plain model disagree."""

    steps: int
    signatures: int
    refusals: int
    differences: int
    changed_answers: int
    seconds: float
    first: tuple[str, ...]
    """Some of what was wrong, in words."""


def walk(steps: int, seed: int, tell: Callable[[str], None] = lambda _: None) -> Walked:
    """So many steps in lives of `LIFE`; the same seed walks the same.

    `tell` hears of each 10,000.
    """
    begun, tally = perf_counter(), Tally()
    for first in range(0, steps, LIFE):
        live(founded(random := Random(f"{seed}/{first}"), tally), random, min(LIFE, steps - first))
        if first and first % 10_000 == 0:
            tell(f"  {first} bước")
    return Walked(
        steps=steps,
        signatures=tally.signatures,
        refusals=tally.refusals,
        differences=len(tally.differences),
        changed_answers=len(tally.changed_answers),
        seconds=round(perf_counter() - begun, 1),
        first=tuple([*tally.differences, *tally.changed_answers][:_SHOWN]),
    )


def live(world: World, random: Random, steps: int) -> None:
    """One life. At its end everything that was ever answered is asked once more."""
    rules = random.choices(list(_RULES), list(_RULES.values()), k=steps)
    for rule in (*[grant] * _AT_FIRST, *rules[_AT_FIRST:]):
        world.tick()
        rule(world, random)
    for asked in world.asked:
        recheck(world, asked)
