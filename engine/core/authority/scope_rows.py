"""A condition as rows of a form: fact, sign, value; and from such rows back to the language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bpmn.expressions import (
    All,
    Compare,
    Expression,
    FactType,
    In,
    Literal,
    Name,
    write,
)
from engine.core.vietnamese import format_date, format_number, parse_date, parse_number
from engine.say import say

SIGNS = ("=", "!=", "<", "<=", ">", ">=", "in")
_YES, _NO = ("dung", "đúng", "co", "có", "true"), ("sai", "khong", "không", "false")


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """`sign` is one of `SIGNS`; `value` as people write it; of `in` several, parted by ";"."""

    fact: str
    sign: str
    value: str


def rows_of(condition: Expression) -> tuple[ScopeRow, ...] | None:
    """The rows of a condition that is nothing but comparisons joined by `and`; None for others."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    rows = [_row(part) for part in parts]
    found = tuple(row for row in rows if row is not None)
    return found if len(found) == len(rows) else None


def joined(condition: Expression | None, row: ScopeRow, kind: FactType) -> str:
    """The condition with one row more, as text. Raises ValueError with a sentence for a value that
    is none of this kind."""
    more = _condition(row, kind)
    if condition is None:
        return write(more)
    before = condition.parts if isinstance(condition, All) else (condition,)
    return write(All((*before, more)))


def fact_value(text: str, kind: FactType) -> object:
    """A value as dossiers keep it. Raises ValueError with a sentence."""
    value = _literal(text, kind).value
    if kind is FactType.NUMBER:
        number = float(str(value))
        return int(number) if number.is_integer() else number
    return value.isoformat() if isinstance(value, date) else value


def fact_words(value: object) -> str:
    """A value that a dossier keeps, as people write it; `fact_value` reads it back."""
    if isinstance(value, str):
        try:
            return format_date(date.fromisoformat(value))
        except ValueError:
            return value
    if isinstance(value, bool | int | float):
        number = value if isinstance(value, bool) else Decimal(str(value))
        return _written(Literal(number))
    return ""


def _condition(row: ScopeRow, kind: FactType) -> Expression:
    if row.sign == "in":
        options = tuple(_literal(each, kind) for each in row.value.split(";") if each.strip())
        if not options:
            raise ValueError(say("Hãy ghi ít nhất một giá trị, ngăn nhau bằng dấu chấm phẩy."))
        return In(Name(row.fact), options)
    return Compare(row.sign, Name(row.fact), _literal(row.value, kind))


def _literal(text: str, kind: FactType) -> Literal:
    text = text.strip()
    if not text:
        raise ValueError(say("Hãy ghi giá trị."))
    match kind:
        case FactType.NUMBER:
            return Literal(parse_number(text))
        case FactType.DATE:
            return Literal(parse_date(text))
        case FactType.BOOLEAN:
            if text.lower() in _YES or text.lower() in _NO:
                return Literal(text.lower() in _YES)
            raise ValueError(say("Hãy ghi “đúng” hoặc “sai”."))
        case FactType.TEXT:
            return Literal(text)


def _row(part: Expression) -> ScopeRow | None:
    match part:
        case Compare(sign, Name(fact), Literal(value)):
            return ScopeRow(fact, sign, _written(Literal(value)))
        case In(Name(fact), options) if all(isinstance(each, Literal) for each in options):
            values = [_written(each) for each in options if isinstance(each, Literal)]
            return ScopeRow(fact, "in", "; ".join(values))
    return None


def _written(literal: Literal) -> str:
    value = literal.value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return say("đúng") if value else say("sai")
    if isinstance(value, str):
        return value
    return format_date(value) if isinstance(value, date) else format_number(value)
