"""Random walks: frozen and thawed between every two steps, against two oracles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpmn.compile import CompiledDiagram, compile
from bpmn.values import Kind, NoWayBack
from tests.bpmn.live import Live
from tests.bpmn.procedures import ALL, MAIN
from tests.bpmn.tokens import Game
from tests.bpmn.walker import Walker

COMPILED = {name: compile(files, MAIN) for name, files in ALL.items()}
LARGEST_STATE = 500

Choices = list[tuple[int, int]]
choices = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 7)), max_size=40)


def facts(bits: int) -> dict[str, object]:
    return {name: bool(bits >> place & 1) for place, name in enumerate("abc")}


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=60, deadline=None)
@given(steps=choices)
def test_a_frozen_walk_is_the_token_game_of_the_standard(name: str, steps: Choices) -> None:
    walker, game = Walker(COMPILED[name]), Game(ALL[name], MAIN, {})
    for choice, bits in steps:
        assert walker.paths == game.paths
        assert sorted(walker.ends) == sorted(game.ends)
        if not walker.waits:
            break
        path = walker.paths[choice % len(walker.paths)]
        walker.do(path, **facts(bits))
        game.do(path, facts(bits))
        assert len(walker.state) <= LARGEST_STATE


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=60, deadline=None)
@given(steps=choices)
def test_a_frozen_walk_is_the_walk_of_a_workflow_that_lives_on(name: str, steps: Choices) -> None:
    compiled = COMPILED[name]
    walker, live = Walker(compiled), Live(compiled, {})
    for choice, bits in steps:
        assert walker.paths == live.paths
        assert (not walker.waits) == live.ended
        if not walker.waits:
            break
        path = walker.paths[choice % len(walker.paths)]
        if bits == 7 and (target := a_target(compiled, path, choice)):
            assert sent_back(walker, path, target) == sent_back(live, path, target)
        else:
            walker.do(path, **facts(bits))
            live.do(path, facts(bits))


def a_target(compiled: CompiledDiagram, path: str, choice: int) -> str | None:
    """Some user task of the same or an enclosing scope; returning to it may be refused."""
    scopes = [path.rpartition("/")[0]]
    while scopes[-1]:
        scopes.append(scopes[-1].rpartition("/")[0])
    targets = [
        element.path
        for element in compiled.elements.values()
        if element.kind is Kind.USER and element.path.rpartition("/")[0] in scopes
    ]
    return targets[choice % len(targets)] if targets else None


def sent_back(way: Walker | Live, path: str, target: str) -> bool:
    try:
        way.send_back(path, target)
    except NoWayBack:
        return False
    return True
