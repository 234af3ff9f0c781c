"""From tree to text; `parse(write(tree)) == tree`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bpmn.expressions.tree import (
    All,
    Between,
    Compare,
    Either,
    Expression,
    In,
    Literal,
    Name,
    Not,
    Value,
)


def write(expression: Expression) -> str:
    """The expression as an author would write it, with the fewest brackets that keep its shape."""
    match expression:
        case Literal(value):
            return _literal(value)
        case Name(path):
            return path
        case Compare(sign, left, right):
            return f"{_operand(left)} {sign} {_operand(right)}"
        case In(item, options):
            return f"{_operand(item)} in ({', '.join(map(_operand, options))})"
        case Between(item, low, high):
            return f"{_operand(item)} between {_operand(low)} and {_operand(high)}"
        case Not(inner):
            return f"not({write(inner)})"
        case All(parts):
            return " and ".join(_bracketed(p, isinstance(p, All | Either)) for p in parts)
        case Either(parts):
            return " or ".join(_bracketed(p, isinstance(p, Either)) for p in parts)


def _operand(expression: Expression) -> str:
    return _bracketed(expression, not isinstance(expression, Literal | Name | Not))


def _bracketed(expression: Expression, needed: bool) -> str:
    return f"({write(expression)})" if needed else write(expression)


def _literal(value: Value) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case date():
            return f'date("{value.isoformat()}")'
        case str():
            escaped = value.replace("\\", "\\\\").replace('"', '\\"')
            return f'"{escaped}"'
