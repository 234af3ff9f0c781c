"""Dossiers of the shipped procedures as far as a test of pages wants them, at the present time."""

from __future__ import annotations

from uuid import UUID

from engine.actions.outbox.sweep import sweep
from engine.outside.outside import Outside
from engine.simulate.doings import DOINGS
from engine.simulate.scenario import read_scenarios
from engine.simulate.stage import Stage
from engine.store.tasks import tasks_of
from tests.factories.ward import WORKFLOWS
from tests.golden.continuing import Known


def told(outside: Outside, slug: str, story: str, acts: int) -> UUID:
    """The first acts of a shipped story, done now; the dossier."""
    folder = next(p.parent for p in WORKFLOWS.rglob("procedure.yaml") if p.parent.name == slug)
    scenario = next(s for s in read_scenarios(folder) if s.name == story)
    stage = Stage(outside, slug, scenario, Known(outside), lambda: sweep(outside))
    for act in scenario.acts[:acts]:
        DOINGS[act.do](stage, act)
    return stage.dossier(None)


def address(outside: Outside, dossier_id: UUID, step: str, login_seat: UUID | None = None) -> str:
    """The page of an open step; of several, the one asked of this seat."""
    with outside.sessions() as session:
        tasks = [t for t in tasks_of(session, dossier_id) if t.status == "open"]
    here = [t for t in tasks if t.element == step]
    if login_seat is not None:
        here = [t for t in here if login_seat in t.holders]
    return f"/viec/{dossier_id}/{here[0].id}"
