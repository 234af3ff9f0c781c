"""A diagram as read from its file: plain values, before anything is judged or run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

T = TypeVar("T")

USER_TASKS = frozenset({"task", "userTask", "manualTask"})
MACHINE_TASKS = frozenset({"serviceTask", "sendTask"})
TASKS = USER_TASKS | MACHINE_TASKS | {"receiveTask"}
CALLS = frozenset({"callActivity", "subProcess"})
ACTIVITIES = TASKS | CALLS
CATCHES = frozenset({"intermediateCatchEvent", "boundaryEvent", "receiveTask"})
WAITS = TASKS | CATCHES
CHOICES = frozenset({"exclusiveGateway", "inclusiveGateway"})
FORKS = frozenset({"parallelGateway", "inclusiveGateway"})
"""Gateways that can put several tokens on the way, and wait for several."""
NODES = (
    WAITS
    | CALLS
    | CHOICES
    | FORKS
    | {
        "startEvent",
        "endEvent",
        "intermediateThrowEvent",
        "eventBasedGateway",
    }
)
"""The flow nodes that run here."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event definition: `kind` is its XML name without "EventDefinition"."""

    kind: str
    form: str = ""
    """For a timer: timeDate, timeDuration, timeCycle."""
    text: str = ""
    """For a timer: its text; for a message: the id of the message."""


@dataclass(frozen=True, slots=True)
class Flow:
    id: str
    source: str
    target: str
    condition: str | None


@dataclass(frozen=True, slots=True)
class Node:
    """One flow node; `tag` is its XML name, `attributes` those of our dialect."""

    id: str
    tag: str
    name: str
    lane: str | None
    attributes: Mapping[str, str]
    default: str | None = None
    called: str | None = None
    implementation: str | None = None
    attached_to: str | None = None
    interrupting: bool = True
    events: tuple[Event, ...] = ()
    """A receiveTask has one, too: its message."""
    loop: str | None = None
    """The XML name of its loop or multi-instance marker."""
    inner: Scope | None = None
    """What an embedded sub-process holds."""

    def event(self, kind: str) -> Event | None:
        return next((event for event in self.events if event.kind == kind), None)


@dataclass(frozen=True)
class Scope:
    """A process or an embedded sub-process: the nodes among which a token moves."""

    id: str
    file: str
    name: str
    executable: bool
    nodes: Mapping[str, Node]
    flows: tuple[Flow, ...]
    lanes: bool
    """Whether lanes are drawn."""
    messages: Mapping[str, str]
    """The names of the file's messages by id."""
    unsupported: tuple[tuple[str, str | None], ...] = ()
    """(XML name, id) of children that are no flow nodes of ours."""

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Flow, ...]]:
        return self._by_node((flow.source, flow) for flow in self.flows)

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Flow, ...]]:
        return self._by_node((flow.target, flow) for flow in self.flows)

    @cached_property
    def boundary(self) -> Mapping[str, tuple[Node, ...]]:
        """The boundary events by the activity that they sit on."""
        events = [node for node in self.nodes.values() if node.attached_to]
        return self._by_node((event.attached_to or "", event) for event in events)

    @cached_property
    def steps(self) -> Mapping[str, tuple[str, ...]]:
        """Where a token can go from each node; a boundary event follows what it sits on."""
        return {
            id: tuple(f.target for f in self.outgoing[id] if f.target in self.nodes)
            + tuple(event.id for event in self.boundary[id])
            for id in self.nodes
        }

    def _by_node(self, pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
        found: dict[str, list[T]] = {id: [] for id in self.nodes}
        for id, each in pairs:
            if id in found:
                found[id].append(each)
        return {id: tuple(each) for id, each in found.items()}

    @property
    def inners(self) -> Iterator[Scope]:
        return (node.inner for node in self.nodes.values() if node.inner)


@dataclass(frozen=True, slots=True)
class Document:
    """One file."""

    file: str
    processes: tuple[Scope, ...]
    drawn: frozenset[str]
    """Ids of the elements that have a shape or an edge in the diagram interchange."""
    duplicates: tuple[str, ...]
    nameless: tuple[str, ...]
    """XML names of flow nodes, flows and processes that lack an id."""
    scripts: tuple[str | None, ...]
    """Ids of the elements that hold a script."""
