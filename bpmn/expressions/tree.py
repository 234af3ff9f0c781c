"""The tree of an expression: frozen values, equal when they mean the same text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = bool | Decimal | str | date | None


class FactType(StrEnum):
    """What a declared fact holds."""

    BOOLEAN = "boolean"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"


class ExpressionError(ValueError):
    """The text is not an expression of the language.

    `position` counts characters from 0; `sentence` says in Vietnamese what is wrong and what
    is allowed.
    """

    def __init__(self, position: int, sentence: str) -> None:
        super().__init__(sentence)
        self.position = position
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Literal:
    value: Value


@dataclass(frozen=True, slots=True)
class Name:
    path: str
    """A fact's dotted name: `applicant.kind`."""


@dataclass(frozen=True, slots=True)
class Compare:
    sign: str
    """One of = != < <= > >=."""
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class In:
    item: Expression
    options: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Between:
    item: Expression
    low: Expression
    high: Expression
    """Both ends belong to the range."""


@dataclass(frozen=True, slots=True)
class Not:
    inner: Expression


@dataclass(frozen=True, slots=True)
class All:
    """`and`; two parts or more."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """`or`; two parts or more."""

    parts: tuple[Expression, ...]


Expression = Literal | Name | Compare | In | Between | Not | All | Either


def names(expression: Expression) -> frozenset[str]:
    """The facts that the expression reads."""
    match expression:
        case Literal():
            return frozenset()
        case Name(path):
            return frozenset((path,))
        case Compare(_, left, right):
            return names(left) | names(right)
        case In(item, options):
            return names(item).union(*map(names, options))
        case Between(item, low, high):
            return names(item) | names(low) | names(high)
        case Not(inner):
            return names(inner)
        case All(parts) | Either(parts):
            return frozenset[str]().union(*map(names, parts))
