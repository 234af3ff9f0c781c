"""Who loses a seat, or stands aside, in the middle of their work: what is left, and whose."""

from __future__ import annotations

import pytest

from engine.actions.dossiers.undo import undo
from engine.actions.tasks.assign import assign
from engine.actions.tasks.claim import claim
from engine.actions.tasks.declare_conflict import declare_conflict
from engine.core.advance.assignees import REASSIGN
from engine.core.move import TaskRef
from engine.errors import NotAsked, NotFound, UndoRefused
from engine.questions.inbox.inbox import inbox
from engine.questions.inbox.views import Tab, View
from engine.simulate import demo_city as city
from tests.factories.instruments import moved, revoked
from tests.factories.office import EXAMINE, FIT, SIGN, person
from tests.factories.people import correct_appointment
from tests.factories.stages import Case


def _listed(case: Case, login: str) -> list[tuple[TaskRef, str, str | None]]:
    found = inbox(case.office.outside, person(login), View(tab=Tab.ALL))
    return [(item.ref, item.why, item.incident) for item in found.items]


def test_who_lost_the_seat_takes_nothing_back(received: Case) -> None:
    office = received.office
    office.complete("tu_phap", received.id, EXAMINE, FIT)
    version = office.dossier(received.id).version
    correct_appointment(office.outside, "tu_phap", office.clock.now())
    with pytest.raises((UndoRefused, NotFound)):
        undo(office.outside, person("tu_phap"), received.id, version)
    assert office.open_steps(received.id) == [SIGN]


def test_a_task_of_who_stands_aside_lies_with_the_head_until_somebody_has_it(
    received: Case,
) -> None:
    office = received.office
    ref = office.ref(received.id, EXAMINE)
    claim(office.outside, person("tu_phap"), ref)
    assert _listed(received, "chu_tich") == []
    declare_conflict(office.outside, person("tu_phap"), ref, "Người nộp là em ruột.")
    assert _listed(received, "chu_tich") == [(ref, "cần giao lại", REASSIGN)]
    with pytest.raises(NotAsked):
        assign(office.outside, person("chu_tich"), ref, person("tu_phap").person_id)
    assign(office.outside, person("chu_tich"), ref, person("tu_phap_2").person_id)
    assert _listed(received, "chu_tich") == []
    assert [item[2] for item in _listed(received, "tu_phap_2")] == [None]


def test_a_step_is_not_given_to_the_former_delegate(to_sign: Case) -> None:
    office = to_sign.office
    ref = office.ref(to_sign.id, SIGN)
    revoked(office, city.ASSIGNMENT)
    with pytest.raises(NotAsked, match="đã bị thu hồi"):
        assign(office.outside, person("chu_tich"), ref, person("pho_chu_tich").person_id)
    moved(office)
    assert _listed(to_sign, "pho_chu_tich") == []
    assert [item[0] for item in _listed(to_sign, "chu_tich")] == [ref]
