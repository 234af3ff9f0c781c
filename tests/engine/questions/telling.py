"""Dossiers of the shipped procedures, brought by a shipped story to where a test wants them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.outbox.sweep import sweep
from engine.core.move import TaskRef
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.simulate.play import Player, resolving_unit
from engine.simulate.scenario import read_scenarios
from engine.simulate.stage import Stage
from engine.store.load_calendar import load_calendar
from engine.store.tasks import tasks_of
from engine.store.time import read_time
from tests.factories.clock import ShiftedClock, local
from tests.factories.office import person
from tests.factories.stages import Stages
from tests.factories.ward import WORKFLOWS

NOW = local("2026-10-05 12:00")


@dataclass(frozen=True)
class Told:
    """A dossier in the middle, or at the end, of its story."""

    outside: Outside
    id: UUID

    def ref(self, step: str, login: str | None = None) -> TaskRef:
        """The open task of a step; of several, the one asked of this person."""
        with self.outside.sessions() as session:
            tasks = [t for t in tasks_of(session, self.id) if t.status == "open"]
        here = [t for t in tasks if t.element == step]
        if login is not None:
            here = [t for t in here if city.seat(login).position_id in t.holders]
        return TaskRef(self.id, here[0].id)

    def actor(self, login: str) -> Actor:
        return person(login)


@contextmanager
def told(
    stages: Stages, slug: str, story: str, *, before: tuple[str, str] | None = None
) -> Iterator[Told]:
    """The story as far as the first act `before` = (what is done, at which step), or all of it."""
    with stages.office() as office:
        clock = ShiftedClock(NOW)
        services = replace(office.outside.services, clock=clock)
        outside = replace(office.outside, clock=clock, services=services)
        scenario = next(s for s in read_scenarios(_folder(slug)) if s.name == story)
        acts = list(scenario.acts)
        if before is not None:
            steps = [(act.do, act.step) for act in acts]
            acts = acts[: steps.index(before)]
        found: list[Stage] = []
        with outside.sessions.begin() as session:
            epoch = read_time(session, outside.clock.now()).epoch
            calendar = load_calendar(session, resolving_unit(slug), epoch)
        player = Player(
            outside,
            slug,
            calendar,
            work=lambda: sweep(outside),
            after_each=lambda stage, _number: found.append(stage),
        )
        played = player.play(replace(scenario, acts=tuple(acts)))
        if before is None:
            assert played.difference is None, played.difference
        assert len(found) == len(acts), played.difference
        yield Told(outside, found[-1].dossier(None))


def _folder(slug: str) -> Path:
    return next(p.parent for p in WORKFLOWS.rglob("procedure.yaml") if p.parent.name == slug)
