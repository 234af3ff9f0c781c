"""The walk sees no difference, and it sees one when there is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from engine.core.authority import force, lawful, mandate, routes
from engine.core.authority.register import (
    Clause,
    GrantKind,
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

_LIVES = 8
_STATES = force._states


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
    whole = _lives(lambda whole: whole.signatures > LIFE / 2)
    assert whole.differences == []
    assert whole.changed_answers == []
    assert min(whole.signatures, whole.refusals) > LIFE / 2


def test_the_same_seed_walks_the_same() -> None:
    assert walk("again", 40) == walk("again", 40)


def test_everything_that_may_happen_to_a_register_is_a_step() -> None:
    assert {rule.__name__ for rule in RULES} >= {
        "grant", "rescope", "suspend", "resume", "end_early", "revoke", "supersede", "appoint",
        "put_in_charge", "transfer", "rename", "abolish", "merge", "cover_an_absence",
        "declare_conflict", "pass_on", "sign", "ask_about_the_past", "ask_again",
    }  # fmt: skip
    assert all(often > 0 for often in CHANGES.values())


def _forgets(instrument: Instrument) -> list[tuple[InstrumentState, datetime]]:
    return _STATES(replace(instrument, earlier=()))


def _never_stopped(register: Register, instrument: Instrument) -> tuple[Period, ...]:
    return (instrument.period,)


@pytest.mark.parametrize(
    ("home", "name", "broken"),
    [
        (force, "_states", _forgets),
        (force, "force_of", _never_stopped),
        (routes, "passed_on", lambda lines, *_: lines),
        (mandate, "own_title", lambda seat, acting: seat.title.upper()),
    ],
)
def test_a_register_that_breaks_a_rule_is_seen(
    home: Any, name: str, broken: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, name, broken)
    assert _lives(lambda whole: bool(whole.differences)).differences


def test_a_delegation_that_is_passed_on_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    onward = frozenset({GrantKind.SIGNING_DELEGATION, GrantKind.DEPUTY})
    monkeypatch.setitem(lawful._ONWARD, GrantKind.DELEGATION, onward)
    found = _lives(lambda whole: bool(whole.differences)).differences
    assert any("passed on against the law" in said for said in found)


def test_a_register_that_changes_its_answers_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def moody(register: Register, question: object) -> object:
        asked.append(question)
        return Refusal(Clause.ABSENT, None, f"{len(asked)}.")

    monkeypatch.setattr(asking, "may_act", moody)
    assert walk("moody", 60).changed_answers
