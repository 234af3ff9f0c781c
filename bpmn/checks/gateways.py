"""Where tokens part and meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bpmn.checks.nodes import said
from bpmn.diagram import CHOICES, Flow, Node, Scope
from bpmn.expressions import ExpressionError, FactType, check, parse
from bpmn.problems import error
from bpmn.values import Problem


def check_gateways(scope: Scope, facts: Mapping[str, FactType] | None) -> Iterator[Problem]:
    """Conditions and defaults of choices; arms of event-based gateways."""
    for node in scope.nodes.values():
        outgoing = scope.outgoing[node.id]
        if node.tag in CHOICES:
            for flow in outgoing:
                yield from _check_branch(scope, node, flow, facts, alone=len(outgoing) == 1)
            if node.default and node.default not in [flow.id for flow in outgoing]:
                yield error(
                    "default-elsewhere",
                    scope.file,
                    node.id,
                    f"Nhánh mặc định “{node.default}” không đi ra từ cổng {said(node)}.",
                    "Hãy chọn lại nhánh mặc định trong các nhánh đi ra của cổng.",
                )
        else:
            yield from _check_no_conditions(scope, node, outgoing)
        if node.tag == "eventBasedGateway":
            yield from _check_arms(scope, node)


def _check_branch(
    scope: Scope, node: Node, flow: Flow, facts: Mapping[str, FactType] | None, alone: bool
) -> Iterator[Problem]:
    if flow.id == node.default:
        return
    if flow.condition is None:
        if not alone:
            yield error(
                "branch-without-condition",
                scope.file,
                flow.id,
                f"Nhánh “{flow.id}” của cổng {said(node)} không có điều kiện và không phải nhánh "
                "mặc định.",
                "Hãy ghi điều kiện cho nhánh, hoặc đặt nó làm nhánh mặc định.",
            )
        return
    try:
        condition = parse(flow.condition)
        findings = [] if facts is None else check(condition, facts)
    except ExpressionError as fault:
        findings = [fault.sentence]
    for sentence in findings:
        yield error(
            "condition",
            scope.file,
            flow.id,
            f"Điều kiện của nhánh “{flow.id}” không dùng được: {sentence}",
            'Hãy sửa điều kiện, ví dụ: ho_so_day_du = true and loai in ("A", "B").',
        )


def _check_no_conditions(scope: Scope, node: Node, outgoing: tuple[Flow, ...]) -> Iterator[Problem]:
    for flow in outgoing:
        if flow.condition is not None:
            yield error(
                "condition-misplaced",
                scope.file,
                flow.id,
                f"Mũi tên “{flow.id}” có điều kiện nhưng không đi ra từ một cổng rẽ nhánh.",
                "Hãy thêm một cổng chọn (exclusive hoặc inclusive) sau "
                f"{said(node)} và đặt điều kiện ở đó.",
            )


def _check_arms(scope: Scope, node: Node) -> Iterator[Problem]:
    for flow in scope.outgoing[node.id]:
        arm = scope.nodes.get(flow.target)
        if arm is None:
            continue
        if arm.tag not in ("intermediateCatchEvent", "receiveTask"):
            yield error(
                "arm-kind",
                scope.file,
                arm.id,
                f"Sau cổng chờ sự kiện {said(node)} chỉ được là hẹn giờ hoặc thông điệp; "
                f"{said(arm)} thì không phải.",
                "Hãy đặt một sự kiện hẹn giờ hoặc thông điệp ngay sau cổng.",
            )
        if len(scope.incoming[arm.id]) > 1 or scope.boundary[arm.id]:
            yield error(
                "arm-shared",
                scope.file,
                arm.id,
                f"{said(arm)} nằm ngay sau cổng chờ sự kiện nên không được có mũi tên vào khác "
                "hay sự kiện gắn trên cạnh.",
                "Hãy tách nó ra thành hai phần tử.",
            )
