"""Pages of instruments, competences and commitments: a draft, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from engine.actions.register.commitments.enter import enter_commitment
from engine.actions.register.commitments.told import CommitmentTold
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.store.records import CompetenceRow
from engine.store.register_acts import lines_of
from tests.factories import acts_entered
from tests.factories.people import actor_of

KEPT = CommitmentTold("Bố trí đủ công chức", date(2026, 1, 31), 3)


def add_acts(outside: Outside, add: Callable[..., None]) -> None:
    """Each page once, for who keeps the register."""
    act = acts_entered.draft(outside, number="8808/QĐ-UBND")
    promise = enter_commitment(outside, actor_of("quan_tri"), act, KEPT)
    with outside.sessions() as session:
        [line] = lines_of(session, act)
        law = session.scalars(select(CompetenceRow.id).limit(1)).one()
    for endpoint in (
        "instruments.page", "instruments.new_page", "competences.page", "competences.new_page",
    ):  # fmt: skip
        add("quan_tri", endpoint)
    add("quan_tri", "authority.page", "?tim=ban")
    add("quan_tri", "competences.one", competence_id=law)
    add("quan_tri", "scope_editor.page", instrument_id=act, grant_id=line.id)
    for endpoint in (
        "instruments.one", "instruments.correct_page", "instrument_acts.ready_page",
        "instrument_acts.strike_page", "commitments.new_page",
    ):  # fmt: skip
        add("quan_tri", endpoint, instrument_id=act)
    add("quan_tri_2", "instruments.one", instrument_id=city.ASSIGNMENT)
    for endpoint in ("commitments.correct_page", "commitments.attest_page"):
        add("quan_tri", endpoint, commitment_id=promise)
