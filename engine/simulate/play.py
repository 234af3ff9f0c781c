"""Tell the scenarios of procedures through the real database, worker and signer.

Each story begins in the past and the office's clock is moved along with it (`register_epoch`);
timestamp and revocation services are told the same time, so that nothing ends later than now.
What a story expects is compared after each act and at its end; the first difference ends it.
"""

from __future__ import annotations

import time as wall
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from bpmn.values import Element
from engine.actions.accounts.sign_in import sign_in
from engine.actions.actor import Actor
from engine.actions.documents.seal import seal
from engine.actions.documents.show import show
from engine.actions.documents.sign import sign
from engine.actions.dossiers.receive import Intake, receive
from engine.actions.papers import Upload
from engine.actions.supplements.receive import MESSAGE
from engine.actions.supplements.receive import receive as receive_supplement
from engine.actions.tasks.complete import complete
from engine.core.dossier import Task
from engine.core.move import TaskRef
from engine.errors import TrinhKyError
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.simulate.expected import Difference, compare_end, compare_status, compare_waits
from engine.simulate.scan import one_page_scan
from engine.simulate.scenario import ActTold, PaperGiven, Scenario, read_scenarios
from engine.simulate.timetable import timetable
from engine.store.documents import load_attempt
from engine.store.load_calendar import load_calendar
from engine.store.load_standing import load_standing
from engine.store.register_epoch import set_clock_offset
from engine.store.tasks import tasks_of
from engine.store.time import read_time
from signing.errors import SigningError

PATIENCE = 60.0
"""Seconds that the worker has for one step before a story is given up."""
LOOK_EVERY = 0.05


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a story. `difference` is None when it went as told."""

    scenario: str
    dossier_code: str | None
    results: int
    signatures: int
    difference: str | None
    files: Mapping[str, bytes]
    """The released documents by key."""


class Player:
    """Plays one story. The worker runs beside, in its own processes."""

    def __init__(self, outside: Outside, slug: str, scenario: Scenario) -> None:
        self._outside = outside
        self._slug = slug
        self._scenario = scenario
        self._dossier: UUID | None = None

    def play(self, times: tuple[datetime, ...]) -> Played:
        """Do the acts at their times, then look at the end. Never raises for a difference."""
        try:
            for act, at in zip(self._scenario.acts, times, strict=True):
                _move_clock(self._outside, at)
                self._outside.queue.nudge()
                self._do(act)
                self._compare(act)
            end = compare_end(self._outside, self._known, self._scenario, times)
        except (Difference, TrinhKyError, SigningError) as found:
            return Played(self._scenario.name, None, 0, 0, str(found), {})
        return Played(self._scenario.name, end.code, end.results, end.signatures, None, end.files)

    @property
    def _known(self) -> UUID:
        if self._dossier is None:
            raise Difference("the first act of a story receives the dossier")
        return self._dossier

    def _do(self, act: ActTold) -> None:
        doing: dict[str, Callable[[ActTold], None]] = {
            "receive": self._receive,
            "complete": self._complete,
            "sign": self._sign,
            "seal": self._seal,
            "machine": self._machine,
            "supplement": self._supplement,
            "clock": self._clock,
        }
        doing[act.do](act)

    def _receive(self, act: ActTold) -> None:
        told = self._scenario
        intake = Intake(
            procedure=self._slug,
            applicant=told.applicant,
            submitter=told.submitter,
            papers=_uploads(told.papers),
            answers=act.answers,
            idempotency_key=str(uuid4()),
        )
        self._dossier = receive(self._outside, self._actor(act), intake).dossier_id

    def _complete(self, act: ActTold) -> None:
        complete(self._outside, self._actor(act), self._ref(act), act.answers)

    def _sign(self, act: ActTold) -> None:
        actor, ref = self._actor(act), self._ref(act)
        shown = show(self._outside, actor, ref)
        wanted = act.expects.get("capacity")
        if wanted is not None and list(shown.capacity) != wanted:
            raise Difference(f"{act.step}: capacity {list(shown.capacity)}, not {wanted}")
        attempt = sign(self._outside, actor, ref, shown.sha256, city.KEY_PASSWORD)
        self._until_finished(attempt)

    def _seal(self, act: ActTold) -> None:
        actor, ref = self._actor(act), self._ref(act)
        shown = show(self._outside, actor, ref)
        self._until_finished(seal(self._outside, actor, ref, shown.sha256, city.KEY_PASSWORD))

    def _machine(self, act: ActTold) -> None:
        self._until(
            lambda: any(t.element == act.step and t.status == "done" for t in self._tasks()),
            f"the worker did not do {act.step}",
        )

    def _supplement(self, act: ActTold) -> None:
        elements = self._bundle_elements()
        wait = next((t for t in self._open() if elements[t.element].message == MESSAGE), None)
        if wait is None:
            raise Difference("the dossier does not wait for a supplement")
        ref = TaskRef(self._known, wait.id)
        receive_supplement(self._outside, self._actor(act), ref, _uploads(act.papers))

    def _clock(self, act: ActTold) -> None:
        wanted = set(act.expects.get("waits", ()))
        self._until(
            lambda: {t.element for t in self._open() if t.kind == "user"} == wanted,
            f"after the clock reached {act.at} the dossier does not wait at {sorted(wanted)}",
        )

    def _compare(self, act: ActTold) -> None:
        if "waits" in act.expects:
            compare_waits(act, self._open())
        if "status" in act.expects:
            with self._outside.sessions.begin() as session:
                standing = load_standing(session, self._known, self._outside.clock.now())
            compare_status(act, standing.dossier.status)

    def _actor(self, act: ActTold) -> Actor:
        if act.actor is None:
            raise Difference(f"the act {act.do} does not say who does it")
        return sign_in(self._outside, act.actor, city.PASSWORD)

    def _ref(self, act: ActTold) -> TaskRef:
        found = next((t for t in self._open() if t.element == act.step), None)
        if found is None:
            waits = sorted(t.element for t in self._open())
            raise Difference(f"no open step {act.step}; the dossier waits at {waits}")
        return TaskRef(self._known, found.id)

    def _tasks(self) -> tuple[Task, ...]:
        with self._outside.sessions.begin() as session:
            return tasks_of(session, self._known)

    def _open(self) -> list[Task]:
        return [t for t in self._tasks() if t.status == "open"]

    def _bundle_elements(self) -> Mapping[str, Element]:
        with self._outside.sessions.begin() as session:
            standing = load_standing(session, self._known, self._outside.clock.now())
        return standing.dossier.bundle.compiled.elements

    def _until_finished(self, attempt: UUID) -> None:
        def finished() -> bool:
            with self._outside.sessions.begin() as session:
                found = load_attempt(session, self._known, attempt)
            if found is not None and found.status == "refused":
                raise Difference(f"the signature was refused: {found.trouble}")
            return found is not None and found.status == "finished"

        self._until(finished, "the signature was not finished")

    def _until(self, holds: Callable[[], bool], complaint: str) -> None:
        deadline = wall.monotonic() + PATIENCE
        while not holds():
            if wall.monotonic() > deadline:
                raise Difference(f"{complaint} within {PATIENCE:.0f} s")
            wall.sleep(LOOK_EVERY)


def begin_with_the_ward(outside: Outside) -> None:
    """Move the office's clock to the ward's first days: what is loaded then is in force in every
    story that follows."""
    _move_clock(outside, city.BEGINNING + timedelta(days=1))


def _move_clock(outside: Outside, at: datetime) -> None:
    seconds = round((at - outside.clock.now()).total_seconds())
    with outside.sessions.begin() as session:
        set_clock_offset(session, seconds)


def play_folder(outside: Outside, folder: Path) -> list[Played]:
    """Every scenario beside the procedure of this folder, one after the other.

    The procedure must be loaded. Raises `scenario.ScenarioFaulty` and `timetable.NoTimeForIt`.
    """
    with outside.sessions.begin() as session:
        calendar = load_calendar(session, city.WARD, read_time(session, outside.clock.now()).epoch)
    played = []
    for scenario in read_scenarios(folder):
        times = timetable(scenario, calendar, outside.clock.now())
        played.append(Player(outside, folder.name, scenario).play(times))
    return played


def _uploads(papers: tuple[PaperGiven, ...]) -> tuple[Upload, ...]:
    return tuple(Upload(p.component, p.name, one_page_scan(p.name)) for p in papers)


def scenarios_pass(played: list[Played]) -> bool:
    """Whether every story went as told."""
    return all(p.difference is None for p in played)


def write_results(played: Played, folder: Path) -> None:
    """Put the released documents of a story into `folder`, named by dossier and document."""
    folder.mkdir(parents=True, exist_ok=True)
    for key, content in played.files.items():
        (folder / f"{played.dossier_code}-{key}.pdf").write_bytes(content)
