"""Calls of other processes: they exist, end, and do not go on without end."""

from __future__ import annotations

from collections.abc import Iterator

from bpmn.bundle import MOST_PLACES, Bundle
from bpmn.checks.flows import passes_at_once, waitless_cycle
from bpmn.checks.nodes import said
from bpmn.diagram import CALLS, Scope
from bpmn.graph import on_cycle, reachable
from bpmn.problems import error
from bpmn.values import Problem


def check_calls(bundle: Bundle) -> Iterator[Problem]:
    """Missing processes, recursion, a bundle that unfolds beyond bounds, loops without a wait."""
    broken = [*_check_targets(bundle), *_check_recursion(bundle)]
    yield from broken
    if not broken:
        yield from _check_size(bundle)
        yield from _check_rest(bundle)


def _check_targets(bundle: Bundle) -> Iterator[Problem]:
    for scope in bundle.used:
        for node in scope.nodes.values():
            embedded = node.inner is None and "/" in (node.called or "")
            if node.tag in CALLS and (embedded or node.called not in bundle.scopes):
                named = f"gọi quy trình “{node.called}”" if node.called else "không nói gọi gì"
                yield error(
                    "call-missing",
                    scope.file,
                    node.id,
                    f"{said(node)} {named}; gói không có quy trình đó.",
                    "Hãy thêm tệp sơ đồ chứa quy trình đó vào gói, hoặc sửa tên được gọi.",
                )


def _calls(bundle: Bundle) -> dict[str, list[str]]:
    return {
        scope.id: [
            node.called for node in scope.nodes.values() if node.tag in CALLS and node.called
        ]
        for scope in bundle.used
    }


def _check_recursion(bundle: Bundle) -> Iterator[Problem]:
    calls = _calls(bundle)
    for scope in bundle.used:
        for node in scope.nodes.values():
            called = node.called if node.tag in CALLS else None
            if called and on_cycle(calls, scope.id) and scope.id in reachable(calls, [called]):
                yield error(
                    "call-recursion",
                    scope.file,
                    node.id,
                    f"{said(node)} gọi lại chính quy trình đang chứa nó; việc gọi không bao giờ "
                    "dừng.",
                    "Muốn làm lại một bước thì vẽ mũi tên quay về bước đó.",
                )


def _check_size(bundle: Bundle) -> Iterator[Problem]:
    sizes: dict[str, int] = {}
    for scope in _innermost_first(bundle):
        called = (n.called for n in scope.nodes.values() if n.tag in CALLS and n.called)
        sizes[scope.id] = len(scope.nodes) + sum(sizes[id] for id in called)
    for scope in bundle.starting:
        if sizes[scope.id] > MOST_PLACES:
            yield error(
                "too-large",
                scope.file,
                scope.id,
                f"Kể cả các quy trình được gọi, sơ đồ có {sizes[scope.id]} phần tử; nhiều nhất là "
                f"{MOST_PLACES}.",
                "Hãy bớt các lần gọi lồng nhau.",
            )


def _check_rest(bundle: Bundle) -> Iterator[Problem]:
    instant: frozenset[str] = frozenset()
    for scope in _innermost_first(bundle):
        if passes_at_once(scope, instant):
            instant |= {scope.id}
        if (id := waitless_cycle(scope, instant)) is not None:
            yield error(
                "loop-without-wait",
                scope.file,
                id,
                f"Có vòng lặp qua {said(scope.nodes[id])} mà không có bước nào để chờ; máy sẽ chạy "
                "mãi.",
                "Hãy đặt vào vòng lặp một bước, một hẹn giờ hoặc một thông điệp.",
            )


def _innermost_first(bundle: Bundle) -> list[Scope]:
    calls = _calls(bundle)
    return sorted(bundle.used, key=lambda scope: len(reachable(calls, [scope.id])))
