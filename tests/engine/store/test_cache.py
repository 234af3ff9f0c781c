"""What a process remembers, and forgets."""

from __future__ import annotations

from engine.store.cache import LastUsed


def test_a_value_is_made_once_while_it_is_remembered() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name

    last: LastUsed[str] = LastUsed(2)
    for key in ("a", "b", "a", "b"):
        assert last.get(key, lambda key=key: make(key)) == key  # type: ignore[misc]
    assert made == ["a", "b"]


def test_the_longest_unused_is_forgotten_first() -> None:
    last: LastUsed[int] = LastUsed(2)
    for key in ("a", "b", "a", "c"):
        last.get(key, lambda: 1)
    assert [last.get(key, lambda: 2) for key in ("a", "c")] == [1, 1]
    assert last.get("b", lambda: 2) == 2


def test_a_value_that_cannot_be_made_is_not_remembered() -> None:
    last: LastUsed[float] = LastUsed(2)
    for _ in range(2):
        try:
            last.get("a", lambda: 1 / 0)
        except ZeroDivisionError:
            continue
    assert last.get("a", lambda: 3.0) == 3.0
