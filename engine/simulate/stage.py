"""Where a story is played: its dossiers, their open steps, the accounts that act, the worker."""

from __future__ import annotations

import time as wall
from collections.abc import Callable, Mapping
from uuid import UUID

from bpmn.values import Kind
from engine.actions.accounts.sign_in import sign_in
from engine.actions.actor import Actor
from engine.actions.judge import seats_of
from engine.core.dossier import JOINT, Task
from engine.core.move import TaskRef
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.simulate.difference import Difference
from engine.simulate.told import ActTold, Scenario
from engine.store.links import links_of
from engine.store.load_standing import Standing, load_standing
from engine.store.outbox_troubles import outbox_troubles
from engine.store.tasks import tasks_of

PATIENCE = 60.0
"""Seconds that the worker has for one step before a story is given up."""
SOON = 1.0
"""Seconds after which it is asked why the worker has not done it yet."""
LOOK_EVERY = 0.01
TRIES = 3
"""So often may the worker fail at one thing: a service may be away for a moment."""
PERSONS = (Kind.USER, JOINT)
"""Kinds of the tasks at which a dossier waits for people."""


class Cast:
    """Signs each account in once: a password is slow to check, on purpose."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self._actors: dict[str, Actor] = {}

    def actor(self, login: str) -> Actor:
        """The signed-in person of a demo account. Raises NotYours."""
        if login not in self._actors:
            self._actors[login] = sign_in(self._outside, login, city.PASSWORD)
        return self._actors[login]


def let_the_worker_work() -> None:
    """What a story does while it waits for workers in processes of their own."""
    wall.sleep(LOOK_EVERY)


class Stage:
    """One story's. `work` is called while the story waits for the worker."""

    def __init__(
        self,
        outside: Outside,
        slug: str,
        scenario: Scenario,
        cast: Cast,
        work: Callable[[], object],
    ) -> None:
        self.outside = outside
        self.slug = slug
        self.scenario = scenario
        self._cast = cast
        self._work = work
        self._dossiers: dict[str, UUID] = {}

    def name(self, told: str | None, dossier_id: UUID) -> None:
        """Remember a dossier that was received, under the name that acts call it by."""
        self._dossiers[told or self.slug] = dossier_id

    def dossier(self, told: str | None) -> UUID:
        """The story's dossier of that name, waiting until the worker has opened it.

        Raises Difference.
        """
        if (found := self._dossiers.get(told or self.slug)) is not None:
            return found
        if self.slug not in self._dossiers:
            raise Difference("the first act of a story receives the dossier")
        name = told or self.slug
        self.until(lambda: self._look_up(name), f"no dossier of {name} was opened")
        return self._dossiers[name]

    def _look_up(self, slug: str) -> bool:
        """Whether a dossier that is linked with one of the story's has this procedure."""
        known = set(self._dossiers.values())
        for dossier_id in tuple(known):
            with self.outside.sessions.begin() as session:
                linked = [link.other_id for link in links_of(session, dossier_id)]
            for other in (o for o in linked if o not in known):
                if self.standing(other).dossier.bundle.procedure.slug == slug:
                    self._dossiers[slug] = other
                    return True
        return False

    def actor(self, act: ActTold) -> Actor:
        """Who acts. Raises NotYours."""
        assert act.actor is not None
        return self._cast.actor(act.actor)

    def person(self, login: str) -> UUID:
        """The person of an account that is named, but does not act."""
        return self._cast.actor(login).person_id

    def standing(self, dossier_id: UUID) -> Standing:
        with self.outside.sessions.begin() as session:
            return load_standing(session, dossier_id, self.outside.clock.now())

    def tasks(self, dossier_id: UUID) -> tuple[Task, ...]:
        with self.outside.sessions.begin() as session:
            return tasks_of(session, dossier_id)

    def open_tasks(self, dossier_id: UUID) -> list[Task]:
        return [t for t in self.tasks(dossier_id) if t.status == "open"]

    def waits(self, dossier_id: UUID) -> list[str]:
        """The steps at which the dossier waits for people, each once."""
        return sorted({t.element for t in self.open_tasks(dossier_id) if t.kind in PERSONS})

    def ref(self, act: ActTold) -> TaskRef:
        """The open task of the act's step. Raises Difference."""
        return self._chosen(act, lambda task: task.parent_id is None)

    def own_ref(self, act: ActTold) -> TaskRef:
        """The actor's own part of a joint step, or the step itself where it is no joint one.

        A stranger gets the first member's. Raises Difference.
        """
        standing = self.standing(self.dossier(act.dossier))
        person = self.actor(act).person_id
        seats = seats_of(standing.around.register, person, standing.now)

        def mine(task: Task) -> bool:
            return not seats.isdisjoint(task.holders) or person in (
                task.assignee_id,
                task.closed_by_id,
            )

        members = [t for t in self.tasks(standing.dossier.id) if t.parent_id is not None]
        if not any(t.element == act.step for t in members):
            return self.ref(act)
        own = any(mine(t) and t.element == act.step for t in members)
        return self._chosen(act, lambda t: t.parent_id is not None and (mine(t) or not own))

    def _chosen(self, act: ActTold, fits: Callable[[Task], bool]) -> TaskRef:
        """An act that is to be refused may come too late: then it is at the step as it was."""
        dossier_id = self.dossier(act.dossier)
        tasks = [t for t in self.tasks(dossier_id) if t.element == act.step and fits(t)]
        found = next((t for t in tasks if t.status == "open"), None)
        if found is None and "refused" in act.expects and tasks:
            found = tasks[-1]
        if found is None:
            waits = self.waits(dossier_id)
            raise Difference(f"no open step {act.step}; the dossier waits at {waits}")
        return TaskRef(dossier_id, found.id)

    def until(self, holds: Callable[[], bool], complaint: str) -> None:
        """Let the worker work until something holds.

        Raises Difference when its time is up, or when what it does has failed again and again.
        """
        began = wall.monotonic()
        while not holds():
            waited = wall.monotonic() - began
            troubles = self._troubles() if waited > SOON else []
            if troubles or waited > PATIENCE:
                why = "; ".join(troubles) or f"after {PATIENCE:.0f} s"
                raise Difference(f"{complaint}: {why}")
            self._work()

    def _troubles(self) -> list[str]:
        with self.outside.sessions.begin() as session:
            return [
                trouble
                for dossier_id in self._dossiers.values()
                for trouble in outbox_troubles(session, dossier_id, TRIES)
            ]

    def known(self) -> Mapping[str, UUID]:
        """The dossiers that the story has met, its own first."""
        return self._dossiers
