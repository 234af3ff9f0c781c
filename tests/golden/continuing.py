"""A kept dossier put back into a database and continued, and what is told of it meanwhile."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.outbox.sweep import sweep
from engine.errors import TrinhKyError
from engine.outside.outside import Outside
from engine.simulate.compare_act import compare_act
from engine.simulate.difference import Difference, same
from engine.simulate.doings import DOINGS, Doing
from engine.simulate.stage import Cast, Stage
from engine.store.accounts import account_of_login
from engine.store.documents import documents_of
from engine.store.history import history_of
from engine.store.links import links_of
from engine.store.people import person_name
from engine.store.verify_history import first_broken
from signing.errors import SigningError
from tests.factories.clock import StoppedClock
from tests.golden import fast_signing
from tests.golden.golden_file import Golden, Stop
from tests.golden.tables import insert, wipe

SIGNING = {"shown", "signature_begun", "signature_made"}
"""History of how a signature is made: a fast one is only there."""
UNORDERED = SIGNING | {"linked"}
"""And what the worker does when it comes to it: an apology is drafted at one round or the next."""
FAST: Mapping[str, Doing] = {
    **DOINGS, "sign": fast_signing.sign, "seal": fast_signing.seal,
}  # fmt: skip
REAL = DOINGS


class Known(Cast):
    """Accounts are there without their passwords: these are slow to check, on purpose."""

    def actor(self, login: str) -> Actor:
        if login not in self._actors:
            with self._outside.sessions.begin() as session:
                account = account_of_login(session, login)
                assert account is not None
                name = person_name(session, account.person_id)
            self._actors[login] = Actor(account.person_id, name, login)
        return self._actors[login]


@dataclass(frozen=True)
class Continuation:
    """One story on its way, in a database of its own with the register of its release."""

    outside: Outside
    clock: StoppedClock
    golden: Golden
    cast: Cast
    doings: Mapping[str, Doing]

    def restore(self, stop: Stop) -> Stage:
        """The dossiers of the story as they were at this stop, and nothing else; the worker has
        done what it could."""
        with self.outside.sessions.begin() as session:
            wipe(session)
            insert(session, stop.rows)
        self.clock.at = stop.at
        stage = Stage(
            self.outside,
            self.golden.procedure,
            self.golden.scenario,
            self.cast,
            lambda: sweep(self.outside),
        )
        for name, dossier_id in stop.dossiers.items():
            stage.name(name, dossier_id)
        if any(row["done_at"] is None for row in stop.rows.get("outbox", ())):
            sweep(self.outside)
        return stage

    def act(self, stage: Stage, number: int) -> None:
        """Do the act of this number at its time, or a little after the one before.

        Raises Difference.
        """
        act = self.golden.scenario.acts[number]
        self.clock.at = max(self.golden.times[number], self.clock.at + timedelta(seconds=2))
        if "refused" in act.expects:
            self._refused(stage, number)
        else:
            self.doings[act.do](stage, act)
        calendar = stage.standing(stage.dossier(None)).around.calendar
        compare_act(stage, act, self.golden.times[0], calendar)
        sweep(self.outside)
        with self.outside.sessions.begin() as session:
            broken = first_broken(session, stage.dossier(act.dossier))
        same("history chain broken at", broken, None)

    def _refused(self, stage: Stage, number: int) -> None:
        act = self.golden.scenario.acts[number]
        try:
            self.doings[act.do](stage, act)
        except (TrinhKyError, SigningError):
            return
        raise Difference(f"act {number + 1}, {act.do}: was not refused")

    def to_the_end(self, stage: Stage, done: int) -> None:
        """All acts after the first `done`. Raises Difference."""
        for number in range(done, len(self.golden.scenario.acts)):
            self.act(stage, number)


def position(stage: Stage) -> dict[str, Any]:
    """Where the story's dossiers stand, as today's code reads them, without ids and hashes.

    Two equal positions go on alike: people, clock and worker find the same in both.
    """
    return dict(sorted((name, _standing(stage, id)) for name, id in stage.known().items()))


def _standing(stage: Stage, dossier_id: UUID) -> dict[str, Any]:
    with stage.outside.sessions.begin() as session:
        documents = documents_of(session, dossier_id)
        told = [json.loads(content) for _, content in history_of(session, dossier_id)]
        links = sorted(link.relation for link in links_of(session, dossier_id))
    dossier, around, _ = stage.standing(dossier_id)
    return {
        "status": (dossier.status, dossier.outcome, dossier.accountable_id),
        "facts": dict(dossier.facts),
        "due": [_day(t) for t in (dossier.due_at, dossier.statutory_due_at, dossier.extended_at)],
        "tasks": sorted(
            (t.element, t.kind, str(t.performer), str(t.power), str(t.unit_id), str(t.assignee_id),
             sorted(map(str, t.holders)), t.incident is None, t.parent_id is None, _day(t.due_at))
            for t in around.open_tasks
        ),
        "ledger": sorted((e.kind, e.policy, e.ends_at is None) for e in around.ledger),
        "groups": sorted((key, _day(group.due_at)) for key, group in around.groups.items()),
        "documents": sorted((d.key, d.kind, d.status, d.number is None) for d in documents),
        "links": [relation for relation in links if relation != "apology"],
        "history": [_line(e) for e in told if e["kind"] not in UNORDERED],
    }  # fmt: skip


def _line(entry: Mapping[str, Any]) -> str:
    return f"{entry['kind']} {entry.get('element')} {entry['actor']}"


def _day(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%d}"


def compare_told_end(stage: Stage, golden: Golden) -> None:
    """The dossiers have ended as their story told when it was kept. Raises Difference."""
    told = golden.scenario.expects
    own, *_ = stage.known()
    for name, dossier_id in stage.known().items():
        expects = told if name == own else told["linked"].get(name)
        if expects is None:
            continue
        found = _standing(stage, dossier_id)
        same(f"{name}: outcome", found["status"][1], expects["outcome"])
        released = sorted(key for key, _, status, _ in found["documents"] if status == "released")
        same(f"{name}: documents", released, sorted(expects["documents"]))
        _compare_order(name, found["history"], expects["history"])


def _compare_order(name: str, found: list[str], told: list[str]) -> None:
    lines = (line.split(" ") for line in found)
    for wanted in told:
        kind, _, element = wanted.partition(" ")
        if kind not in UNORDERED and not any(
            (line[0], element and line[1]) == (kind, element) for line in lines
        ):
            raise Difference(f"{name}: history lacks “{wanted}” in its place; it reads {found}")
