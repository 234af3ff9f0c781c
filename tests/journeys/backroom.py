"""The demonstration's office behind its pages: what a journey wants to find done is done here.

Drawing pages is dear; a dossier that only has to be there is brought on by the engine's own
actions, in the same database, while the demonstration's worker does the machine's part.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from uuid import UUID

from flask import Flask
from playwright.sync_api import BrowserContext
from sqlalchemy import func, select, update

from engine.actions.actor import Actor
from engine.core.move import TaskRef
from engine.outside.bundle_folder import procedure_folders
from engine.outside.demo_pki import ensure_pki
from engine.outside.outside import Outside, connect
from engine.settings import Settings
from engine.simulate import demo_city
from engine.simulate.demo_subjects import demo_subjects
from engine.simulate.difference import Difference
from engine.simulate.doings import DOINGS
from engine.simulate.stage import Cast, Stage
from engine.simulate.told import ActTold
from engine.store.records import DocumentRow, DossierRow, ProcedureVersionRow, TaskRow, TimerRow
from tests.journeys.told import WORKFLOWS, story
from tests.web.browsing import signed_in
from web.app import create_app

COPY = "hn_663_ban_sao_tu_so_goc"
PATIENCE = 60.0
LOOK_AGAIN = 0.05
JOINT = ("vote", "opinion")


class NotYet(Exception):
    """The worker has not come so far."""


class _Known(Cast):
    """Those who need no password here: that is slow to check, on purpose, and tried elsewhere."""

    def actor(self, login: str) -> Actor:
        seat = demo_city.seat(login)
        return Actor(seat.person_id, seat.full_name, login)


def _come_again() -> None:
    raise NotYet


@dataclass(frozen=True)
class Backroom:
    outside: Outside
    app: Flask
    cookies: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Backroom:
        """Over the home and the database of a demonstration that runs."""
        # What is forwarded here stands at once, so that the machine goes on without the pause.
        settings = Settings.from_env({**given, "TRINHKY_UNDO_SECONDS": "0"})
        pki = ensure_pki(settings.home, demo_subjects(), demo_city.KEY_PASSWORD)
        own = replace(settings, demo=True, tsa_url=pki.tsa_url, trust=pki.trust)
        outside = connect(own)
        return cls(outside, create_app(outside))

    def wait_for_procedures(self) -> None:
        """The demonstration still loads them while it already shows pages."""
        shipped = {folder.name for folder in procedure_folders(WORKFLOWS)}
        self.until(lambda: shipped <= self._loaded(), "the procedures were not loaded")

    def _loaded(self) -> set[str]:
        with self.outside.sessions() as session:
            return set(session.scalars(select(ProcedureVersionRow.procedure)))

    def seat(self, context: BrowserContext, login: str) -> None:
        """From now on this browser is that person's."""
        if login not in self.cookies:
            client = signed_in(self.app.test_client(), login)
            session = client.get_cookie("trinhky")
            assert session is not None
            self.cookies[login] = session.value
        # Nothing of the page before may answer in between: it would bring its own session back.
        for page in context.pages:
            page.goto("about:blank")
        context.add_cookies(
            [
                {
                    "name": "trinhky",
                    "value": self.cookies[login],
                    "domain": "127.0.0.1",
                    "path": "/",
                }
            ]
        )

    def stage(self, slug: str, name: str = "straight_through") -> Stage:
        """Where that shipped story is played, at the demonstration's own time."""
        told = story(slug, name)
        return Stage(self.outside, slug, told, _Known(self.outside), _come_again)

    def play(self, slug: str, name: str, until: str | None) -> UUID:
        """The story up to the step `until`, which is left open; its dossier."""
        stage = self.stage(slug, name)
        for act in stage.scenario.acts:
            if act.step == until and act.do != "receive":
                break
            self.until(partial(self.did, stage, act), f"{slug}: {act.do} {act.step}")
        dossier_id = stage.dossier(None)
        if until:
            self.until(lambda: until in stage.waits(dossier_id), f"{slug} never came to {until}")
        return dossier_id

    def did(self, stage: Stage, act: ActTold) -> bool:
        """Do the act if it can be done now."""
        try:
            if act.do == "clock":
                return self._clock_reached(stage, act)
            if act.do != "machine":  # the next act waits for what the machine does
                DOINGS[act.do](stage, act)
        except Difference:
            return False
        except NotYet:
            return act.do in ("sign", "seal")  # done; the worker completes the signature
        return True

    def _clock_reached(self, stage: Stage, act: ActTold) -> bool:
        """Whether the dossier is where the act says; what it waits for by the clock is due now."""
        dossier_id = stage.dossier(act.dossier)
        if stage.waits(dossier_id) == sorted(act.expects["waits"]):
            return True
        self._let_time_pass(dossier_id)
        return False

    def _let_time_pass(self, dossier_id: UUID) -> None:
        with self.outside.sessions.begin() as session:
            first = session.scalar(
                select(TimerRow.task_id)
                .where(TimerRow.dossier_id == dossier_id)
                .order_by(TimerRow.due_at)
            )
            if first is None:
                return
            now = func.now()
            long_ago = TaskRow.opened_at - func.make_interval(0, 0, 0, 60)
            session.execute(
                update(TaskRow)
                .where(TaskRow.dossier_id == dossier_id, TaskRow.id == first)
                .values(opened_at=long_ago)
            )
            session.execute(
                update(TimerRow)
                .where(TimerRow.dossier_id == dossier_id, TimerRow.task_id == first)
                .values(due_at=now)
            )
        self.outside.queue.nudge()

    def code(self, dossier_id: UUID) -> str:
        with self.outside.sessions() as session:
            return session.get_one(DossierRow, dossier_id).code

    def ref(self, dossier_id: UUID, step: str) -> TaskRef:
        """The open task of that step."""
        with self.outside.sessions() as session:
            task_id = session.scalar(
                select(TaskRow.id).where(
                    TaskRow.dossier_id == dossier_id,
                    TaskRow.element == step,
                    TaskRow.status == "open",
                    TaskRow.parent_id.is_(None),
                )
            )
        assert task_id is not None, step
        return TaskRef(dossier_id, task_id)

    def is_open(self, dossier_id: UUID, step: str) -> bool:
        """Whether the dossier waits there."""
        return step in self.stage(COPY).waits(dossier_id)

    def document(self, dossier_id: UUID) -> UUID:
        """What was written in this dossier."""
        with self.outside.sessions() as session:
            found = session.scalar(
                select(DocumentRow.id).where(DocumentRow.dossier_id == dossier_id)
            )
        assert found is not None
        return found

    def waiting(self, dossier_id: UUID) -> TaskRef:
        """The one open task of a dossier that waits."""
        with self.outside.sessions() as session:
            task_id = session.scalar(
                select(TaskRow.id)
                .where(TaskRow.dossier_id == dossier_id, TaskRow.status == "open")
                .order_by(TaskRow.kind == "timer")
            )
        assert task_id is not None
        return TaskRef(dossier_id, task_id)

    def part(self, slug: str, dossier_id: UUID, login: str) -> TaskRef:
        """This member's own part of the joint step that is open."""
        stage = self.stage(slug)
        stage.name(None, dossier_id)
        acts = stage.scenario.acts
        return stage.own_ref(next(a for a in acts if a.actor == login and a.do in JOINT))

    def until(self, holds: Callable[[], bool], complaint: str) -> None:
        """Wait for the worker."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < deadline, complaint
            time.sleep(LOOK_AGAIN)
