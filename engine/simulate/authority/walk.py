"""A walk at random: the register changes and is asked, step after step, life after life."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from random import Random
from typing import TYPE_CHECKING

from engine.simulate.authority.asking import ASKS, recheck
from engine.simulate.authority.city import founded
from engine.simulate.authority.rules import CHANGES, grant
from engine.simulate.authority.stored import Stored
from engine.simulate.authority.world import Rule, Tally, World

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

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


def walk_stored(
    seed: str, steps: int, begin: Callable[[], AbstractContextManager[Session]]
) -> Tally:
    """The same life with its register in the tables of a database, whose slices are asked, too."""
    random, tally = Random(seed), Tally()
    world, stored = founded(random, tally), Stored(begin)
    for rows in world.rows.values():
        stored.write(rows[0], None)
    world.on_row = stored.write
    for step in _steps(random, steps):
        before = len(world.asked)
        world.tick()
        step(world, random)
        for asked in world.asked[before:]:
            stored.ask(world, asked, at_once=asked.known_at == world.now)
    stored.ask_everything_again(world)
    return tally


def live(world: World, random: Random, steps: int) -> None:
    """So many steps. At the end everything that was ever answered is asked once more."""
    for step in _steps(random, steps):
        world.tick()
        step(world, random)
    for asked in world.asked:
        recheck(world, asked)


def _steps(random: Random, number: int) -> list[Rule]:
    rules = random.choices(list(RULES), list(RULES.values()), k=number)
    return [*[grant] * min(number, _AT_FIRST), *rules[_AT_FIRST:]]
