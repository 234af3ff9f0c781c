"""A walk at random: the register changes and is asked, step after step, life after life."""

from __future__ import annotations

from random import Random

from engine.simulate.authority.asking import ASKS, recheck
from engine.simulate.authority.city import founded
from engine.simulate.authority.rules import CHANGES, grant
from engine.simulate.authority.world import Tally, World

LIFE = 250
"""Steps after which the city is founded anew."""
RULES = {**CHANGES, **ASKS}
_AT_FIRST = 12
"""Steps of a life that issue instruments, so that there is something to ask about."""


def walk(seed: str, steps: int = LIFE) -> Tally:
    """One life from its founding; the same seed walks the same."""
    random, tally = Random(seed), Tally()
    live(founded(random, tally), random, steps)
    return tally


def live(world: World, random: Random, steps: int) -> None:
    """So many steps. At the end everything that was ever answered is asked once more."""
    rules = random.choices(list(RULES), list(RULES.values()), k=steps)
    for rule in (*[grant] * min(steps, _AT_FIRST), *rules[_AT_FIRST:]):
        world.tick()
        rule(world, random)
    for asked in world.asked:
        recheck(world, asked)
