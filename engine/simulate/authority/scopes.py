"""The conditions that lines of the walk may carry, each beside what it means in Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Facts = Mapping[str, object]


def _number(facts: Facts, name: str) -> int:
    value = facts[name]
    assert isinstance(value, int)
    return value


#: Text of the condition → the facts it looks at, and whether they are so.
SCOPES: Mapping[str, tuple[tuple[str, ...], Callable[[Facts], bool]]] = {
    "so_to > 5": (("so_to",), lambda facts: _number(facts, "so_to") > 5),
    "so_to between 2 and 6": (("so_to",), lambda facts: 2 <= _number(facts, "so_to") <= 6),
    'dia_ban = "Cửa Nam"': (("dia_ban",), lambda facts: facts["dia_ban"] == "Cửa Nam"),
    'dia_ban in ("Cửa Nam", "Hồng Hà") and so_to <= 5': (
        ("dia_ban", "so_to"),
        lambda facts: facts["dia_ban"] in ("Cửa Nam", "Hồng Hà") and _number(facts, "so_to") <= 5,
    ),
}


def within(scope: str | None, facts: Facts) -> bool:
    """Whether a dossier is in scope; what it does not tell is outside."""
    if scope is None:
        return True
    looks_at, holds = SCOPES[scope]
    return all(facts.get(name) is not None for name in looks_at) and holds(facts)
