"""Whether a dossier can get stuck: every way that tokens can take, whatever the facts say.

The conditions of choices are not read: each branch may be taken. So a finding is a way that the
drawing allows; where conditions elsewhere exclude it, the drawing should say so, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations

from bpmn.checks.nodes import said
from bpmn.diagram import FORKS, Flow, Node, Scope
from bpmn.graph import reachable
from bpmn.problems import error
from bpmn.values import Problem

MOST_MARKINGS = 20_000
"""Where tokens can lie at once; a process with more is judged as far as this goes."""
_MOST_ON_FLOW = 2
"""More tokens on one flow say nothing new about a deadlock."""
_MOST_SUBSETS = 4
"""Of a larger inclusive choice each branch alone and all together are tried."""

_Marking = frozenset[tuple[str, int]]
"""Flows that hold tokens, with how many."""


def check_deadlock(scope: Scope) -> Iterator[Problem]:
    """A join that can wait for tokens that never come; the first one found is told.

    The scope's flows must be well formed: see `bpmn.checks.flows`.
    """
    stuck = next(_stuck(scope), None)
    if stuck is None:
        return
    for node in scope.nodes.values():
        waiting = [flow.id for flow in scope.incoming[node.id] if flow.id in stuck]
        missing = [flow for flow in scope.incoming[node.id] if flow.id not in stuck]
        if waiting and missing:
            sources = ", ".join(said(scope.nodes[flow.source]) for flow in missing)
            yield error(
                "deadlock",
                scope.file,
                node.id,
                f"Cổng {said(node)} có thể chờ mãi nhánh từ {sources}: có đường đi không bao giờ "
                "qua nhánh đó.",
                "Nhánh nào chỉ đi khi được chọn thì nhập lại bằng cổng chọn (exclusive); cổng song "
                "song chỉ nhập các nhánh mà cổng song song đã tách.",
            )
            return


def _stuck(scope: Scope) -> Iterator[set[str]]:
    """The flows that hold tokens in a marking from which nothing moves."""
    start = next(node for node in scope.nodes.values() if node.tag == "startEvent")
    first = _put({}, scope.outgoing[start.id])
    waiting, seen = [first], {first}
    while waiting and len(seen) <= MOST_MARKINGS:
        marking = waiting.pop()
        moved = False
        for following in _moves(scope, dict(marking)):
            moved = True
            if following not in seen and all(count <= _MOST_ON_FLOW for _, count in following):
                seen.add(following)
                waiting.append(following)
        if marking and not moved:
            yield {flow for flow, _ in marking}


def _moves(scope: Scope, tokens: dict[str, int]) -> Iterator[_Marking]:
    for node in scope.nodes.values():
        ready = [flow for flow in scope.incoming[node.id] if flow.id in tokens]
        if not ready:
            continue
        if node.tag in FORKS and len(scope.incoming[node.id]) > 1:
            if not _opens(scope, node, ready, tokens):
                continue
            taken = [ready]
        else:
            taken = [[flow] for flow in ready]
        for flows in taken:
            rest = _without(tokens, flows)
            if node.event("terminate"):
                yield frozenset()
                continue
            for outgoing in _ways_on(scope, node):
                yield _put(rest, outgoing)


def _opens(scope: Scope, node: Node, ready: list[Flow], tokens: dict[str, int]) -> bool:
    """A parallel join has a token on every flow. An inclusive one waits while a token elsewhere
    can come along an empty flow and along no filled one (BPMN 2.0.2, 13.4.3)."""
    incoming = scope.incoming[node.id]
    if node.tag == "parallelGateway":
        return len(ready) == len(incoming)
    arrived = {flow.id for flow in ready}
    for elsewhere in {f.target for f in scope.flows if f.id in tokens and f.target != node.id}:
        coming = reachable(scope.steps, [elsewhere], closed=[node.id])
        ahead = {flow.id for flow in incoming if flow.source in coming}
        if ahead - arrived and not ahead & arrived:
            return False
    return True


def _ways_on(scope: Scope, node: Node) -> Iterator[tuple[Flow, ...]]:
    """Each set of flows on which tokens can go on from a node that has one."""
    outgoing = scope.outgoing[node.id]
    if node.tag in ("exclusiveGateway", "eventBasedGateway"):
        yield from ((flow,) for flow in outgoing)
    elif node.tag == "inclusiveGateway":
        yield from _subsets(outgoing)
    else:
        yield outgoing
    for event in scope.boundary[node.id]:
        beside = scope.outgoing[event.id]
        yield beside if event.interrupting else (*outgoing, *beside)


def _subsets(flows: tuple[Flow, ...]) -> Iterator[tuple[Flow, ...]]:
    if len(flows) > _MOST_SUBSETS:
        yield from ((flow,) for flow in flows)
        yield flows
        return
    yield from chain.from_iterable(combinations(flows, n) for n in range(1, len(flows) + 1))


def _put(tokens: dict[str, int], flows: Iterable[Flow]) -> _Marking:
    found = dict(tokens)
    for flow in flows:
        found[flow.id] = found.get(flow.id, 0) + 1
    return frozenset(found.items())


def _without(tokens: dict[str, int], flows: Iterable[Flow]) -> dict[str, int]:
    found = dict(tokens)
    for flow in flows:
        found[flow.id] -= 1
        if not found[flow.id]:
            del found[flow.id]
    return found
