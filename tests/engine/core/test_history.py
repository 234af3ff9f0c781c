"""The chain of a dossier's history: over bytes, from one entry to the next."""

from __future__ import annotations

import hashlib
import json
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from engine.core.history import FIRST, chain, enter
from tests.engine.core.clock.offices import at

ACTOR, TASK = UUID(int=1), UUID(int=2)


def test_an_entry_holds_who_what_and_where_in_canonical_bytes() -> None:
    entry = enter(
        FIRST, kind="completed", actor_id=ACTOR, task_id=TASK,
        tells={"b": 1, "at": at("2026-11-23 09:00"), "a": [None, True]},
    )  # fmt: skip
    assert entry.canonical == (
        b'{"a":[null,true],"actor":"00000000-0000-0000-0000-000000000001",'
        b'"at":"2026-11-23T02:00:00.000000Z","b":1,"kind":"completed",'
        b'"task":"00000000-0000-0000-0000-000000000002"}'
    )
    assert (entry.kind, entry.actor_id, entry.task_id) == ("completed", ACTOR, TASK)
    assert entry.previous == FIRST
    assert entry.hash == hashlib.sha256(bytes(32) + entry.canonical).digest()


def test_an_act_of_the_machine_names_nobody() -> None:
    entry = enter(FIRST, kind="timer_fired", actor_id=None, task_id=None, tells={})
    assert json.loads(entry.canonical) == {"actor": None, "kind": "timer_fired", "task": None}


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=50), st.binary(max_size=50))
def test_another_past_or_other_bytes_give_another_hash(
    previous: bytes, one: bytes, other: bytes
) -> None:
    assert chain(previous, one) == hashlib.sha256(previous + one).digest()
    if one != other:
        assert chain(previous, one) != chain(previous, other)
    if previous != FIRST:
        assert chain(previous, one) != chain(FIRST, one)


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_in_which_things_are_told_changes_nothing(order: list[str]) -> None:
    told = enter(FIRST, kind="k", actor_id=None, task_id=None, tells=dict.fromkeys(order, 1))
    assert told.canonical == b'{"a":1,"actor":null,"b":1,"c":1,"d":1,"kind":"k","task":null}'
