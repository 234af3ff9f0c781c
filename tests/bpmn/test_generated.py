"""Random diagrams, walked at random, with returns."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings

from bpmn.compile import CompiledDiagram, compile
from bpmn.values import Kind, NoWayBack
from tests.bpmn.generated import CHOICE_IN_A_LOOP, Block, Branches, Drawn, blocks, drawn
from tests.bpmn.procedures import MAIN
from tests.bpmn.test_walks import Choices, choices, facts
from tests.bpmn.tokens import Game
from tests.bpmn.walker import Walker

patient = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@patient
@given(block=blocks(), steps=choices)
@example(block=CHOICE_IN_A_LOOP, steps=[(0, 0), (1, 3), (0, 1), (0, 0)])
def test_a_random_diagram_runs_as_the_token_game(block: Block, steps: Choices) -> None:
    files = drawn(block).files
    walker, game = Walker(compile(files, MAIN)), Game(files, MAIN, {})
    for choice, bits in steps:
        assert walker.paths == game.paths
        if not walker.waits:
            break
        path = walker.paths[choice % len(walker.paths)]
        walker.do(path, **facts(bits))
        game.do(path, facts(bits))


@patient
@given(block=blocks(), steps=choices)
def test_a_return_ends_the_innermost_branch_around_its_target_and_no_more(
    block: Block, steps: Choices
) -> None:
    whole = drawn(block)
    compiled = compile(whole.files, MAIN)
    walker = Walker(compiled)
    for choice, bits in steps:
        if not walker.waits:
            break
        assert len(set(walker.paths)) == len(walker.paths), "two tokens on one element"
        path = walker.paths[choice % len(walker.paths)]
        targets = targets_of(compiled, path)
        if bits > 4 and targets:
            check_return(whole, compiled, walker, path, targets[choice % len(targets)])
        else:
            walker.do(path, **facts(bits))


def targets_of(compiled: CompiledDiagram, path: str) -> list[str]:
    """The user tasks of the same or an enclosing scope."""
    return [
        each.path
        for each in compiled.elements.values()
        if each.kind is Kind.USER and path.startswith("".join(each.path.rpartition("/")[:2]))
    ]


def check_return(
    whole: Drawn, compiled: CompiledDiagram, walker: Walker, path: str, target: str
) -> None:
    scope = target.rpartition("/")[0]
    goal = whole.lies[target.rpartition("/")[2]]
    stays = {wait for wait in walker.paths if not inside(whole, wait, scope, goal)}
    if path in stays:
        try:
            walker.send_back(path, target)
        except NoWayBack:
            return
        raise AssertionError("a return into another branch was allowed")
    walker.send_back(path, target)
    beside = {each.path for each in compiled.elements.values() if each.attached_to == target}
    assert set(walker.paths) == stays | {target} | beside


def inside(whole: Drawn, path: str, scope: str, goal: Branches) -> bool:
    """Whether what waits at `path` lies in the scope, inside all the branches of `goal`."""
    prefix = f"{scope}/" if scope else ""
    if not path.startswith(prefix):
        return False
    here = whole.lies[path.removeprefix(prefix).partition("/")[0]]
    return here[: len(goal)] == goal
