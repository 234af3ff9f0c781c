"""The engine speaks Vietnamese, unless it speaks for a reader of another language."""

from __future__ import annotations

import pytest

from engine.say import say, telling

ENGLISH = {"Còn %(n)s việc.": "%(n)s tasks left.", "Đạt 100%": "100% reached"}


def test_without_a_reader_a_text_is_told_as_it_is_written() -> None:
    assert say("Còn %(n)s việc.", n=3) == "Còn 3 việc."
    assert say("Đạt 100%") == "Đạt 100%"


def test_for_a_reader_it_is_told_in_their_language_and_afterwards_not() -> None:
    with telling(ENGLISH.__getitem__):
        assert say("Còn %(n)s việc.", n=3) == "3 tasks left."
        with telling(str):
            assert say("Còn %(n)s việc.", n=3) == "Còn 3 việc."
        assert say("Đạt 100%") == "100% reached"
    assert say("Đạt 100%") == "Đạt 100%"


def test_a_failure_inside_ends_the_telling_too() -> None:
    with pytest.raises(ZeroDivisionError), telling(ENGLISH.__getitem__):
        raise ZeroDivisionError
    assert say("Đạt 100%") == "Đạt 100%"
