"""When an instrument is in force, over everything that was ever said of its state."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest

from engine.core.authority.force import force_of
from engine.core.authority.register import (
    Clause,
    GrantKind,
    InstrumentState,
    Period,
)
from tests.engine.core.authority.town import Town, no, yes
from tests.engine.core.clock.offices import at

_DEPUTY = "Trần Thị Bình"
_JANUARY, _MAY, _JULY, _SEPTEMBER = (
    at(f"2026-{month}-01 00:00") for month in ("01", "05", "07", "09")
)
Said = tuple[str, datetime]


def _told(*said: Said, number: str = "45/QĐ-UBND", supersedes: UUID | None = None) -> Town:
    town = Town().competent("chairman", collective=True).seats(_DEPUTY, "vice_chairman")
    return _tell(town, *said, number=number, supersedes=supersedes)


def _tell(town: Town, *said: Said, number: str, supersedes: UUID | None = None) -> Town:
    """An assignment of the deputy since January, of which these states were recorded in order."""
    *earlier, (state, since) = [(InstrumentState(state), since) for state, since in said]
    town.grants_to(
        GrantKind.DEPUTY,
        "chairman",
        seat="vice_chairman",
        number=number,
        state=state,
        since=since,
        earlier=tuple(earlier),
        period=Period(_JANUARY),
        supersedes=supersedes,
    )
    return town


def _stretches(town: Town) -> list[tuple[datetime, datetime | None]]:
    instrument = next(iter(town.instruments.values()))
    return [(p.valid_from, p.valid_to) for p in force_of(town.register(), instrument)]


IN_FORCE = ("in_force", _JANUARY)
SUSPENDED = ("suspended", _MAY)
RESUMED = ("in_force", _JULY)
REVOKED = ("revoked", _SEPTEMBER)


@pytest.mark.parametrize(
    ("said", "stretches"),
    [
        ([IN_FORCE], [(_JANUARY, None)]),
        ([IN_FORCE, SUSPENDED], [(_JANUARY, _MAY)]),
        ([IN_FORCE, SUSPENDED, RESUMED], [(_JANUARY, _MAY), (_JULY, None)]),
        ([IN_FORCE, SUSPENDED, RESUMED, REVOKED], [(_JANUARY, _MAY), (_JULY, _SEPTEMBER)]),
        ([IN_FORCE, SUSPENDED, REVOKED], [(_JANUARY, _MAY)]),
        ([("draft", _JANUARY), ("reviewed", _MAY), RESUMED], [(_JULY, None)]),
        # Told again, a state is corrected; told of an earlier day, it swallows what was after it.
        ([IN_FORCE, SUSPENDED, ("suspended", _JULY)], [(_JANUARY, _JULY)]),
        ([IN_FORCE, ("revoked", _JULY), ("suspended", _MAY)], [(_JANUARY, _MAY)]),
        ([IN_FORCE, SUSPENDED, ("in_force", _JANUARY)], [(_JANUARY, None)]),
        # What entered the register as stopped had been in force.
        ([SUSPENDED], [(_JANUARY, _MAY)]),
        ([("draft", _JANUARY)], []),
        ([("draft", _JANUARY), REVOKED], []),
    ],
)
def test_an_instrument_is_in_force_between_its_stops(
    said: list[Said], stretches: list[tuple[datetime, datetime | None]]
) -> None:
    assert _stretches(_told(*said)) == stretches


def test_who_signed_before_a_stop_that_is_over_had_a_mandate_until_it() -> None:
    town = _told(IN_FORCE, SUSPENDED, RESUMED)
    before = yes(town.asks(_DEPUTY, when=at("2026-03-02 09:00")))
    assert (before.valid_from, before.valid_to) == (_JANUARY, _MAY)
    assert "đến hết ngày 30/04/2026" in before.chain[1].says
    assert yes(town.asks(_DEPUTY)).valid_from == _JULY


def test_who_signed_during_a_stop_had_none_although_it_was_revoked_only_later() -> None:
    town = _told(IN_FORCE, SUSPENDED, REVOKED)
    refusal = no(town.asks(_DEPUTY, when=at("2026-06-01 09:00")))
    assert refusal.clause is Clause.SUSPENDED
    assert "từ ngày 01/05/2026" in refusal.says
    assert no(town.asks(_DEPUTY)).clause is Clause.REVOKED


def test_before_everything_that_was_said_it_was_not_in_force_yet() -> None:
    town = _told(("draft", _MAY), ("in_force", _JULY))
    refusal = no(town.asks(_DEPUTY, when=at("2026-06-01 09:00")))
    assert (refusal.clause, "từ ngày 01/07/2026" in refusal.says) == (Clause.NOT_YET, True)
    never = _told(("suspended", at("2025-12-01 00:00")))
    refusal = no(never.asks(_DEPUTY, when=at("2025-11-01 09:00")))
    assert (refusal.clause, "thời điểm đó" in refusal.says) == (Clause.NOT_YET, True)


def test_an_instrument_is_replaced_when_the_new_one_is_put_in_force_not_when_it_is_dated() -> None:
    town = _told(IN_FORCE)
    (old,) = town.instruments
    _tell(town, ("in_force", _JULY), number="99/QĐ-UBND", supersedes=old)
    assert _stretches(town) == [(_JANUARY, _JULY)]


def test_an_instrument_that_was_replaced_does_not_come_back() -> None:
    town = _told(IN_FORCE)
    (old,) = town.instruments
    _tell(town, ("in_force", _MAY), ("revoked", _JULY), number="99/QĐ-UBND", supersedes=old)
    assert _stretches(town) == [(_JANUARY, _MAY)]
    assert no(town.asks(_DEPUTY, when=at("2026-08-03 09:00"))).clause in (
        Clause.EXPIRED,
        Clause.REVOKED,
    )
