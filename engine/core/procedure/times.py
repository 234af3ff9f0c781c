"""Whether every step of a procedure that promises a time has one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bpmn.values import Element, Kind, Problem, Severity
from engine.core.clock import BudgetFaulty, parse_budget
from engine.core.procedure.definition import Procedure, attributes_of
from engine.core.schema_problems import problem

FILE = "diagram.bpmn"


def time_problems(procedure: Procedure, elements: Mapping[str, Element]) -> Iterator[Problem]:
    """Steps without a time, groups without one or with several.

    A step whose time is published as not counted says so (`trinhky:counted="no"`); without that,
    nobody can tell it from one that was forgotten.
    """
    budgets: dict[str, tuple[str, str]] = {}
    for path, element in elements.items():
        if element.kind is not Kind.USER:
            continue
        attributes = attributes_of(procedure, element)
        budget, group = attributes.get("budget"), attributes.get("group")
        if group is not None and budget is not None:
            first, said = budgets.setdefault(group, (path, budget))
            if not _same(said, budget):
                yield problem(
                    "group-budgets-differ",
                    FILE,
                    path,
                    f"Bước này ghi “{budget}” cho thời hạn chung “{group}”, bước {first} ghi "
                    f"“{said}”; hãy ghi cùng một thời gian ở mọi bước của nhóm.",
                )
        elif group is not None:
            yield problem(
                "group-without-budget",
                FILE,
                path,
                f"Bước này thuộc thời hạn chung “{group}” nhưng không ghi thời gian; hãy ghi thời "
                "gian chung của nhóm vào budget.",
            )
        elif budget is None and procedure.total is not None and attributes.get("counted") != "no":
            yield Problem(
                Severity.WARNING,
                "step-without-time",
                FILE,
                path,
                f"Thủ tục có thời hạn nhưng bước “{element.name}” không ghi thời gian.",
                'Hãy ghi trinhky:budget, hoặc trinhky:counted="no" nếu bước không tính thời gian.',
            )


def _same(one: str, other: str) -> bool:
    try:
        return parse_budget(one) == parse_budget(other)
    except BudgetFaulty:
        return one == other
