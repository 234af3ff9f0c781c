"""Starts, ends, and what is waited for."""

from __future__ import annotations

from collections.abc import Iterator

from bpmn.checks.nodes import said
from bpmn.diagram import ACTIVITIES, CATCHES, Node, Scope
from bpmn.problems import error
from bpmn.values import Problem

_NAMES = {
    "conditional": "điều kiện (conditional)",
    "link": "liên kết (link)",
    "compensate": "bù trừ (compensation)",
    "signal": "tín hiệu (signal)",
    "error": "lỗi (error)",
    "escalation": "báo cấp trên (escalation)",
    "cancel": "hủy (cancel)",
    "timer": "hẹn giờ (timer)",
    "message": "thông điệp (message)",
    "terminate": "kết thúc tất cả (terminate)",
}
_ALLOWED = {
    "startEvent": (frozenset[str](), "Hãy dùng sự kiện bắt đầu thường: hồ sơ mở ra là bắt đầu."),
    "endEvent": (
        frozenset({"terminate"}),
        "Hãy dùng sự kiện kết thúc thường, hoặc kết thúc tất cả (terminate).",
    ),
    "intermediateThrowEvent": (
        frozenset[str](),
        "Muốn gửi đi thì dùng bước gửi (send task) có implementation.",
    ),
}
_CATCHABLE = (
    frozenset({"timer", "message"}),
    "Chỉ chờ được hẹn giờ (timer) hoặc thông điệp (message).",
)


def check_events(scope: Scope) -> Iterator[Problem]:
    """One plain start, an end, and only timers and messages to wait for."""
    yield from _check_ends(scope)
    for node in scope.nodes.values():
        if node.tag in _ALLOWED:
            yield from _check_kinds(scope, node, *_ALLOWED[node.tag])
        elif node.tag in CATCHES:
            yield from _check_kinds(scope, node, *_CATCHABLE)
            yield from _check_catch(scope, node)
        if node.tag == "boundaryEvent":
            yield from _check_boundary(scope, node)


def _check_ends(scope: Scope) -> Iterator[Problem]:
    starts = [node for node in scope.nodes.values() if node.tag == "startEvent"]
    if not starts:
        yield error(
            "no-start",
            scope.file,
            scope.id,
            f"Quy trình “{scope.name or scope.id}” không có sự kiện bắt đầu.",
            "Hãy thêm một sự kiện bắt đầu (start event) và nối nó với bước đầu tiên.",
        )
    for extra in starts[1:]:
        yield error(
            "several-starts",
            scope.file,
            extra.id,
            f"Quy trình “{scope.name or scope.id}” có {len(starts)} sự kiện bắt đầu.",
            "Hãy chỉ giữ một; các trường hợp khác nhau thì rẽ nhánh ngay sau đó.",
        )
    if not any(node.tag == "endEvent" for node in scope.nodes.values()):
        yield error(
            "no-end",
            scope.file,
            scope.id,
            f"Quy trình “{scope.name or scope.id}” không có sự kiện kết thúc.",
            "Hãy thêm sự kiện kết thúc (end event) vào cuối mỗi nhánh.",
        )


def _check_kinds(scope: Scope, node: Node, allowed: frozenset[str], cure: str) -> Iterator[Problem]:
    for event in node.events:
        if event.kind not in allowed:
            kind = _NAMES.get(event.kind, event.kind)
            cause = f"Sự kiện {said(node)} thuộc loại {kind}, loại này không dùng được ở đây."
            yield error("unsupported-event", scope.file, node.id, cause, cure)


def _check_catch(scope: Scope, node: Node) -> Iterator[Problem]:
    if len(node.events) != 1:
        yield error(
            "event-count",
            scope.file,
            node.id,
            f"Sự kiện {said(node)} phải chờ đúng một điều, đang có {len(node.events)}.",
            "Hãy chọn cho nó một loại: hẹn giờ hoặc thông điệp.",
        )
    timer, message = node.event("timer"), node.event("message")
    if timer and not timer.text:
        yield error(
            "timer-empty",
            scope.file,
            node.id,
            f"Hẹn giờ {said(node)} chưa có thời gian.",
            "Hãy ghi thời gian, ví dụ “15 ngày làm việc”.",
        )
    elif timer and timer.form == "timeCycle":
        yield error(
            "timer-cycle",
            scope.file,
            node.id,
            f"Hẹn giờ {said(node)} lặp lại theo chu kỳ; ở đây mỗi hẹn giờ chỉ báo một lần.",
            "Hãy dùng khoảng thời gian (duration) hoặc ngày (date).",
        )
    if message and not scope.messages.get(message.text):
        yield error(
            "message-nameless",
            scope.file,
            node.id,
            f"{said(node)} chờ một thông điệp không có tên.",
            "Hãy chọn thông điệp và đặt tên cho nó, ví dụ “bo_sung”.",
        )


def _check_boundary(scope: Scope, node: Node) -> Iterator[Problem]:
    host = scope.nodes.get(node.attached_to or "")
    if host is None or host.tag not in ACTIVITIES:
        yield error(
            "boundary-host",
            scope.file,
            node.id,
            f"Sự kiện {said(node)} không gắn vào bước nào.",
            "Hãy kéo nó lên cạnh của một bước hoặc của một quy trình con.",
        )
