"""Random trees of the language, and a second, plain way to evaluate them."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from bpmn.expressions import (
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
)

DECLARED = {
    "đủ": FactType.BOOLEAN,
    "hồ_sơ.hợp_lệ": FactType.BOOLEAN,
    "n": FactType.NUMBER,
    "applicant.age": FactType.NUMBER,
    "loại": FactType.TEXT,
    "khu.vực": FactType.TEXT,
    "ngày": FactType.DATE,
    "hạn.chót": FactType.DATE,
}
VALUES: Mapping[FactType, st.SearchStrategy[Any]] = {
    FactType.BOOLEAN: st.booleans(),
    FactType.NUMBER: st.decimals(-5, 5, places=1) | st.integers(-5, 5).map(Decimal),
    FactType.TEXT: st.sampled_from(["", "A", 'B "x"', "\\", "thẻ căn cước", "không (có)"]),
    FactType.DATE: st.dates(date(2026, 1, 1), date(2026, 1, 5)),
}
SIGNS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def facts() -> st.SearchStrategy[dict[str, object]]:
    """Well-typed facts; any of them may be absent or None."""
    return st.fixed_dictionaries(
        {}, optional={name: st.none() | VALUES[kind] for name, kind in DECLARED.items()}
    )


def operands(kind: FactType) -> st.SearchStrategy[Expression]:
    named = [name for name, each in DECLARED.items() if each is kind]
    return st.sampled_from(named).map(Name) | VALUES[kind].map(Literal)


def comparisons() -> st.SearchStrategy[Expression]:
    def of(kind: FactType) -> st.SearchStrategy[Expression]:
        ordered = kind in (FactType.NUMBER, FactType.DATE)
        side, null = operands(kind), st.just(Literal(None))
        found: st.SearchStrategy[Expression]
        found = st.builds(Compare, st.sampled_from(["=", "!="]), side, side | null)
        found |= st.builds(In, side, st.lists(side | null, min_size=1, max_size=3).map(tuple))
        if ordered:
            found |= st.builds(Compare, st.sampled_from(list(SIGNS)), side, side)
            found |= st.builds(Between, side, side, side)
        return found

    return st.sampled_from(list(FactType)).flatmap(of)


def conditions() -> st.SearchStrategy[Expression]:
    """Well-typed conditions."""
    leaves = comparisons() | operands(FactType.BOOLEAN)

    def grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return (
            st.builds(Not, inner)
            | st.builds(All, several)
            | st.builds(Either, several)
            | st.builds(Compare, st.just("="), inner, st.booleans().map(Literal))
        )

    return st.recursive(leaves, grown, max_leaves=8)


def naive(tree: Expression, known: Mapping[str, Any]) -> Any:
    """The value by the letter of the documentation, as slowly as it reads."""
    if isinstance(tree, Literal):
        return tree.value
    if isinstance(tree, Name):
        return known.get(tree.path)
    if isinstance(tree, Not):
        return naive(tree.inner, known) is not True
    if isinstance(tree, All):
        return min(naive(part, known) is True for part in tree.parts)
    if isinstance(tree, Either):
        return max(naive(part, known) is True for part in tree.parts)
    if isinstance(tree, In):
        return max(naive(Compare("=", tree.item, option), known) for option in tree.options)
    if isinstance(tree, Between):
        return naive(Compare(">=", tree.item, tree.low), known) and naive(
            Compare("<=", tree.item, tree.high), known
        )
    left, right = naive(tree.left, known), naive(tree.right, known)
    if left is None or right is None:
        if tree.sign == "=":
            return left is None and right is None
        return tree.sign == "!=" and not (left is None and right is None)
    return SIGNS[tree.sign](left, right)
