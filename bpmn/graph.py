"""Ways through a directed graph, given as successors by node. Pure; used by checks and by Return.

A graph is `Mapping[node, Sequence[node]]`; an edge is (node, successor).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

Graph = Mapping[str, Sequence[str]]
Edge = tuple[str, str]


def reachable(
    graph: Graph,
    starts: Iterable[str],
    *,
    without: Edge | None = None,
    closed: Collection[str] = (),
) -> set[str]:
    """The nodes to which a way leads from `starts`, these included.

    No way goes along the edge `without`, nor on from a node in `closed`.
    """
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        node = waiting.pop()
        if node in found:
            continue
        found.add(node)
        if node not in closed:
            waiting += [next for next in graph.get(node, ()) if (node, next) != without]
    return found


def reverse(graph: Graph) -> dict[str, list[str]]:
    """The same graph with every edge turned round."""
    turned: dict[str, list[str]] = {node: [] for node in graph}
    for node, successors in graph.items():
        for successor in successors:
            turned.setdefault(successor, []).append(node)
    return turned


def on_cycle(graph: Graph, node: str) -> bool:
    """Whether a way leads from the node back to it."""
    return node in reachable(graph, graph.get(node, ()))


def branches(graph: Graph, start: str, forks: Collection[str]) -> dict[str, frozenset[Edge]]:
    """For each node, the branches inside which it lies.

    A branch is an edge out of one of `forks`; a node lies inside it when every way from
    `start` to the node goes along that edge.
    """
    everywhere = reachable(graph, [start])
    inside: dict[str, set[Edge]] = {node: set() for node in graph}
    for fork in forks:
        for successor in dict.fromkeys(graph[fork]):
            edge = (fork, successor)
            for node in everywhere - reachable(graph, [start], without=edge):
                inside[node].add(edge)
    return {node: frozenset(edges) for node, edges in inside.items()}
