"""The one officer who is accountable is asked by that name, or else the head of the unit."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from engine.core.performers import holders
from tests.engine.core.authority.town import named
from tests.factories.dossiers import MORNING, dossier, surroundings


def _asked(accountable: UUID | None) -> tuple[UUID, ...]:
    found = holders(
        replace(dossier(), accountable_id=accountable),
        surroundings(),
        {},
        MORNING,
        performer="accountable",
        power=None,
    )
    assert found.incident is None
    return found.ids


def _somebody() -> UUID:
    around = surroundings()
    return next(a.person_id for a in around.register.appointments if a.period.holds(MORNING))


def test_the_accountable_officer_alone_is_asked() -> None:
    assert _asked(_somebody()) == (_somebody(),)


def test_without_one_who_still_sits_there_the_head_is_asked() -> None:
    assert _asked(None) == (named("chairman"),)
    assert _asked(named("nobody")) == (named("chairman"),)
