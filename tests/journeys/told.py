"""What a shipped story tells of its acts, for journeys that go the same way by the pages."""

from __future__ import annotations

from pathlib import Path

import engine
from engine.simulate.scenario import read_scenarios
from engine.simulate.told import Scenario

WORKFLOWS = Path(engine.__file__).parents[1] / "workflows"


def story(slug: str, name: str) -> Scenario:
    folder = next(p.parent for p in WORKFLOWS.rglob("procedure.yaml") if p.parent.name == slug)
    return next(each for each in read_scenarios(folder) if each.name == name)
