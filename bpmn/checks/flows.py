"""The ways through a process: whole, without traps."""

from __future__ import annotations

from collections.abc import Iterator

from bpmn.checks.nodes import said
from bpmn.diagram import CHOICES, FORKS, WAITS, Flow, Scope
from bpmn.graph import on_cycle, reachable, reverse
from bpmn.problems import error, warning
from bpmn.values import Problem

_SPLITTING = CHOICES | FORKS | {"eventBasedGateway"}


def check_flows(scope: Scope) -> Iterator[Problem]:
    """Every flow joins two nodes, only gateways split, and every node lies on a way to an end."""
    loose = list(_check_loose(scope))
    yield from loose
    yield from _check_directions(scope)
    tags = {node.tag for node in scope.nodes.values()}
    if not loose and {"startEvent", "endEvent"} <= tags:
        yield from _check_ways(scope)
        yield from _check_joins(scope)


def _check_loose(scope: Scope) -> Iterator[Problem]:
    for flow in scope.flows:
        for end, spoken in ((flow.source, "gốc"), (flow.target, "ngọn")):
            if end not in scope.nodes:
                yield error(
                    "loose-flow",
                    scope.file,
                    flow.id or None,
                    f"Mũi tên “{flow.id}” có {spoken} không nối vào phần tử nào của quy trình.",
                    "Hãy nối lại hai đầu mũi tên, hoặc xóa nó đi.",
                )


def _check_directions(scope: Scope) -> Iterator[Problem]:
    for node in scope.nodes.values():
        incoming, outgoing = scope.incoming[node.id], scope.outgoing[node.id]
        if len(outgoing) > 1 and node.tag not in _SPLITTING:
            yield error(
                "implicit-fork",
                scope.file,
                node.id,
                f"{said(node)} có {len(outgoing)} mũi tên đi ra; không rõ là chọn một hay song "
                "song.",
                "Hãy đặt sau nó một cổng song song (parallel) hoặc cổng chọn (exclusive).",
            )
        if incoming and node.tag in ("startEvent", "boundaryEvent"):
            yield _wrong_way(scope, node.id, incoming[0], f"đi vào {said(node)}")
        if outgoing and node.tag == "endEvent":
            yield _wrong_way(scope, node.id, outgoing[0], f"đi ra từ sự kiện kết thúc {said(node)}")


def _wrong_way(scope: Scope, id: str, flow: Flow, how: str) -> Problem:
    return error(
        "wrong-way",
        scope.file,
        id,
        f"Mũi tên “{flow.id}” {how}, chỗ này không được có.",
        "Hãy nối mũi tên vào bước, hoặc vào cổng ngay sau đó.",
    )


def _check_ways(scope: Scope) -> Iterator[Problem]:
    starts = [node.id for node in scope.nodes.values() if node.tag == "startEvent"]
    ends = [node.id for node in scope.nodes.values() if node.tag == "endEvent"]
    reached = reachable(scope.steps, starts)
    ending = reachable(reverse(scope.steps), ends)
    for node in scope.nodes.values():
        if node.id not in reached:
            yield error(
                "unreachable",
                scope.file,
                node.id,
                f"Không có đường nào từ lúc bắt đầu đến {said(node)}.",
                "Hãy nối mũi tên vào nó, hoặc xóa nó đi.",
            )
        elif node.id not in ending:
            yield error(
                "no-way-out",
                scope.file,
                node.id,
                f"Từ {said(node)} không có đường nào đến sự kiện kết thúc.",
                "Hãy nối tiếp cho đến một sự kiện kết thúc.",
            )


def _check_joins(scope: Scope) -> Iterator[Problem]:
    start = [node.id for node in scope.nodes.values() if node.tag == "startEvent"]
    for node in scope.nodes.values():
        sources = [flow.source for flow in scope.incoming[node.id]]
        if node.tag != "parallelGateway" or len(sources) < 2 or not on_cycle(scope.steps, node.id):
            continue
        before = reachable(scope.steps, start, closed=[node.id])
        after = reachable(scope.steps, scope.steps[node.id])
        if any(source not in before for source in sources):
            yield error(
                "join-waits-for-itself",
                scope.file,
                node.id,
                f"Cổng song song {said(node)} chờ một nhánh chỉ đến được sau chính nó, nên không "
                "bao giờ mở.",
                "Hãy cho mũi tên quay lại vào một cổng chọn (exclusive) đặt trước cổng này.",
            )
        elif any(source not in after for source in sources):
            yield warning(
                "join-on-cycle",
                scope.file,
                node.id,
                f"Vòng quay lại cổng song song {said(node)} không đi qua đủ các nhánh của nó; vòng "
                "sau có thể chờ mãi.",
                "Hãy cho mũi tên quay lại vào trước cổng tách các nhánh.",
            )


def waitless_cycle(scope: Scope, instant: frozenset[str]) -> str | None:
    """A node on a cycle in which nothing waits, where a token would run round for ever.

    `instant`: the ids of the processes through which a token can pass without waiting.
    """
    free = _without_waits(scope, instant)
    return next((id for id in free if on_cycle(free, id)), None)


def passes_at_once(scope: Scope, instant: frozenset[str]) -> bool:
    """Whether a token can go from the start to an end of this process without waiting."""
    free = _without_waits(scope, instant)
    starts = [id for id in free if scope.nodes[id].tag == "startEvent"]
    return any(scope.nodes[id].tag == "endEvent" for id in reachable(free, starts))


def _without_waits(scope: Scope, instant: frozenset[str]) -> dict[str, list[str]]:
    free = {
        node.id: None
        for node in scope.nodes.values()
        if node.tag not in WAITS and (node.called is None or node.called in instant)
    }
    return {id: [next for next in scope.steps[id] if next in free] for id in free}
