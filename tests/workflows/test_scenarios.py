"""The scenarios: enough of them, each a story of its own, told with what the bundle has.

That a story comes true is the player's to say (`tests/engine/simulate`); how it is told,
the grammar's (`engine.simulate.scenario`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bpmn.values import Kind
from engine.core.procedure import attributes_of
from engine.simulate import demo_city
from engine.simulate.scenario import read_scenarios
from engine.simulate.told import ActTold, Scenario
from tests.workflows.shipped import Shipped, every_procedure, named, shipped

PUBLISHED = ("hn_1.012644", "laocai_1883", "bn_1.009645", "nd297", "byt_3621")
"""The procedures drawn from published tables, beside the first one."""


def stories() -> Iterator[Any]:
    for each in shipped():
        for scenario in read_scenarios(each.folder):
            yield pytest.param(each, scenario, id=f"{each.folder.name}-{scenario.name}")


every_story = pytest.mark.parametrize(("each", "scenario"), list(stories()))


@every_story
def test_a_scenario_hands_in_every_paper_that_is_required(
    each: Shipped, scenario: Scenario
) -> None:
    handed_in = {paper.component for paper in scenario.papers}
    known = {paper.key for paper in each.procedure.papers}
    required = {paper.key for paper in each.procedure.papers if paper.required}
    assert required <= handed_in <= known


@every_story
def test_every_step_is_done_by_an_account_that_has_the_role(
    each: Shipped, scenario: Scenario
) -> None:
    roles = {seat.login: set(seat.roles) for seat in demo_city.SEATS}
    for act in scenario.acts:
        done = act.do in {"receive", "complete", "sign", "seal"} and "refused" not in act.expects
        if done and act.actor and act.step and act.dossier is None:
            element = each.compiled.elements[act.step]
            performer = attributes_of(each.procedure, element)["performer"]
            assert performer.partition("@")[0] in roles[act.actor], act


def test_there_are_at_least_forty_stories_and_seven_for_each_published_procedure() -> None:
    told = {each.folder.name: read_scenarios(each.folder) for each in shipped()}
    assert sum(map(len, told.values())) >= 40
    assert all(len(told[slug]) >= 7 for slug in PUBLISHED)


@pytest.mark.parametrize("slug", PUBLISHED)
def test_each_published_procedure_tells_the_seven_ways(slug: str) -> None:
    """Straight through, returned, supplement given and never given, refused, withdrawn, late."""
    told = read_scenarios(named(slug).folder)
    outcomes = {scenario.expects["outcome"] for scenario in told}
    assert {"granted", "refused", "lapsed", "withdrawn"} <= outcomes
    acts = [{act.do for act in scenario.acts} for scenario in told]
    assert any("return" in done for done in acts)
    assert any("supplement" in done for done in acts)
    assert any(scenario.expects.get("timeliness") == "late" for scenario in told)
    straight = [done for done in acts if not done & {"return", "supplement", "withdraw", "clock"}]
    assert straight


def test_no_two_stories_differ_only_in_a_name() -> None:
    for each in shipped():
        told = [tuple(map(_act, scenario.acts)) for scenario in read_scenarios(each.folder)]
        assert len(set(told)) == len(told), each.folder.name


def _act(act: ActTold) -> tuple[object, ...]:
    said = tuple(value for value in act.answers.values() if isinstance(value, bool | int))
    return (act.do, act.actor, act.step, act.dossier, act.to, act.assign_to, act.value, said)


@every_procedure
def test_together_the_stories_reach_every_end_and_every_step(each: Shipped) -> None:
    """Steps that only a return reaches, or another procedure's story, are reached all the same.
    What nobody hands in (an apology is opened by the clock) is told in other procedures' stories.
    """
    told = read_scenarios(each.folder)
    steps = {act.step for scenario in told for act in scenario.acts if act.dossier is None}
    elements = each.compiled.elements
    if told:
        ends = {scenario.expects["outcome"] for scenario in told}
        assert {e.attributes["outcome"] for e in elements.values() if _outcome(e)} <= ends
    else:
        steps |= _told_elsewhere(each.folder.name)
    people = {p for p, e in elements.items() if e.kind is Kind.USER}
    assert people <= steps


def _told_elsewhere(slug: str) -> set[str | None]:
    """The steps of this procedure that the stories of others tell."""
    stories = [scenario for other in shipped() for scenario in read_scenarios(other.folder)]
    return {act.step for story in stories for act in story.acts if act.dossier == slug}


def _outcome(element: Any) -> bool:
    return element.kind is None and "outcome" in element.attributes and "/" not in element.path
