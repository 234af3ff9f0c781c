"""The legal clock's round: a timer that cannot be fired is seen, tried again, in nobody's way."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select, update

from engine.actions.timers import fire
from engine.actions.timers.fire import fire_due
from engine.questions.operations.operations import stuck
from engine.store.outbox import TIMER
from engine.store.records import DossierRow, OutboxRow
from tests.factories.office import (
    CONFIRM_LAPSE,
    EXAMINE,
    MISSING,
    SEND_SLIP,
    SLIP,
    Office,
    person,
)
from tests.factories.stages import Case


def _rows(office: Office) -> list[OutboxRow]:
    with office.outside.sessions() as session:
        return list(session.scalars(select(OutboxRow).where(OutboxRow.kind == TIMER)))


def _set_state(office: Office, dossier_id: UUID, state: bytes) -> bytes:
    """Another packed state under a dossier; returns the one that was there."""
    with office.outside.sessions.begin() as session:
        before = session.scalars(select(DossierRow.state).where(DossierRow.id == dossier_id)).one()
        session.execute(update(DossierRow).where(DossierRow.id == dossier_id).values(state=state))
    return before


@pytest.fixture
def damaged(awaiting: Case) -> tuple[Case, bytes]:
    """The term for a supplement is over, but the dossier's state cannot be read."""
    state = _set_state(awaiting.office, awaiting.id, b"damaged")
    awaiting.office.clock.forward(days=40)
    return awaiting, state


def test_a_timer_that_cannot_be_fired_is_shown_to_the_operator(
    damaged: tuple[Case, bytes],
) -> None:
    case, _ = damaged
    assert case.office.sweep() == 0
    [row] = _rows(case.office)
    assert (row.dossier_id, row.tries) == (case.id, 1)
    assert row.trouble == "Lỗi phần mềm (StateUnreadable); đã ghi nhật ký."
    [shown] = stuck(case.office.outside, person("tu_phap"))
    assert (shown.why, shown.outbox_id) == (row.trouble, row.id)
    assert CONFIRM_LAPSE not in case.office.open_steps(case.id)


def test_it_is_tried_again_after_longer_and_longer_pauses_and_fired_once_it_can_be(
    damaged: tuple[Case, bytes],
) -> None:
    case, state = damaged
    office = case.office
    pauses = []
    for tries in (1, 2, 3):
        office.sweep()
        office.sweep()
        [row] = _rows(office)
        assert row.tries == tries
        pauses.append((row.not_before - office.clock.now()).total_seconds())
        office.clock.at = row.not_before
    assert pauses == [5, 10, 20]
    _set_state(office, case.id, state)
    assert office.sweep() == 1
    assert CONFIRM_LAPSE in office.open_steps(case.id)
    [row] = _rows(office)
    assert row.done_at is not None
    assert row.trouble is None
    assert stuck(office.outside, person("tu_phap")) == ()


def test_timers_that_fail_do_not_crowd_out_the_others(
    damaged: tuple[Case, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A round takes one timer here; the broken one is due first."""
    case, _ = damaged
    office = case.office
    other = office.receive().dossier_id
    office.complete("tu_phap", other, EXAMINE, MISSING)
    office.complete("mot_cua", other, SEND_SLIP, SLIP)
    office.clock.forward(days=40)
    monkeypatch.setattr(fire, "MOST", 1)
    assert fire_due(office.outside) == 0
    assert fire_due(office.outside) == 1
    assert CONFIRM_LAPSE in office.open_steps(other)
    assert fire_due(office.outside) == 0


def test_whoever_asks_for_one_dossier_has_its_timers_tried_at_once(
    damaged: tuple[Case, bytes],
) -> None:
    case, state = damaged
    assert fire_due(case.office.outside) == 0
    assert fire_due(case.office.outside, case.id) == 0
    [row] = _rows(case.office)
    assert row.tries == 1  # one timer, one row
    _set_state(case.office, case.id, state)
    assert fire_due(case.office.outside) == 0
    assert fire_due(case.office.outside, case.id) == 1
    case.office.clock.forward(minutes=1)
    assert case.office.sweep() == 1  # what waited finds that there is nothing left to do
    assert all(row.done_at for row in _rows(case.office))
