"""A scenario walked through nothing but its diagram: no database, no signer, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bpmn.run import run
from bpmn.values import Complete, Deliver, Fire, Kind, Moved, Start, Trigger
from engine.actions.supplements.receive import MESSAGE
from engine.core.forms import clean
from engine.core.procedure import declared
from tests.workflows.shipped import Shipped


@dataclass
class Wait:
    task: UUID
    path: str


class Walk:
    """A dossier that is nothing but its diagram."""

    def __init__(self, each: Shipped) -> None:
        self.each = each
        self.compiled = each.compiled
        self.state = b""
        self.facts: dict[str, Any] = {}
        self.waits: list[Wait] = []
        self.history: list[str] = []
        self.ended = False
        self.outcome: str | None = None

    def take(self, act: Mapping[str, Any]) -> None:
        match act["do"]:
            case "receive":
                self._move("received", Start())
                self._answer(act)
            case "complete":
                self._answer(act)
            case "sign":
                self._complete("signed", act["step"])
            case "seal":
                self._complete("sealed", act["step"])
            case "machine":
                self._complete("machine_done", act["step"])
            case "supplement":
                wait = self._one(Kind.MESSAGE)
                assert self.compiled.elements[wait.path].message == MESSAGE
                self._move(f"message_delivered {wait.path}", Deliver(wait.task))
            case "clock":
                wait = self._one(Kind.TIMER)
                self._move(f"timer_fired {wait.path}", Fire(wait.task))

    def people_wait_at(self) -> list[str]:
        return [w.path for w in self.waits if self._kind(w) is Kind.USER]

    def status(self) -> str:
        if self.ended:
            return "finished"
        waiting = any(self._kind(w) is Kind.MESSAGE for w in self.waits)
        return "waiting_applicant" if waiting else "processing"

    def _answer(self, act: Mapping[str, Any]) -> None:
        step = self.compiled.elements[act["step"]]
        form = self.each.forms[self.each.attributes(step)["form"]]
        answers = clean(form, act["answers"])
        self.facts |= declared(self.each.procedure, answers)
        self._complete("completed", act["step"])

    def _complete(self, kind: str, path: str) -> None:
        (wait,) = [w for w in self.waits if w.path == path]
        self._move(f"{kind} {path}", Complete(wait.task))

    def _one(self, kind: Kind) -> Wait:
        (wait,) = [w for w in self.waits if self._kind(w) is kind]
        return wait

    def _kind(self, wait: Wait) -> Kind | None:
        return self.compiled.elements[wait.path].kind

    def _move(self, told: str, trigger: Trigger) -> None:
        moved: Moved = run(self.compiled, self.state, trigger, self.facts)
        closed = {c.task for c in moved.closed}
        self.waits = [w for w in self.waits if w.task not in closed]
        self.waits += [Wait(o.task, o.path) for o in moved.opened]
        self.state = moved.state
        self.ended = moved.ended
        self.history.append(told)
        for end in moved.ends:
            self.outcome = self.compiled.elements[end].attributes.get("outcome", self.outcome)
