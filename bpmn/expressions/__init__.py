"""The one expression language: gateways, form visibility, tables, scopes of grants.

An S-FEEL subset (OMG DMN 1.3, clause 9) without arithmetic and without calls: comparison,
`and`, `or`, `not(…)`, `in (…)`, `between … and …`, numbers, "text", true, false, null,
date("2026-11-22") and dotted names. Nothing in an expression can do anything but compare.
"""

from bpmn.expressions.checking import check
from bpmn.expressions.evaluating import evaluate
from bpmn.expressions.reading import parse
from bpmn.expressions.tree import (
    All,
    Between,
    Compare,
    Either,
    Expression,
    ExpressionError,
    FactType,
    In,
    Literal,
    Name,
    Not,
    names,
)
from bpmn.expressions.writing import write

__all__ = [
    "All",
    "Between",
    "Compare",
    "Either",
    "Expression",
    "ExpressionError",
    "FactType",
    "In",
    "Literal",
    "Name",
    "Not",
    "check",
    "evaluate",
    "names",
    "parse",
    "write",
]
