"""The time of steps: every one has some, and what shares one duration lies on one way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from bpmn.checks.nodes import said
from bpmn.diagram import Node, Scope
from bpmn.graph import branches, reachable
from bpmn.problems import warning
from bpmn.values import Problem


def check_groups(scope: Scope) -> Iterator[Problem]:
    """Steps of one group share one duration, so a dossier should meet them on one way.

    Where two of them exclude each other, the duration is used by the one or by the other: what a
    table prints for a choice at the end is well, what was drawn by mistake is not. Hence a
    warning, one for each pair of ways.
    """
    groups: dict[str, list[Node]] = {}
    for node in scope.nodes.values():
        if group := node.attributes.get("group"):
            groups.setdefault(group, []).append(node)
    lies = _alternatives(scope) if groups else {}
    for group, nodes in groups.items():
        told: set[frozenset[tuple[str, str]]] = set()
        for one, other in combinations(nodes, 2):
            ways = frozenset(_parted(lies[one.id], lies[other.id]))
            if ways and ways not in told and not _meet(scope, one, other):
                told.add(ways)
                yield warning(
                    "group-alternative",
                    scope.file,
                    other.id,
                    f"{said(one)} và {said(other)} chung thời hạn “{group}” nhưng nằm trên hai "
                    "nhánh thay thế nhau: mỗi hồ sơ chỉ qua một trong hai.",
                    "Nếu bảng đã công bố in chung như vậy thì để nguyên; nếu không, hãy đặt cho "
                    "mỗi nhánh một thời hạn riêng.",
                )


def _alternatives(scope: Scope) -> dict[str, frozenset[tuple[str, str]]]:
    choices = [
        node.id
        for node in scope.nodes.values()
        if node.tag in ("exclusiveGateway", "eventBasedGateway") and len(scope.steps[node.id]) > 1
    ]
    start = next(node.id for node in scope.nodes.values() if node.tag == "startEvent")
    return branches(scope.steps, start, choices)


def _parted(
    one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """The branches by which a choice leads to the one step or to the other."""
    for choice, way in one:
        for same, another in other:
            if choice == same and way != another:
                yield from ((choice, way), (same, another))


def _meet(scope: Scope, one: Node, other: Node) -> bool:
    """Whether a dossier can come from one to the other."""
    return other.id in reachable(scope.steps, scope.steps[one.id]) or one.id in reachable(
        scope.steps, scope.steps[other.id]
    )
