"""A token game after the text of BPMN 2.0.2, chapter 13: slow, plain, without SpiffWorkflow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bpmn.bundle import Bundle, read
from bpmn.diagram import CALLS, WAITS, Flow, Node, Scope
from bpmn.expressions import evaluate, parse


@dataclass(eq=False)
class Token:
    """Waits at a task or an event, or stands in a call."""

    node: Node
    inner: Level | None = None
    beside: list[Token] = field(default_factory=list)
    """What waits under the same activity or event-based gateway, itself included."""


@dataclass(eq=False)
class Level:
    """One process under way."""

    scope: Scope
    tokens: list[Token] = field(default_factory=list)
    at_joins: Counter[str] = field(default_factory=Counter)
    """How many tokens have come along each flow into a join."""


class Game:
    def __init__(self, files: Mapping[str, bytes], main: str, facts: Mapping[str, object]):
        self.bundle: Bundle = read(files, main)
        self.facts = facts
        self.ends: list[str] = []
        self.top: Level | None = Level(self.bundle.starting[0])
        self._start(self.top, "")
        self._settle()

    @property
    def paths(self) -> list[str]:
        return sorted(path for path, _, _ in self._walk(self.top, ""))

    def do(self, path: str, facts: Mapping[str, object]) -> None:
        self.facts = facts
        level, token = next((lv, t) for p, lv, t in self._walk(self.top, "") if p == path)
        self._leave(level, token, path.rpartition("/")[0])
        self._settle()

    def _walk(self, level: Level | None, prefix: str) -> Iterator[tuple[str, Level, Token]]:
        for token in level.tokens if level else ():
            if token.inner is None:
                yield f"{prefix}{token.node.id}", level, token  # type: ignore[misc]
            else:
                yield from self._walk(token.inner, f"{prefix}{token.node.id}/")

    def _start(self, level: Level, above: str) -> None:
        start = next(n for n in level.scope.nodes.values() if n.tag == "startEvent")
        self._send(level, start, level.scope.outgoing[start.id], above)

    def _leave(self, level: Level, token: Token, above: str) -> None:
        """The token goes on from where it waited; what it interrupts ends."""
        leaves = [token] if not token.node.interrupting else (token.beside or [token])
        level.tokens = [each for each in level.tokens if each not in leaves]
        self._send(level, token.node, level.scope.outgoing[token.node.id], above)

    def _send(self, level: Level, node: Node, flows: tuple[Flow, ...], above: str) -> None:
        for flow in flows:
            self._arrive(level, level.scope.nodes[flow.target], flow, above)

    def _arrive(self, level: Level, node: Node, flow: Flow, above: str) -> None:
        outgoing = level.scope.outgoing[node.id]
        path = f"{above}/{node.id}" if above else node.id
        if node.tag in WAITS or node.tag in CALLS:
            self._wait(level, [node, *level.scope.boundary[node.id]], path)
        elif node.tag == "eventBasedGateway":
            self._wait(level, [level.scope.nodes[f.target] for f in outgoing], path)
        elif node.tag == "exclusiveGateway":
            self._send(level, node, self._true(node, outgoing)[:1], above)
        elif node.tag == "parallelGateway":
            level.at_joins[flow.id] += 1
            incoming = level.scope.incoming[node.id]
            if all(level.at_joins[f.id] for f in incoming):
                level.at_joins.subtract([f.id for f in incoming])
                self._send(level, node, outgoing, above)
        elif node.tag == "inclusiveGateway":
            level.at_joins[flow.id] += 1
        elif node.tag == "endEvent":
            self.ends.append(path)
            if node.event("terminate"):
                level.tokens.clear()
                level.at_joins.clear()
        else:
            self._send(level, node, outgoing, above)

    def _wait(self, level: Level, nodes: list[Node], path: str) -> None:
        group = [Token(node) for node in nodes]
        level.tokens += group
        for token in group:
            token.beside = group
            if token.node.tag in CALLS:
                token.inner = Level(self.bundle.scopes[token.node.called or ""])
                self._start(token.inner, path)

    def _true(self, node: Node, outgoing: tuple[Flow, ...]) -> tuple[Flow, ...]:
        true = tuple(
            flow
            for flow in outgoing
            if flow.id != node.default
            and (not flow.condition or evaluate(parse(flow.condition), self.facts) is True)
        )
        return true or tuple(flow for flow in outgoing if flow.id == node.default)

    def _settle(self) -> None:
        """Open inclusive joins and end finished calls until nothing moves any more."""
        while self.top and self._settle_level(self.top, ""):
            pass
        if self.top and not self.top.tokens and not +self.top.at_joins:
            self.top = None

    def _settle_level(self, level: Level, above: str) -> bool:
        for token in list(level.tokens):
            if token.inner:
                path = f"{above}/{token.node.id}" if above else token.node.id
                if self._settle_level(token.inner, path):
                    return True
                if not token.inner.tokens and not +token.inner.at_joins:
                    self._leave(level, token, above)
                    return True
        return any(self._open(level, node, above) for node in level.scope.nodes.values())

    def _open(self, level: Level, node: Node, above: str) -> bool:
        flows = level.scope.incoming[node.id]
        if node.tag != "inclusiveGateway" or not any(level.at_joins[f.id] for f in flows):
            return False
        standing = [token.node.id for token in level.tokens]
        standing += [f.target for f in level.scope.flows if level.at_joins[f.id] and f not in flows]
        empty = [f for f in flows if not level.at_joins[f.id]]
        filled = [f for f in flows if level.at_joins[f.id]]
        for id in standing:
            # 13.4.3: who can come along an empty flow is waited for, unless the same token could
            # come along one that already has a token.
            if self._comes_along(level, id, empty, node.id) and not self._comes_along(
                level, id, filled, node.id
            ):
                return False
        level.at_joins.subtract([f.id for f in flows if level.at_joins[f.id]])
        outgoing = level.scope.outgoing[node.id]
        self._send(level, node, self._true(node, outgoing), above)
        return True

    def _comes_along(self, level: Level, source: str, flows: list[Flow], join: str) -> bool:
        """Whether a way leads from `source` to the start of one of `flows` without the join."""
        seen: set[str] = set()
        waiting = [source]
        while waiting:
            at = waiting.pop()
            if at != join and at not in seen:
                seen.add(at)
                waiting += level.scope.steps[at]
        return any(flow.source in seen for flow in flows)
