"""The walk sees no difference, and it sees one when there is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from engine.core.authority import lawful, limits, routes
from engine.core.authority.force import force_of
from engine.core.authority.register import (
    Clause,
    Instrument,
    InstrumentState,
    Period,
    Refusal,
    Register,
)
from engine.simulate.authority import asking
from engine.simulate.authority.rules import CHANGES
from engine.simulate.authority.walk import LIFE, RULES, walk
from engine.simulate.authority.world import Tally

_LIVES = 6


def _lives(until: Callable[[Tally], bool] = lambda _: False) -> Tally:
    """Several lives added up; no more than it takes."""
    whole = Tally()
    for number in range(_LIVES):
        tally = walk(f"life {number}")
        whole.signatures += tally.signatures
        whole.refusals += tally.refusals
        whole.differences += tally.differences
        whole.changed_answers += tally.changed_answers
        if until(whole):
            break
    return whole


def test_the_register_answers_as_its_rules_are_told() -> None:
    whole = _lives()
    assert whole.differences == []
    assert whole.changed_answers == []
    assert whole.signatures > LIFE * _LIVES / 20
    assert whole.refusals > LIFE * _LIVES / 10


def test_the_same_seed_walks_the_same() -> None:
    assert walk("again", 40) == walk("again", 40)


def test_everything_that_may_happen_to_a_register_is_a_step() -> None:
    assert {rule.__name__ for rule in RULES} >= {
        "grant", "rescope", "suspend", "resume", "end_early", "revoke", "supersede", "appoint",
        "put_in_charge", "transfer", "rename", "abolish", "merge", "cover_an_absence",
        "declare_conflict", "pass_on", "sign", "ask_about_the_past", "ask_again",
    }  # fmt: skip
    assert all(often > 0 for often in CHANGES.values())


def _forgets_stops(register: Register, instrument: Instrument) -> tuple[Period, ...]:
    return force_of(register, replace(instrument, earlier=()))


def _never_revoked(register: Register, instrument: Instrument) -> tuple[Period, ...]:
    return (instrument.period,) if instrument.state is not InstrumentState.DRAFT else ()


@pytest.mark.parametrize(
    ("home", "name", "broken"),
    [
        (limits, "force_of", _forgets_stops),
        (limits, "force_of", _never_revoked),
        (limits, "not_by_giver", lambda *_: None),
        (routes, "redelegated", lambda *_: None),
        (routes, "passed_on", lambda lines, *_: lines),
        (lawful, "is_part_of", lambda *_: True),
    ],
)
def test_a_register_that_breaks_a_rule_is_seen(
    home: Any, name: str, broken: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, name, broken)
    assert _lives(lambda whole: bool(whole.differences)).differences


def test_a_register_that_changes_its_answers_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def moody(register: Register, question: object) -> object:
        asked.append(question)
        return Refusal(Clause.ABSENT, None, f"{len(asked)}.")

    monkeypatch.setattr(asking, "may_act", moody)
    assert walk("moody", 60).changed_answers
