"""Each condition has an example that it must take in: tried before it can decide about anybody."""

from __future__ import annotations

from collections.abc import Mapping

from bpmn.expressions import ExpressionError, evaluate, parse
from engine.core.authority.entry.finding import Finding
from engine.say import say


def example_finding(scope: str | None, example: Mapping[str, object] | None) -> Finding | None:
    """What is wrong with the example of a condition; None when there is nothing to try or it fits.

    A condition that cannot be read is found elsewhere.
    """
    if scope is None:
        return None
    try:
        condition = parse(scope)
    except ExpressionError:
        return None
    if not example:
        said = say("Điều kiện “%(scope)s” chưa có ví dụ hồ sơ để thử.", scope=scope)
        return Finding("scope", said, grave=False)
    if evaluate(condition, example) is True:
        return None
    said = say(
        "Ví dụ đã ghi không thuộc điều kiện “%(scope)s”; hãy sửa điều kiện hoặc ví dụ.", scope=scope
    )
    return Finding("scope", said)
