"""Type errors of an expression against the declared facts, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from bpmn.expressions.tree import (
    All,
    Between,
    Compare,
    Either,
    Expression,
    FactType,
    In,
    Literal,
    Name,
    Not,
    Value,
)
from bpmn.expressions.writing import write

_SPOKEN = {
    FactType.BOOLEAN: "đúng/sai",
    FactType.NUMBER: "số",
    FactType.TEXT: "chữ",
    FactType.DATE: "ngày",
}
_ORDERED = {FactType.NUMBER, FactType.DATE}


def check(expression: Expression, declared: Mapping[str, FactType]) -> list[str]:
    """What is wrong with the expression as a condition on these facts; [] when it fits.

    Finds unknown names, comparisons of unlike things, an order where there is none, and a
    result that is not true or false. Each finding is a Vietnamese sentence.
    """
    return list(_condition(expression, declared))


def _condition(expression: Expression, declared: Mapping[str, FactType]) -> Iterator[str]:
    match expression:
        case Not(inner):
            yield from _condition(inner, declared)
        case All(parts) | Either(parts):
            for part in parts:
                yield from _condition(part, declared)
        case Compare(sign, left, right):
            yield from _operands((left, right), declared)
            if sign in ("=", "!="):
                yield from _same(left, right, declared)
            else:
                yield from _order(left, right, declared)
        case In(item, options):
            yield from _operands((item, *options), declared)
            for option in options:
                yield from _same(item, option, declared)
        case Between(item, low, high):
            yield from _operands((item, low, high), declared)
            yield from _order(item, low, declared)
            yield from _order(item, high, declared)
        case Name() | Literal():
            yield from _operands((expression,), declared)
            kind = _type(expression, declared)
            unknown = isinstance(expression, Name) and kind is None
            if kind is not FactType.BOOLEAN and not unknown:
                yield (
                    f"“{write(expression)}” không cho kết quả đúng hoặc sai. "
                    "Hãy so sánh nó với một giá trị."
                )


def _operands(parts: tuple[Expression, ...], declared: Mapping[str, FactType]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Name):
            yield from _unknown(part.path, declared)
        elif not isinstance(part, Literal):
            yield from _condition(part, declared)


def _unknown(path: str, declared: Mapping[str, FactType]) -> Iterator[str]:
    if path in declared:
        return
    near = get_close_matches(path, declared, n=1)
    known = ", ".join(sorted(declared)) or "chưa khai báo dữ kiện nào"
    hint = f"Có phải là “{near[0]}” không?" if near else f"Các dữ kiện đã khai báo: {known}."
    yield f"Không có dữ kiện “{path}”. {hint}"


def _same(left: Expression, right: Expression, declared: Mapping[str, FactType]) -> Iterator[str]:
    first, second = _type(left, declared), _type(right, declared)
    if first and second and first is not second:
        yield (
            f"Không so sánh được “{write(left)}” ({_SPOKEN[first]}) "
            f"với “{write(right)}” ({_SPOKEN[second]})."
        )


def _order(left: Expression, right: Expression, declared: Mapping[str, FactType]) -> Iterator[str]:
    for side in (left, right):
        kind = _type(side, declared)
        if (kind and kind not in _ORDERED) or side == Literal(None):
            spoken = _SPOKEN[kind] if kind else "trống"
            yield (
                f"“{write(side)}” ({spoken}) không có lớn hơn, nhỏ hơn. "
                "Chỉ số và ngày mới so sánh được như vậy; hãy dùng = hoặc !=."
            )
            return
    yield from _same(left, right, declared)


def _type(expression: Expression, declared: Mapping[str, FactType]) -> FactType | None:
    """None for null and for a name that is not declared: both fit beside anything."""
    match expression:
        case Literal(value):
            return _literal_type(value)
        case Name(path):
            return declared.get(path)
        case _:
            return FactType.BOOLEAN


def _literal_type(value: Value) -> FactType | None:
    match value:
        case bool():
            return FactType.BOOLEAN
        case Decimal():
            return FactType.NUMBER
        case str():
            return FactType.TEXT
        case date():
            return FactType.DATE
        case None:
            return None
