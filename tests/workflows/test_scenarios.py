"""The scenarios tell stories that the diagrams allow, in the grammar at the head of each file.

They are walked here through the bare diagram, without a database or a signer: that every act
finds its step waiting, that answers fit the forms, and that the dossier ends as the story says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

from bpmn.values import Kind
from engine.core.bundle_paths import SCENARIOS
from engine.simulate import demo_city
from engine.simulate.scenario import read_scenarios
from tests.workflows.shipped import Shipped, every_procedure, named, shipped
from tests.workflows.walk import Walk

Scenario = Mapping[str, Any]

KEYS = {"name", "title", "starts", "applicant", "submitter", "papers", "acts", "expects"}
PERSON = {"full_name", "identity", "phone", "email", "address"}
ACTS = {
    "receive": {"do", "as", "at", "step", "answers", "expects"},
    "complete": {"do", "as", "at", "step", "answers", "expects"},
    "sign": {"do", "as", "at", "step", "expects"},
    "seal": {"do", "as", "at", "step", "expects"},
    "machine": {"do", "at", "step", "expects"},
    "supplement": {"do", "as", "at", "papers", "expects"},
    "clock": {"do", "at", "expects"},
}
EXPECTED_OF_ACTS = {"waits", "capacity", "status"}
EXPECTED = {
    "outcome",
    "results",
    "documents",
    "signatures",
    "due_after",
    "timeliness",
    "history",
}
AT = re.compile(r"(\+[1-9][0-9]? )?[01][0-9]:[0-5][0-9]")


def stories() -> Iterator[Any]:
    for each in shipped():
        for scenario in scenarios(each):
            yield pytest.param(each, scenario, id=f"{each.folder.name}-{scenario['name']}")


def scenarios(each: Shipped) -> list[Scenario]:
    told: list[Scenario] = yaml.safe_load((each.folder / SCENARIOS).read_text("utf-8"))
    return told


every_story = pytest.mark.parametrize(("each", "scenario"), list(stories()))


@every_story
def test_a_scenario_uses_no_key_that_the_grammar_does_not_have(
    each: Shipped, scenario: Scenario
) -> None:
    components = {paper.key for paper in each.procedure.papers}
    assert set(scenario) <= KEYS
    assert set(scenario["expects"]) <= EXPECTED
    assert set(scenario["applicant"]) == PERSON
    assert set(scenario.get("submitter", scenario["applicant"])) == PERSON
    assert re.fullmatch("mon|tue|wed|thu|fri", scenario["starts"]["weekday"])
    assert AT.fullmatch(scenario["starts"]["time"])
    for act in scenario["acts"]:
        assert set(act) <= ACTS[act["do"]], act
        assert set(act.get("expects", {})) <= EXPECTED_OF_ACTS, act
        assert AT.fullmatch(act.get("at", "08:00")), act
        assert ("as" in act) == (act["do"] not in {"machine", "clock"}), act
        for paper in act.get("papers", []):
            assert paper["component"] in components


@every_procedure
def test_the_player_reads_every_scenario(each: Shipped) -> None:
    told = read_scenarios(each.folder)
    assert [s.name for s in told] == [s["name"] for s in scenarios(each)]
    assert [len(s.acts) for s in told] == [len(s["acts"]) for s in scenarios(each)]


@every_story
def test_a_scenario_hands_in_every_paper_that_is_required(
    each: Shipped, scenario: Scenario
) -> None:
    handed_in = {paper["component"] for paper in scenario["papers"]}
    known = {paper.key for paper in each.procedure.papers}
    required = {paper.key for paper in each.procedure.papers if paper.required}
    assert required <= handed_in <= known


@every_story
def test_every_act_is_done_by_an_account_that_has_the_role(
    each: Shipped, scenario: Scenario
) -> None:
    roles = {seat.login: set(seat.roles) for seat in demo_city.SEATS}
    for act in scenario["acts"]:
        if "step" in act and "as" in act:
            attributes = each.attributes(each.compiled.elements[act["step"]])
            assert attributes["performer"].partition("@")[0] in roles[act["as"]], act


@every_story
def test_the_diagram_walks_the_story_to_its_end(each: Shipped, scenario: Scenario) -> None:
    walk = Walk(each)
    for act in scenario["acts"]:
        walk.take(act)
        expected = act.get("expects", {})
        if "waits" in expected:
            assert sorted(walk.people_wait_at()) == sorted(expected["waits"]), act
        if "status" in expected:
            assert walk.status() == expected["status"], act
    assert walk.ended
    assert walk.outcome == scenario["expects"]["outcome"]
    assert is_within(scenario["expects"]["history"], walk.history)


@every_story
def test_the_signatures_that_a_story_expects_are_those_it_makes(
    each: Shipped, scenario: Scenario
) -> None:
    made = [act for act in scenario["acts"] if act["do"] in {"sign", "seal"}]
    released = [
        each.attributes(each.compiled.elements[act["step"]])["document"]
        for act in made
        if act["do"] == "seal"
    ]
    expected = scenario["expects"]
    assert expected["signatures"] == len(made)
    assert expected["documents"] == released
    assert expected["results"] == len(released)


@every_procedure
def test_together_the_stories_reach_every_end_and_every_step(each: Shipped) -> None:
    told = scenarios(each)
    ends = {scenario["expects"]["outcome"] for scenario in told}
    steps = {act["step"] for scenario in told for act in scenario["acts"] if "step" in act}
    elements = each.compiled.elements
    assert ends == {r.outcome for r in each.procedure.returns}
    assert {p for p, e in elements.items() if e.kind in {Kind.USER, Kind.MACHINE}} == steps


def test_chairman_deputy_and_refusal_are_all_told() -> None:
    told = {s["name"]: s for s in scenarios(named("hn_663_ban_sao_tu_so_goc"))}
    signers = {
        name: [act["as"] for act in scenario["acts"] if act["do"] == "sign"]
        for name, scenario in told.items()
    }
    assert signers == {
        "straight_through": ["chu_tich"],
        "supplement": ["pho_chu_tich"],
        "refused": ["chu_tich"],
        "lapsed": [],
    }


def test_no_two_stories_differ_only_in_a_name() -> None:
    for each in shipped():
        acts = [
            tuple((act["do"], act.get("as"), act.get("step")) for act in scenario["acts"])
            for scenario in scenarios(each)
        ]
        assert len(set(acts)) == len(acts)


def is_within(wanted: list[str], told: list[str]) -> bool:
    """Whether the wanted rows stand in this order, others between them; a kind alone will do."""
    rest = iter(told)
    return all(any(row in {t, t.partition(" ")[0]} for t in rest) for row in wanted)
