"""Two hundred supplements: the state stays as small, and a step as cheap, as at the first."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from bpmn.compile import compile
from tests.bpmn.procedures import CONSULTATION, MAIN, WARD_COPY, Files
from tests.bpmn.walker import Walker

LOOPS = 200


def calls_in(work: Callable[[], object]) -> int:
    """How many Python functions the work calls: a cost that no other load on the machine moves."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def supplement(walker: Walker, asking: str, call: str, **facts: object) -> list[int]:
    walker.do(asking, **facts)
    sizes = [len(walker.state)]
    walker.do(f"{call}/Thao")
    sizes.append(len(walker.state))
    walker.do(f"{call}/da_nop")
    return [*sizes, len(walker.state)]


@pytest.mark.parametrize(
    ("files", "before", "asking", "call"),
    [
        (WARD_COPY, ["Nhan"], "ThamDinh", "BoSung"),
        (CONSULTATION, ["Nhan", "So_A"], "So_C", "BoSung"),
    ],
    ids=["alone", "beside an open branch and a token at the join"],
)
def test_state_and_cost_stay_flat_over_two_hundred_loops_through_a_call(
    files: Files, before: list[str], asking: str, call: str
) -> None:
    walker = Walker(compile(files, MAIN))
    for path in before:
        walker.do(path)
    sizes: list[list[int]] = []
    costs: list[int] = []
    for _ in range(LOOPS):
        costs.append(calls_in(lambda: sizes.append(supplement(walker, asking, call, a=True))))
    assert sizes[-1] == sizes[0]
    assert max(max(each) for each in sizes) <= 500
    assert costs[-1] <= costs[0] * 1.02


def test_a_return_does_not_make_the_state_grow() -> None:
    walker = Walker(compile(WARD_COPY, MAIN))
    walker.do("Nhan")
    first = len(walker.state)
    for _ in range(LOOPS):
        walker.send_back("ThamDinh", "Nhan")
        walker.do("Nhan")
    assert len(walker.state) == first


def test_a_block_gone_through_again_and_again_waits_for_all_its_branches_each_time() -> None:
    walker = Walker(compile(CONSULTATION, MAIN))
    walker.do("Nhan")
    orders = [("So_A", "So_B", "So_C"), ("So_C", "So_A", "So_B"), ("So_B", "So_C", "So_A")]
    for first, second, third in orders * 5:
        walker.do(first)
        assert walker.paths == sorted([second, third])
        walker.do(second)
        assert walker.paths == [third]
        walker.do(third)
        assert walker.paths == ["TongHop"]
        walker.do("TongHop", b=True)
