"""Chance goes through every shipped diagram: nothing gets stuck, and the past weighs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.bench.diagram_walks import DiagramWalk, largest_state, walks

WORKFLOWS = Path(__file__).parents[3] / "workflows"

every_procedure = pytest.mark.parametrize(
    "walk", list(walks(WORKFLOWS)), ids=lambda walk: walk.procedure.slug
)


@every_procedure
def test_the_state_is_small_on_every_way(walk: DiagramWalk) -> None:
    assert 0 < largest_state(walk) <= 500


@every_procedure
def test_a_dossier_that_goes_on_comes_to_an_end(walk: DiagramWalk) -> None:
    for _ in range(20):
        walk.start()
        for _ in range(2000):
            if walk.ended:
                break
            walk.step()
        assert walk.ended


@every_procedure
def test_two_hundred_returns_leave_no_trace_in_the_state(walk: DiagramWalk) -> None:
    walk.start()
    sizes: list[int] = []
    for _ in range(20_000):
        if walk.ended:
            walk.start()
            sizes.clear()
        if walk.send_back():
            sizes.append(len(walk.state))
        if len(sizes) == 200:
            break
        walk.step()
    assert set(sizes[100:]) <= set(sizes[:100])
