"""The diagrams of a bundle together: which process is which, and which call which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bpmn.diagram import CALLS, Document, Node, Scope
from bpmn.parse import parse
from bpmn.values import DiagramRefused, Problem

MOST_PROCESSES = 200
"""Processes and embedded sub-processes that a dossier can enter."""
MOST_PLACES = 5000
"""Elements of all processes, counted once for each way of calls that leads to them."""


@dataclass(frozen=True)
class Bundle:
    """All readable files; `unread` says why the others are not."""

    documents: Mapping[str, Document]
    main: str
    unread: tuple[Problem, ...]

    @cached_property
    def scopes(self) -> Mapping[str, Scope]:
        """Every process and embedded sub-process by id; the main file's win."""
        found: dict[str, Scope] = {}
        documents = sorted(self.documents.values(), key=lambda d: d.file != self.main)
        for document in documents:
            waiting = list(document.processes)
            while waiting:
                scope = waiting.pop(0)
                found.setdefault(scope.id, scope)
                waiting += scope.inners
        return found

    @cached_property
    def starting(self) -> tuple[Scope, ...]:
        """The executable processes of the main file; one, if all is well."""
        document = self.documents.get(self.main)
        return tuple(p for p in document.processes if p.executable) if document else ()

    @cached_property
    def used(self) -> tuple[Scope, ...]:
        """The processes that a dossier can enter; all of the main file while none can start."""
        document = self.documents.get(self.main)
        waiting = list(self.starting or (document.processes if document else ()))
        found: dict[str, Scope] = {}
        while waiting:
            scope = waiting.pop(0)
            if scope.id not in found:
                found[scope.id] = scope
                called = (n.called for n in scope.nodes.values() if n.tag in CALLS and n.called)
                waiting += [self.scopes[id] for id in called if id in self.scopes]
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Place:
    """A node where one way of calls leads to it."""

    node: Node
    above: tuple[tuple[Scope, Node | None], ...]
    """From the main process inward: each scope and the call by which it is entered."""

    @property
    def scope(self) -> Scope:
        return self.above[-1][0]

    @property
    def prefix(self) -> str:
        """The path of its scope: "" or "Call/Call/"."""
        return "".join(f"{call.id}/" for _, call in self.above if call)

    @property
    def path(self) -> str:
        return f"{self.prefix}{self.node.id}"


def read(files: Mapping[str, bytes], main: str) -> Bundle:
    """Parse every file of the bundle."""
    documents: dict[str, Document] = {}
    unread: list[Problem] = []
    for file, data in files.items():
        try:
            documents[file] = parse(file, data)
        except DiagramRefused as refused:
            unread += refused.problems
    return Bundle(documents, main, tuple(unread))


def places(bundle: Bundle, start: Scope) -> Iterator[Place]:
    """Every node by every way of calls, in the order of the files; what is called stands where it
    is called, so that a reader meets the steps as a dossier does.

    The calls must all lead somewhere and never round in a circle: `bpmn.checks.calls`.
    """
    yield from _within(bundle, ((start, None),))


def _within(bundle: Bundle, above: tuple[tuple[Scope, Node | None], ...]) -> Iterator[Place]:
    for node in above[-1][0].nodes.values():
        yield Place(node, above)
        if node.tag in CALLS and node.called:
            yield from _within(bundle, (*above, (bundle.scopes[node.called], node)))
