"""How a finding is made: one line where a rule finds it."""

from __future__ import annotations

from bpmn.values import Problem, Severity


def error(code: str, file: str, element: str | None, cause: str, cure: str) -> Problem:
    """A finding that keeps the diagram from running."""
    return Problem(Severity.ERROR, f"bpmn-{code}", file, element, cause, cure)


def warning(code: str, file: str, element: str | None, cause: str, cure: str) -> Problem:
    """A finding that does not keep the diagram from running."""
    return Problem(Severity.WARNING, f"bpmn-{code}", file, element, cause, cure)
