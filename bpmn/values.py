"""What crosses the wall between the diagram and the office.

`engine` hands a trigger to `bpmn.run.run` and gets a `Moved` back. Nothing of SpiffWorkflow
crosses: a wait is named by the id of its task and by the path of its element.

An element's *path* is the ids of the call activities above it and its own id, joined by "/":
`ThamDinh`, `KySo/LanhDaoKy`. Calls are resolved when the diagram is compiled, so the set of
paths of a bundle is finite and known beforehand; a diagram that calls itself is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID


class Kind(StrEnum):
    """What a wait waits for."""

    USER = "user"
    """A person completes it (BPMN userTask, manualTask, and a task without a type)."""
    MACHINE = "machine"
    """The worker does it (BPMN serviceTask, sendTask); `Element.implementation` names the step."""
    TIMER = "timer"
    """The legal clock fires it (timer catch or boundary event); `Element.timer` keeps its text."""
    MESSAGE = "message"
    """A message is delivered to it (message catch, boundary, receiveTask); `Element.message`."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the compiled diagram that can become a wait, or an end event.

    `attributes` are the `trinhky:` attributes of the element laid over those of the call
    activities above it: what a called step leaves open, the call decides. `returnsTo` and
    `assigns` hold paths here, not ids.
    """

    path: str
    name: str
    kind: Kind | None
    """None for end events, which are listed so that an outcome can be read from them."""
    lane: str | None
    attributes: Mapping[str, str]
    implementation: str | None = None
    timer: str | None = None
    message: str | None = None
    attached_to: str | None = None
    """For a boundary event: the path of the task it sits on."""
    interrupting: bool = True


class Compiled(Protocol):
    """A bundle's diagrams, ready to run. Opaque but for its elements; built by `bpmn.compile`."""

    @property
    def elements(self) -> Mapping[str, Element]:
        """Every element that can become a wait, and every end event, by path."""
        ...


@dataclass(frozen=True, slots=True)
class Start:
    """A new dossier enters the diagram. The state given to `run` is then b''."""


@dataclass(frozen=True, slots=True)
class Complete:
    """A person or the worker has done this task (kinds user and machine)."""

    task: UUID


@dataclass(frozen=True, slots=True)
class Fire:
    """The legal clock has reached this timer."""

    task: UUID


@dataclass(frozen=True, slots=True)
class Deliver:
    """A message has come for this wait. What it says goes into the facts, never into the state."""

    task: UUID


@dataclass(frozen=True, slots=True)
class Return:
    """Work goes back: the live branch of `task` is cancelled and the token put on `target`.

    Within one scope; out of a parallel block the whole block is cancelled, out of a call the
    whole call. `target` is the path of a user task of the same or an enclosing scope.
    """

    task: UUID
    target: str


@dataclass(frozen=True, slots=True)
class Stop:
    """The dossier ends where it stands (withdrawn, stopped): every wait is cancelled."""


Trigger = Start | Complete | Fire | Deliver | Return | Stop


@dataclass(frozen=True, slots=True)
class Opened:
    """A new wait."""

    task: UUID
    path: str


@dataclass(frozen=True, slots=True)
class Closed:
    """A wait that is no more: completed by its trigger, or cancelled by the diagram."""

    task: UUID
    path: str
    completed: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """What the diagram says after a trigger.

    `state` is the packed state to keep (bytes, no data in it); `ends` the paths of the end
    events that this run passed, in order; `ended` is true when nothing is left to wait for.
    """

    state: bytes
    closed: tuple[Closed, ...]
    opened: tuple[Opened, ...]
    ends: tuple[str, ...]
    ended: bool


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of a check: where, what, and what to do about it, in plain words.

    `code` is stable (`bpmn-not-executable`); `file` is a path inside the bundle; `element` the
    id in that file, or a field's dotted name; `cause` and `cure` are Vietnamese sentences.
    """

    severity: Severity
    code: str
    file: str
    element: str | None
    cause: str
    cure: str


class DiagramRefused(Exception):
    """The diagram cannot be compiled; `problems` holds every error found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{p.file}: {p.element or '-'}: {p.cause}" for p in problems))
        self.problems = problems


class NotWaiting(Exception):
    """The trigger names a task at which this state does not wait."""

    def __init__(self, task: UUID | None, detail: str = "") -> None:
        super().__init__(f"task {task} is not waiting here. {detail}".strip())
        self.task = task


class StateUnreadable(Exception):
    """The packed state does not fit the compiled diagram (another bundle, or damaged bytes)."""


class NoWayOn(Exception):
    """A gateway found no condition true and has no default; nothing was moved."""

    def __init__(self, path: str, facts: Mapping[str, Any]) -> None:
        super().__init__(f"no outgoing flow of {path} is true; facts: {sorted(facts)}")
        self.path = path


class NoWayBack(Exception):
    """The return's target is no user task of the same or an enclosing scope, or lies in another
    parallel branch, whose join would wait for ever; nothing was moved."""

    def __init__(self, path: str, target: str) -> None:
        super().__init__(f"{path} cannot return to {target}")
        self.path = path
        self.target = target


class Deadlock(Exception):
    """Nothing would be left to wait for, but the process has not ended: the joins at `paths`
    expect tokens that can no longer come; nothing was moved."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        super().__init__(f"joins that wait for ever: {', '.join(paths)}")
        self.paths = paths
