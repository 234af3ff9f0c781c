"""What single elements must say of themselves."""

from __future__ import annotations

from collections.abc import Iterator

from bpmn.diagram import MACHINE_TASKS, TASKS, USER_TASKS, Node, Scope
from bpmn.dialect import ELEMENT_ID
from bpmn.problems import error, warning
from bpmn.values import Problem

MOST_NODES = 500
"""Flow nodes of one process."""
MOST_FLOWS = 1000
"""Sequence flows of one process."""

_UNSUPPORTED = {
    "scriptTask": (
        "Bước mã lệnh (script task) không được dùng: mã lệnh trong sơ đồ có thể đọc và sửa mọi "
        "thứ trên máy chủ.",
        "Hãy thay bằng một bước máy (service task) có sẵn, hoặc một bước cho người làm.",
    ),
    "businessRuleTask": (
        "Bước quy tắc (business rule task) không được dùng.",
        "Hãy đặt điều kiện trên các nhánh của một cổng rẽ nhánh.",
    ),
    "complexGateway": (
        "Cổng phức hợp (complex gateway) không được dùng.",
        "Hãy dùng cổng chọn một (exclusive), chọn nhiều (inclusive) hoặc song song (parallel).",
    ),
    "transaction": (
        "Giao dịch (transaction) và bù trừ không được dùng.",
        "Hãy dùng quy trình con thường và vẽ rõ các nhánh quay lại.",
    ),
    "adHocSubProcess": (
        "Quy trình con tùy ý (ad-hoc) không được dùng.",
        "Hãy vẽ rõ thứ tự các bước, hoặc dùng cổng song song.",
    ),
    "subProcess": (
        "Quy trình con theo sự kiện (event sub-process) không được dùng.",
        "Hãy gắn sự kiện vào cạnh của bước hoặc của quy trình con.",
    ),
}
_LOOPS = {
    "standardLoopCharacteristics": "lặp (loop)",
    "multiInstanceLoopCharacteristics": "nhiều bản (multi-instance)",
}


def check_size(scope: Scope) -> Iterator[Problem]:
    """Whether the process is small enough to be judged at all."""
    nodes, flows = len(scope.nodes), len(scope.flows)
    if nodes > MOST_NODES or flows > MOST_FLOWS:
        yield error(
            "too-large",
            scope.file,
            scope.id,
            f"Quy trình có {nodes} phần tử và {flows} mũi tên; nhiều nhất là {MOST_NODES} và "
            f"{MOST_FLOWS}.",
            "Hãy tách thành các quy trình con được gọi (call activity).",
        )


def check_nodes(scope: Scope, *, lanes: bool) -> Iterator[Problem]:
    """Ids, kinds, markers and names; with `lanes`, that each step lies in one."""
    for tag, id in scope.unsupported:
        cause, cure = _UNSUPPORTED.get(
            tag,
            (f"Phần tử “{tag}” không được dùng.", "Hãy thay bằng bước, cổng hoặc sự kiện thường."),
        )
        yield error("unsupported", scope.file, id, cause, cure)
    for node in scope.nodes.values():
        yield from _check_node(scope, node)
        if lanes and node.tag in USER_TASKS and node.lane is None:
            yield _unlaned(scope, node)


def _check_node(scope: Scope, node: Node) -> Iterator[Problem]:
    if not ELEMENT_ID.fullmatch(node.id):
        yield bad_id(scope.file, node.id)
    if node.loop:
        yield error(
            "loop-marker",
            scope.file,
            node.id,
            f"Dấu {_LOOPS.get(node.loop, node.loop)} trên {said(node)} không được dùng.",
            "Lấy ý kiến nhiều người là một bước duy nhất; muốn làm lại thì vẽ mũi tên quay về.",
        )
    if node.tag in MACHINE_TASKS and not node.implementation:
        yield error(
            "machine-step-missing",
            scope.file,
            node.id,
            f"Bước máy {said(node)} không nói máy làm việc gì.",
            'Hãy ghi tên việc vào thuộc tính implementation, ví dụ implementation="notify".',
        )
    if not node.name and (node.tag in TASKS or node.tag in ("callActivity", "endEvent")):
        yield warning(
            "no-name",
            scope.file,
            node.id,
            f"Phần tử “{node.id}” chưa có tên.",
            "Hãy đặt tên như cán bộ vẫn gọi, ví dụ “Thẩm định hồ sơ”.",
        )


def bad_id(file: str, id: str) -> Problem:
    """An id that cannot be part of a path."""
    return error(
        "bad-id",
        file,
        id,
        f"Mã “{id}” không dùng được.",
        "Mã bắt đầu bằng chữ, chỉ gồm chữ, số, gạch dưới, gạch ngang và dấu chấm.",
    )


def _unlaned(scope: Scope, node: Node) -> Problem:
    return warning(
        "no-lane",
        scope.file,
        node.id,
        f"Bước {said(node)} không nằm trong làn nào.",
        "Hãy đặt bước vào làn của đơn vị thực hiện.",
    )


def said(node: Node) -> str:
    """The element as a sentence names it."""
    return f"“{node.name or node.id}”"
