"""Who may see a dossier: the units that take part in it, and whoever is asked to do something."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import update

from engine.actions.actor import Actor
from engine.core.authority.register import Power
from engine.errors import NotFound
from engine.questions.reach import require_reach
from engine.store.records import AppointmentRow, CandidateRow, DossierRow, TaskRow
from tests.factories.clock import local
from tests.factories.office import EXAMINE
from tests.factories.people import found_ward, seat_somebody
from tests.factories.stages import Case


def _reaches(case: Case, actor: Actor) -> bool:
    with case.office.outside.sessions() as session:
        try:
            require_reach(session, actor, case.office.dossier(case.id), case.office.clock.now())
        except NotFound:
            return False
    return True


def _elsewhere(case: Case) -> tuple[Actor, UUID]:
    unit = found_ward(case.office.outside, "phường Bến Xa")
    return seat_somebody(case.office.outside, "Người ở xa", ("x",), (Power.SEAL,), unit), unit


def test_a_stranger_does_not_reach_it(received: Case) -> None:
    stranger, _ = _elsewhere(received)
    assert not _reaches(received, stranger)


def test_whoever_sits_in_a_unit_of_any_party_reaches_it(received: Case) -> None:
    consulted, unit = _elsewhere(received)
    with received.office.outside.sessions.begin() as session:
        parties = {**received.office.dossier(received.id).parties, "so_xay_dung": unit}
        session.execute(
            update(DossierRow)
            .where(DossierRow.id == received.id)
            .values(parties={name: str(each) for name, each in parties.items()})
        )
    assert _reaches(received, consulted)


def _as_candidate(case: Case, actor: Actor, seat: UUID) -> None:
    with case.office.outside.sessions.begin() as session:
        task_id = case.office.ref(case.id, EXAMINE).task_id
        session.add(CandidateRow(dossier_id=case.id, task_id=task_id, holder_id=seat))


def _as_named(case: Case, actor: Actor, seat: UUID) -> None:
    _as_candidate(case, actor, actor.person_id)


def _as_assignee(case: Case, actor: Actor, seat: UUID) -> None:
    with case.office.outside.sessions.begin() as session:
        mine = (TaskRow.dossier_id == case.id) & (TaskRow.element == EXAMINE)
        session.execute(update(TaskRow).where(mine).values(assignee_id=actor.person_id))


def _as_doer(case: Case, actor: Actor, seat: UUID) -> None:
    with case.office.outside.sessions.begin() as session:
        done = (TaskRow.dossier_id == case.id) & (TaskRow.element == "TiepNhan")
        session.execute(update(TaskRow).where(done).values(closed_by_id=actor.person_id))


@pytest.mark.parametrize("asked", [_as_candidate, _as_named, _as_assignee, _as_doer])
def test_whoever_is_or_was_asked_reaches_it(
    received: Case, asked: Callable[[Case, Actor, UUID], None]
) -> None:
    outsider, _ = _elsewhere(received)
    with received.office.outside.sessions() as session:
        held = session.query(AppointmentRow).filter_by(person_id=outsider.person_id).one()
    asked(received, outsider, held.position_id)
    assert _reaches(received, outsider)


def test_who_has_left_the_seat_that_is_asked_does_not_reach_it(received: Case) -> None:
    outsider, _ = _elsewhere(received)
    with received.office.outside.sessions.begin() as session:
        held = session.query(AppointmentRow).filter_by(person_id=outsider.person_id).one()
        seat = held.position_id
        held.valid_to = local("2026-01-01 00:00")
    _as_candidate(received, outsider, seat)
    assert not _reaches(received, outsider)


def test_a_task_of_another_dossier_opens_nothing(received: Case) -> None:
    outsider, _ = _elsewhere(received)
    other = received.office.receive().dossier_id
    with received.office.outside.sessions.begin() as session:
        task_id = received.office.ref(other, EXAMINE).task_id
        row = CandidateRow(dossier_id=other, task_id=task_id, holder_id=outsider.person_id)
        session.add(row)
    assert not _reaches(received, outsider)
