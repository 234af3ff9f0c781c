"""From tree and facts to a value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
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


def evaluate(expression: Expression, facts: Mapping[str, object]) -> Value:
    """The value of the expression; a condition gives a bool.

    Total: a fact that is absent, None or of another type makes a comparison false, but for
    `= null`, which is true of what is absent. `facts` maps dotted names to bool, int, float,
    Decimal, str, date or None; a date may also be its ISO text, as JSON keeps it.
    """
    match expression:
        case Literal(value):
            return value
        case Name(path):
            return _plain(facts.get(path))
        case Compare(sign, left, right):
            return _compare(sign, evaluate(left, facts), evaluate(right, facts))
        case In(item, options):
            value = evaluate(item, facts)
            return any(_equal(value, evaluate(option, facts)) for option in options)
        case Between(item, low, high):
            value = evaluate(item, facts)
            return _compare("<=", evaluate(low, facts), value) and _compare(
                "<=", value, evaluate(high, facts)
            )
        case Not(inner):
            return evaluate(inner, facts) is not True
        case All(parts):
            return all(evaluate(part, facts) is True for part in parts)
        case Either(parts):
            return any(evaluate(part, facts) is True for part in parts)


def _plain(value: object) -> Value:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, bool | str | date | Decimal):
        return value
    if isinstance(value, int | float):
        return Decimal(str(value))
    return None


def _compare(sign: str, left: Value, right: Value) -> bool:
    if sign == "=":
        return _equal(left, right)
    if sign == "!=":
        return _differ(left, right)
    first, second = _measure(left), _measure(right)
    if isinstance(first, Decimal) and isinstance(second, Decimal):
        return _ordered(sign, (first > second) - (first < second))
    if isinstance(first, date) and isinstance(second, date):
        return _ordered(sign, (first > second) - (first < second))
    return False


def _ordered(sign: str, order: int) -> bool:
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[sign]


def _equal(left: Value, right: Value) -> bool:
    left, right = _alike(left, right)
    return type(left) is type(right) and left == right


def _differ(left: Value, right: Value) -> bool:
    if left is None or right is None:
        return left is not right
    left, right = _alike(left, right)
    return type(left) is type(right) and left != right


def _alike(left: Value, right: Value) -> tuple[Value, Value]:
    """A date beside its ISO text is a date on both sides."""
    if isinstance(left, date) != isinstance(right, date):
        return _measure(left), _measure(right)
    return left, right


def _measure(value: Value) -> Value:
    """What can be ordered: numbers, and dates also from their ISO text."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    if isinstance(value, Decimal) and value.is_nan():
        return None
    return value
