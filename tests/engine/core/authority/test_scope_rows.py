"""Conditions as rows of a form, and their example."""

from __future__ import annotations

import pytest

from bpmn.expressions import FactType, parse
from engine.core.authority.entry.examples import example_finding
from engine.core.authority.scope_rows import ScopeRow, fact_value, fact_words, joined, rows_of


@pytest.mark.parametrize(
    ("sign", "value", "kind", "text"),
    [
        ("<=", "1.500,5", FactType.NUMBER, "x <= 1500.5"),
        ("=", "đúng", FactType.BOOLEAN, "x = true"),
        (">=", "01/07/2026", FactType.DATE, 'x >= date("2026-07-01")'),
        ("in", "A; B", FactType.TEXT, 'x in ("A", "B")'),
    ],
)
def test_a_row_becomes_text_and_comes_back(
    sign: str, value: str, kind: FactType, text: str
) -> None:
    assert joined(None, ScopeRow("x", sign, value), kind) == text
    assert rows_of(parse(text)) == (ScopeRow("x", sign, value),)


def test_rows_are_joined_by_and() -> None:
    more = joined(parse("a = 1 and b = 2"), ScopeRow("c", "!=", "sai"), FactType.BOOLEAN)
    assert more == "a = 1 and b = 2 and c != false"
    assert len(rows_of(parse(more)) or ()) == 3
    either = joined(parse("a = 1 or b = 2"), ScopeRow("c", "=", "x"), FactType.TEXT)
    assert either == '(a = 1 or b = 2) and c = "x"'


def test_what_is_not_rows_is_left_to_its_text() -> None:
    assert rows_of(parse("a = 1 or b = 2")) is None
    assert rows_of(parse("not(a = 1)")) is None


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("", FactType.TEXT),
        ("năm", FactType.NUMBER),
        ("31/02/2026", FactType.DATE),
        ("có lẽ", FactType.BOOLEAN),
    ],
)
def test_a_value_of_another_kind_is_refused_with_a_sentence(value: str, kind: FactType) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        joined(None, ScopeRow("x", "=", value), kind)


def test_facts_are_kept_as_dossiers_keep_them() -> None:
    assert fact_value("3", FactType.NUMBER) == 3
    assert fact_value("3,5", FactType.NUMBER) == 3.5
    assert fact_value("01/07/2026", FactType.DATE) == "2026-07-01"
    assert fact_value("có", FactType.BOOLEAN) is True
    for value, kind in (
        (3.5, FactType.NUMBER),
        ("2026-07-01", FactType.DATE),
        (False, FactType.BOOLEAN),
    ):
        assert fact_value(fact_words(value), kind) == value


def test_the_example_of_a_condition_lies_within_it() -> None:
    assert example_finding(None, None) is None
    missing, outside = example_finding("x <= 5", None), example_finding("x <= 5", {"x": 6})
    assert missing is not None
    assert not missing.grave
    assert outside is not None
    assert outside.grave
    assert example_finding("x <= 5", {"x": 5}) is None
