"""Tell the scenarios of procedures through the real database, worker and signer.

Each story begins in the past and the office's clock is moved along with it (`register_epoch`);
timestamp and revocation services are told the same time, so that nothing ends later than now. An
act without a time of its own follows at once: moving the clock makes every process read anew.
What a story expects is compared after each act and at its end; the first difference ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from engine.core.clock import Calendar
from engine.errors import InvalidAnswers, TrinhKyError
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.simulate.compare_act import compare_act
from engine.simulate.demo.read import demo
from engine.simulate.difference import Difference
from engine.simulate.doings import DOINGS
from engine.simulate.expected import compare_ends
from engine.simulate.scenario import read_scenarios
from engine.simulate.stage import Cast, Stage, let_the_worker_work
from engine.simulate.timetable import timetable
from engine.simulate.told import ActTold, Scenario
from engine.store.load_calendar import load_calendar
from engine.store.register_epoch import set_clock_offset
from engine.store.time import read_time
from signing.errors import SigningError


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a story. `difference` is None when it went as told."""

    procedure: str
    scenario: str
    dossier_code: str | None
    results: int
    signatures: int
    difference: str | None
    files: Mapping[str, bytes]
    """The released documents by key; of another dossier of the story by its name and key."""


class Player:
    """Plays the stories of one procedure, one after the other.

    `work` is called while a story waits for the worker: where workers run in other processes it
    only lets them do their part. `after_each` is told of every act that was done. See `player_of`.
    """

    def __init__(
        self,
        outside: Outside,
        slug: str,
        calendar: Calendar,
        *,
        work: Callable[[], object],
        after_each: Callable[[Stage, int], None],
    ) -> None:
        self._outside = outside
        self._slug = slug
        self._calendar = calendar
        self._cast = Cast(outside)
        self._work = work
        self._after_each = after_each

    def times(self, scenario: Scenario) -> tuple[datetime, ...]:
        """When the acts happen if the story is played today. Raises `timetable.NoTimeForIt`."""
        return timetable(scenario, self._calendar, self._outside.clock.now())

    def play(self, scenario: Scenario) -> Played:
        """Do the acts at their times, then look at the end. Never raises for a difference.

        Raises `timetable.NoTimeForIt`.
        """
        times = self.times(scenario)
        stage = Stage(self._outside, self._slug, scenario, self._cast, self._work)
        place = "the end"
        try:
            for number, (act, at) in enumerate(zip(scenario.acts, times, strict=True)):
                place = f"act {number + 1}, {act.do} {act.step or ''}".rstrip()
                if act.at is not None or not number:
                    _move_clock(self._outside, at)
                    self._outside.queue.nudge()
                self._do(stage, act)
                compare_act(stage, act, times[0], self._calendar)
                self._after_each(stage, number)
            place = "the end"
            end = compare_ends(self._outside, stage.known(), scenario, times, self._calendar)
        except (Difference, TrinhKyError, SigningError) as found:
            said = f"{place}: {_sentence(found)}"
            return Played(self._slug, scenario.name, None, 0, 0, said, {})
        return Played(
            self._slug, scenario.name, end.code, end.results, end.signatures, None, end.files
        )

    def _do(self, stage: Stage, act: ActTold) -> None:
        wanted = act.expects.get("refused")
        if wanted is None:
            DOINGS[act.do](stage, act)
            return
        dossier_id = stage.dossier(act.dossier)
        before = {t.id for t in stage.open_tasks(dossier_id)}
        try:
            DOINGS[act.do](stage, act)
        except (TrinhKyError, SigningError) as refusal:
            code = getattr(refusal, "clause", None) or getattr(refusal, "reason", None)
            said = _sentence(refusal)
            if wanted != code and wanted not in said:
                raise Difference(f"refused with “{said}” ({code}), not “{wanted}”") from refusal
        else:
            raise Difference(f"was not refused, but should be with “{wanted}”")
        if {t.id for t in stage.open_tasks(dossier_id)} != before:
            raise Difference("was refused, and moved the dossier all the same")


def _sentence(found: Exception) -> str:
    """A refusal in its own words, with the fields that it is about."""
    fields = f" {dict(found.fields)}" if isinstance(found, InvalidAnswers) else ""
    return f"{getattr(found, 'sentence', found)}{fields}"


def begin_with_the_ward(outside: Outside) -> None:
    """Move the office's clock to the ward's first days: what is loaded then is in force in every
    story that follows."""
    _move_clock(outside, city.BEGINNING + timedelta(days=1))


def _move_clock(outside: Outside, at: datetime) -> None:
    seconds = round((at - outside.clock.now()).total_seconds())
    with outside.sessions.begin() as session:
        set_clock_offset(session, seconds)


def player_of(
    outside: Outside,
    slug: str,
    *,
    work: Callable[[], object] = let_the_worker_work,
    after_each: Callable[[Stage, int], None] = lambda _stage, _number: None,
) -> Player:
    """A player that counts days by the calendar of the unit that resolves the procedure.

    The procedure must be loaded.
    """
    with outside.sessions.begin() as session:
        epoch = read_time(session, outside.clock.now()).epoch
        calendar = load_calendar(session, resolving_unit(slug), epoch)
    return Player(outside, slug, calendar, work=work, after_each=after_each)


def resolving_unit(slug: str) -> UUID:
    """The unit that resolves a shipped procedure: the one it is bound to, else the ward."""
    bound = (binding.unit for binding in demo().bindings if binding.slug == slug)
    return next((demo().unit(unit).id for unit in bound), city.WARD)


def play_folder(outside: Outside, folder: Path) -> Iterator[Played]:
    """Every scenario beside the procedure of this folder, one after the other.

    The procedure must be loaded, and a worker run. Raises `scenario.ScenarioFaulty` and
    `timetable.NoTimeForIt`.
    """
    player = player_of(outside, folder.name)
    yield from (player.play(scenario) for scenario in read_scenarios(folder))


def scenarios_pass(played: list[Played]) -> bool:
    """Whether every story went as told."""
    return all(p.difference is None for p in played)


def write_results(played: Played, folder: Path) -> None:
    """Put the released documents of a story into `folder`, named by dossier and document."""
    folder.mkdir(parents=True, exist_ok=True)
    for key, content in played.files.items():
        (folder / f"{played.dossier_code}-{key}.pdf").write_bytes(content)
