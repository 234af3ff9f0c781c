"""The attributes of our dialect: known, well formed, and leading somewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bpmn.bundle import Bundle, Place, places
from bpmn.checks.nodes import said
from bpmn.diagram import FORKS, MACHINE_TASKS, USER_TASKS, Node, Scope
from bpmn.dialect import PREFIX, attributes_of
from bpmn.graph import Edge, branches
from bpmn.problems import error
from bpmn.values import Problem


@dataclass(frozen=True, slots=True)
class Known:
    """What the procedure around the diagram offers; None means: not asked."""

    forms: Collection[str] | None = None
    documents: Collection[str] | None = None
    machine_steps: Collection[str] | None = None


def check_attributes(scope: Scope, known: Known) -> Iterator[Problem]:
    """Names and values, and the things that they name."""
    for node in scope.nodes.values():
        allowed = attributes_of(node.tag)
        for name, value in node.attributes.items():
            if name not in allowed:
                yield error(
                    "attribute-unknown",
                    scope.file,
                    node.id,
                    f"{said(node)} có thuộc tính {PREFIX}:{name}; phần tử loại này không có thuộc "
                    "tính đó.",
                    f"Các thuộc tính dùng được ở đây: {', '.join(allowed) or 'không có'}.",
                )
            elif not allowed[name].accepts(value):
                yield error(
                    "attribute-value",
                    scope.file,
                    node.id,
                    f"Thuộc tính {PREFIX}:{name} của {said(node)} không nhận giá trị “{value}”.",
                    f"Giá trị dùng được: {allowed[name].expected}.",
                )
        yield from _check_named(scope, node, known)


def _check_named(scope: Scope, node: Node, known: Known) -> Iterator[Problem]:
    step = node.implementation if node.tag in MACHINE_TASKS else None
    named = (
        ("form-missing", "mẫu đơn", node.attributes.get("form"), known.forms),
        ("document-missing", "văn bản", node.attributes.get("document"), known.documents),
        ("machine-step-unknown", "bước máy", step, known.machine_steps),
    )
    for code, spoken, key, offered in named:
        if key and offered is not None and key not in offered:
            listed = ", ".join(sorted(offered)) or "chưa có gì"
            yield error(
                code,
                scope.file,
                node.id,
                f"{said(node)} dùng {spoken} “{key}”; quy trình không có {spoken} đó.",
                f"Hãy thêm {spoken} “{key}”, hoặc chọn một trong: {listed}.",
            )


def check_returns(bundle: Bundle, start: Scope) -> Iterator[Problem]:
    """Each `returnsTo` leads to a step to which the dossier can go back."""
    inside: dict[str, dict[str, frozenset[Edge]]] = {}
    told: set[tuple[str, str]] = set()
    for place in places(bundle, start):
        for target in place.node.attributes.get("returnsTo", "").split():
            finding = _check_target(place, target, inside)
            if finding and (place.node.id, target) not in told:
                told.add((place.node.id, target))
                yield finding


def return_path(place: Place, target: str) -> str | None:
    """The path of the step that `target` names, sought from the element's scope outward."""
    for depth in range(len(place.above), 0, -1):
        scope = place.above[depth - 1][0]
        if target in scope.nodes and scope.nodes[target].tag in USER_TASKS:
            calls = [call.id for _, call in place.above[:depth] if call]
            return "/".join((*calls, target))
    return None


def _check_target(
    place: Place, target: str, inside: dict[str, dict[str, frozenset[Edge]]]
) -> Problem | None:
    path = return_path(place, target)
    if path is None:
        return error(
            "return-target",
            place.scope.file,
            place.node.id,
            f"{said(place.node)} trả lại về “{target}”; đó không phải một bước của người trong "
            "cùng quy trình hay quy trình gọi nó.",
            "Hãy ghi mã của một bước (user task) mà hồ sơ đã đi qua.",
        )
    depth = path.count("/")
    scope = place.above[depth][0]
    here = place.node if depth == len(place.above) - 1 else place.above[depth + 1][1]
    lies = inside.setdefault(scope.id, parallel_branches(scope))
    if here is not None and lies[target] - lies[here.id]:
        return error(
            "return-into-branch",
            place.scope.file,
            place.node.id,
            f"{said(place.node)} trả lại về “{target}”, bước nằm trong một nhánh song song khác; "
            "các nhánh còn lại sẽ không bao giờ gặp nhau.",
            "Hãy trả về một bước trước chỗ tách nhánh.",
        )
    return None


def parallel_branches(scope: Scope) -> dict[str, frozenset[Edge]]:
    """For each node, the branches inside which it lies beside other tokens."""
    beside = {
        (event.attached_to, event.id)
        for event in scope.nodes.values()
        if event.attached_to and not event.interrupting
    }
    gateways = [n.id for n in scope.nodes.values() if n.tag in FORKS and len(scope.steps[n.id]) > 1]
    hosts = [host for host, _ in beside if host in scope.nodes]
    start = next(node.id for node in scope.nodes.values() if node.tag == "startEvent")
    found = branches(scope.steps, start, {*gateways, *hosts})
    return {
        id: frozenset(edge for edge in edges if edge[0] in gateways or edge in beside)
        for id, edges in found.items()
    }
