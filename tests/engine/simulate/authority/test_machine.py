"""The register of authority against the plain model, step by step; what fails is made small."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from engine.simulate.authority.asking import ASKS, recheck
from engine.simulate.authority.city import founded
from engine.simulate.authority.rules import CHANGES
from engine.simulate.authority.world import Rule, Tally, World

_chances = st.randoms(use_true_random=False)


class Register(RuleBasedStateMachine):
    """A city whose register changes and is asked. Its rules are those of the walk."""

    world: World

    @initialize(random=_chances)
    def found(self, random: Random) -> None:
        self.world = founded(random, Tally())

    @invariant()
    def nothing_happened_that_must_never_happen(self) -> None:
        """No signature without an instrument in force, no refusal without a clause that is so, no
        re-delegation, no other capacity than the rules tell, no interval wrong at an end."""
        if hasattr(self, "world"):
            assert self.world.tally.differences == []
            assert self.world.tally.changed_answers == []

    def teardown(self) -> None:
        if hasattr(self, "world"):
            for asked in self.world.asked:
                recheck(self.world, asked)
            assert self.world.tally.changed_answers == []


def _step(step: Rule) -> Callable[[Register, Random], None]:
    def take(self: Register, random: Random) -> None:
        self.world.tick()
        step(self.world, random)

    return take


for each in (*CHANGES, *ASKS):
    setattr(Register, each.__name__, rule(random=_chances)(_step(each)))


def test_no_step_leads_where_the_rules_do_not() -> None:
    run_state_machine_as_test(
        Register, settings=settings(max_examples=30, stateful_step_count=40, deadline=None)
    )
