"""Stories told through everything: as they are, wrongly told, and with workers that die."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import cycle
from random import Random
from threading import Event

import pytest
from sqlalchemy import select, text

from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.simulate.expected import Difference, compare_end
from engine.simulate.play import Played, Player
from engine.simulate.scenario import Scenario, read_scenarios
from engine.simulate.seed import seed
from engine.simulate.timetable import timetable
from engine.store.load_calendar import load_calendar
from engine.store.records import NumberRow, OutboxRow, SigningAttemptRow
from engine.store.time import read_time
from tests.engine.store.factory import census
from tests.factories.clock import ShiftedClock, local
from tests.factories.forks import Forks
from tests.factories.office import HAND_OVER, HANDED_OVER, MORNING, SLUG, Office
from tests.factories.stages import Case, Stages
from tests.factories.ward import WORKFLOWS

SHIPPED = WORKFLOWS / "chung_thuc" / SLUG
NOW = local("2026-10-05 12:00")
DEATHS = 20
SEED = 20261122


@dataclass
class Theatre:
    """An office whose clock runs, with a worker beside it."""

    outside: Outside
    children: Forks
    worker: int = 0

    def start_worker(self) -> None:
        self.worker = self.children.start_worker(self.outside, self.outside.clock.now())

    def kill_worker(self) -> None:
        os.kill(self.worker, signal.SIGKILL)

    def play(self, scenario: Scenario) -> Played:
        with self.outside.sessions() as session:
            epoch = read_time(session, self.outside.clock.now()).epoch
            calendar = load_calendar(session, city.WARD, epoch)
        times = timetable(scenario, calendar, self.outside.clock.now())
        return Player(self.outside, SLUG, scenario).play(times)


@pytest.fixture
def theatre(stages: Stages, children: Forks) -> Iterator[Theatre]:
    with stages.office() as office:
        clock = ShiftedClock(NOW)
        services = replace(office.outside.services, clock=clock)
        theatre = Theatre(replace(office.outside, clock=clock, services=services), children)
        theatre.start_worker()
        yield theatre
        theatre.kill_worker()


def _story(name: str) -> Scenario:
    return next(s for s in read_scenarios(SHIPPED) if s.name == name)


@pytest.mark.parametrize("scenario", read_scenarios(SHIPPED), ids=lambda s: s.name)
def test_each_shipped_story_goes_as_told(theatre: Theatre, scenario: Scenario) -> None:
    played = theatre.play(scenario)
    assert played.difference is None
    assert (played.results, played.signatures) == (
        scenario.expects["results"], scenario.expects["signatures"],
    )  # fmt: skip
    assert sorted(played.files) == sorted(scenario.expects["documents"])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"outcome": "refused"}, "outcome: granted, not refused"),
        ({"results": 2}, "results: 1, not 2"),
        ({"signatures": 3}, "signatures: 2, not 3"),
        ({"due_after": 1}, "working days to the due day: 0, not 1"),
        ({"timeliness": "late"}, "timeliness: on_time, not late"),
        ({"history": ["sealed", "received"]}, "history lacks “received”"),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value)),
)
def test_an_end_that_came_otherwise_is_told(
    to_hand_over: Case, changed: dict[str, object], said: str
) -> None:
    office, story = to_hand_over.office, _story("straight_through")
    office.complete("mot_cua", to_hand_over.id, HAND_OVER, HANDED_OVER)
    wrong = replace(story, expects={**story.expects, **changed})
    times = (MORNING, office.clock.now())
    with pytest.raises(Difference, match=re.escape(said)):
        compare_end(office.outside, to_hand_over.id, wrong, times)
    assert compare_end(office.outside, to_hand_over.id, story, times).signatures == 2


def test_the_first_act_that_came_otherwise_ends_the_story(theatre: Theatre) -> None:
    story = _story("straight_through")
    first, second, *others = story.acts
    wrong = replace(first, expects={**first.expects, "waits": ["KySo"]})
    played = theatre.play(replace(story, acts=(wrong, second, *others)))
    assert played.difference == "after receive TiepNhan: waits at ['ThamDinh'], not ['KySo']"
    missing = replace(second, step="KhongCo")
    played = theatre.play(replace(story, acts=(first, missing, *others)))
    assert played.difference == "no open step KhongCo; the dossier waits at ['ThamDinh']"
    stranger = replace(second, actor="chu_tich")
    played = theatre.play(replace(story, acts=(first, stranger, *others)))
    assert played.difference is not None
    assert "Lê Quang Hùng" in played.difference


def test_seeding_twice_changes_nothing(office: Office) -> None:
    with office.outside.sessions() as session:
        before = census(session)
    seed(office.outside)
    with office.outside.sessions() as session:
        assert census(session) == before


# --- workers that die ---------------------------------------------------------------------------


def test_with_workers_killed_at_random_moments_every_dossier_ends_as_it_would_have(
    theatre: Theatre,
) -> None:
    with _killer(theatre) as deaths:
        for story in cycle(read_scenarios(SHIPPED)):
            played = theatre.play(story)
            assert played.difference is None, f"seed {SEED}, after {len(deaths)} deaths"
            if len(deaths) >= DEATHS:
                break
    with theatre.outside.sessions() as session:
        numbers = [(n.register_id, n.value) for n in session.scalars(select(NumberRow))]
        statuses = set(session.scalars(select(NumberRow.status)))
        attempts = set(session.scalars(select(SigningAttemptRow.status)))
        waiting = session.scalars(select(OutboxRow).where(OutboxRow.done_at.is_(None))).all()
    assert len(numbers) == len(set(numbers))
    assert statuses == {"assigned"}
    assert attempts == {"finished"}
    assert waiting == []


@contextmanager
def _killer(theatre: Theatre) -> Iterator[list[float]]:
    """Kills the worker again and again; what it had leased is free again after a while."""
    chance, stopped = Random(SEED), Event()
    deaths: list[float] = []

    def kill() -> None:
        while len(deaths) < DEATHS and not stopped.wait(chance.uniform(0.05, 1.0)):
            theatre.kill_worker()
            deaths.append(time.monotonic())
            with theatre.outside.sessions.begin() as session:
                session.execute(text("UPDATE outbox SET leased_until = now()"))
            theatre.start_worker()

    with ThreadPoolExecutor(1) as pool:
        killing = pool.submit(kill)
        try:
            yield deaths
        finally:
            stopped.set()
            killing.result()
