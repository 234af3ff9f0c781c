"""Stories told through everything: as they are, wrongly told, and with workers that die."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from random import Random
from threading import Event

import pytest
from sqlalchemy import select, text

from engine.actions.outbox.sweep import sweep
from engine.outside.bundle_folder import procedure_folders
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.simulate.difference import Difference
from engine.simulate.expected import compare_ends
from engine.simulate.play import Played, Player, player_of
from engine.simulate.scenario import Scenario, read_scenarios
from engine.simulate.seed import seed
from engine.store.load_calendar import load_calendar
from engine.store.records import NumberRow, OutboxRow, SigningAttemptRow
from engine.store.time import read_time
from tests.engine.store.factory import census
from tests.factories.clock import ShiftedClock, StoppedClock, local
from tests.factories.forks import Forks
from tests.factories.office import HAND_OVER, HANDED_OVER, MORNING, SLUG, Office
from tests.factories.pki import RunningPki
from tests.factories.stages import Case, Stages
from tests.factories.ward import WORKFLOWS

SHIPPED = WORKFLOWS / "chung_thuc" / SLUG
NOW = local("2026-10-05 12:00")
DEATHS = 20
SEED = 20261122


FOLDERS = [f for f in procedure_folders(WORKFLOWS) if read_scenarios(f)]


@dataclass
class Theatre:
    """An office whose clock runs, and which does the worker's part itself while a story waits."""

    outside: Outside

    def player(self, slug: str = SLUG) -> Player:
        return player_of(self.outside, slug, work=lambda: sweep(self.outside))

    def play(self, scenario: Scenario) -> Played:
        return self.player().play(scenario)


@dataclass
class Watched(Theatre):
    """A theatre with a worker beside it that may be killed."""

    children: Forks
    worker: int = 0

    def start_worker(self) -> None:
        self.worker = self.children.start_worker(self.outside, self.outside.clock.now())

    def kill_worker(self) -> None:
        os.kill(self.worker, signal.SIGKILL)

    def player(self, slug: str = SLUG) -> Player:
        return player_of(self.outside, slug)


@pytest.fixture
def outside(stages: Stages) -> Iterator[Outside]:
    with stages.office() as office:
        clock = ShiftedClock(NOW)
        services = replace(office.outside.services, clock=clock)
        yield replace(office.outside, clock=clock, services=services)


@pytest.fixture
def theatre(outside: Outside) -> Theatre:
    return Theatre(outside)


@pytest.fixture
def watched(outside: Outside, children: Forks) -> Iterator[Watched]:
    watched = Watched(outside, children)
    watched.start_worker()
    yield watched
    watched.kill_worker()


def _story(name: str) -> Scenario:
    return next(s for s in read_scenarios(SHIPPED) if s.name == name)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_shipped_stories_go_as_told(theatre: Theatre, folder: Path) -> None:
    player = theatre.player(folder.name)
    told = _first_and_longest(read_scenarios(folder))
    played = {story.name: player.play(story) for story in told}
    assert {n: p.difference for n, p in played.items() if p.difference} == {}
    for story in told:
        ends = [story.expects, *story.expects["linked"].values()]
        one = played[story.name]
        assert one.results == sum(end["results"] for end in ends)
        assert one.signatures == sum(end["signatures"] for end in ends)
        assert len(one.files) == one.results


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"outcome": "refused"}, "outcome: granted, not refused"),
        ({"results": 2}, "results: 1, not 2"),
        ({"documents": ["tu_choi"]}, "documents: ['ban_sao'], not ['tu_choi']"),
        ({"signatures": 3}, "signatures: 2, not 3"),
        ({"due_after": 1}, "due on: 2026-03-09, not 2026-03-10"),
        ({"due_after": "5 ngày"}, "due on: 2026-03-09, not 2026-03-16"),
        ({"timeliness": "late"}, "timeliness: on_time, not late"),
        ({"overdue": ["ThamDinh"]}, "overdue: [], not ['ThamDinh']"),
        ({"history": ["sealed", "received"]}, "history lacks “received”"),
        ({"linked": {"nd297": {}}}, "other dossiers: [], not ['nd297']"),
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
    with office.outside.sessions() as session:
        calendar = load_calendar(session, city.WARD, read_time(session, MORNING).epoch)
    dossiers = {SLUG: to_hand_over.id}
    with pytest.raises(Difference, match=re.escape(said)):
        compare_ends(office.outside, dossiers, wrong, times, calendar)
    assert compare_ends(office.outside, dossiers, story, times, calendar).signatures == 2


def _first_and_longest(stories: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """Two of each procedure are played here with every signature; all of them by `trinhky play`,
    and, from every stop and without signatures, by `tests/golden`."""
    longest = max(stories, key=lambda story: len(story.acts))
    return tuple({story.name: story for story in (stories[0], longest)}.values())


def _changed(number: int, **changed: object) -> Scenario:
    """The plain story with one act told otherwise; acts after it are left away."""
    story = _story("straight_through")
    act = replace(story.acts[number], **changed)  # type: ignore[arg-type]
    return replace(story, acts=(*story.acts[:number], act))


@pytest.mark.parametrize(
    ("story", "said"),
    [
        (
            _changed(0, expects={"waits": ["KySo"]}),
            "act 1, receive TiepNhan: waits: ['ThamDinh'], not ['KySo']",
        ),
        (
            _changed(0, expects={"status": "finished"}),
            "act 1, receive TiepNhan: status: processing, not finished",
        ),
        (
            _changed(0, expects={"due": "+1 17:30"}),
            "act 1, receive TiepNhan: due: ",
        ),
        (
            _changed(1, step="KhongCo"),
            "act 2, complete KhongCo: no open step KhongCo; the dossier waits at ['ThamDinh']",
        ),
        (_changed(1, actor="chu_tich"), "act 2, complete ThamDinh: Lê Quang Hùng"),
        (_changed(1, answers={"ket_luan": "dat"}), "act 2, complete ThamDinh: Biểu mẫu còn chỗ"),
        (
            _changed(1, expects={"refused": "không giao"}),
            "act 2, complete ThamDinh: was not refused, but should be with “không giao”",
        ),
        (
            _changed(1, actor="chu_tich", expects={"refused": "một câu khác"}),
            "not “một câu khác”",
        ),
        (
            _changed(2, expects={"capacity": ["CHỦ TỊCH"]}),
            "capacity ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'], not ['CHỦ TỊCH']",
        ),
        (_changed(1, do="supplement", step=None), "the dossier does not wait for a supplement"),
    ],
    ids=range(10),
)
def test_the_first_act_that_came_otherwise_ends_the_story(
    theatre: Theatre, story: Scenario, said: str
) -> None:
    played = theatre.play(story)
    assert played.difference is not None
    assert said in played.difference
    assert (played.results, played.signatures, played.files) == (0, 0, {})


@pytest.mark.parametrize(
    ("council", "said"),
    [
        ({"members": 5, "agree": 4}, "council: {'members': 5, 'agree': 3}, not {'members': 5, "),
        ({"passed": True}, "council: {'passed': False}, not {'passed': True}"),
    ],
)
def test_a_vote_that_was_counted_otherwise_is_told(
    theatre: Theatre, council: dict[str, object], said: str
) -> None:
    folder = WORKFLOWS / "y_te" / "byt_3621"
    story = next(s for s in read_scenarios(folder) if s.name == "refused")
    number = next(n for n, a in enumerate(story.acts) if "council" in a.expects)
    closing = replace(story.acts[number], expects={"council": council})
    played = theatre.player("byt_3621").play(replace(story, acts=(*story.acts[:number], closing)))
    assert played.difference is not None
    assert f"act {number + 1}, close_council HopCoSo: {said}" in played.difference


@pytest.mark.parametrize("refused", ["not_competent", "Lê Quang Hùng"])
def test_an_act_may_be_told_as_refused_by_its_code_or_a_part_of_its_sentence(
    theatre: Theatre, refused: str
) -> None:
    story = _story("straight_through")
    first, second, *others = story.acts
    stranger = replace(second, actor="chu_tich", expects={"refused": refused})
    later = replace(second, at=None)
    told = replace(story, acts=(first, stranger, later, *others))
    assert theatre.play(told).difference is None


def test_what_the_worker_fails_at_again_and_again_ends_the_story(
    theatre: Theatre, pki: RunningPki
) -> None:
    clock = StoppedClock(NOW)
    services = replace(theatre.outside.services, clock=clock)
    outside = replace(theatre.outside, clock=clock, services=services)
    story = _story("straight_through")

    def work() -> None:
        sweep(outside)
        clock.forward(minutes=1)

    with pki.down("tsa"):
        played = player_of(outside, SLUG, work=work).play(story)
    assert played.difference is not None
    assert played.difference.startswith("act 3, sign KySoBanSao/LanhDaoKy: the signature was not")


def test_seeding_twice_changes_nothing(office: Office) -> None:
    with office.outside.sessions() as session:
        before = census(session)
    seed(office.outside)
    with office.outside.sessions() as session:
        assert census(session) == before


# --- workers that die ---------------------------------------------------------------------------


def test_with_workers_killed_at_random_moments_every_dossier_ends_as_it_would_have(
    watched: Watched,
) -> None:
    with _killer(watched) as deaths:
        for story in cycle(read_scenarios(SHIPPED)):
            played = watched.play(story)
            assert played.difference is None, f"seed {SEED}, after {len(deaths)} deaths"
            if len(deaths) >= DEATHS:
                break
    with watched.outside.sessions() as session:
        numbers = [(n.register_id, n.value) for n in session.scalars(select(NumberRow))]
        statuses = set(session.scalars(select(NumberRow.status)))
        attempts = set(session.scalars(select(SigningAttemptRow.status)))
        waiting = session.scalars(select(OutboxRow).where(OutboxRow.done_at.is_(None))).all()
    assert len(numbers) == len(set(numbers))
    assert statuses == {"assigned"}
    assert attempts == {"finished"}
    assert waiting == []


@contextmanager
def _killer(watched: Watched) -> Iterator[list[float]]:
    """Kills the worker again and again; what it had leased is free again after a while."""
    chance, stopped = Random(SEED), Event()
    deaths: list[float] = []

    def kill() -> None:
        while len(deaths) < DEATHS and not stopped.wait(chance.uniform(0.05, 1.0)):
            watched.kill_worker()
            deaths.append(time.monotonic())
            with watched.outside.sessions.begin() as session:
                session.execute(text("UPDATE outbox SET leased_until = now()"))
            watched.start_worker()

    with ThreadPoolExecutor(1) as pool:
        killing = pool.submit(kill)
        try:
            yield deaths
        finally:
            stopped.set()
            killing.result()
