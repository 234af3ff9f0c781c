"""A transfer of post: one act, and what lies on the desk that is left."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from engine.actions.register.appointments.enter import appoint
from engine.actions.register.appointments.told import AppointmentTold
from engine.actions.register.appointments.transfer import Transfer, transfer
from engine.actions.register.positions.enter import enter_position
from engine.actions.register.positions.told import PositionTold
from engine.actions.tasks.claim import claim
from engine.core.terms import begins
from engine.errors import AlreadyDone, InvalidAnswers
from engine.questions.dossier.page import dossier_page
from engine.questions.people.transfer_page import transfer_page
from engine.simulate import demo_city as city
from engine.store.records import AppointmentRow, TaskPassingRow
from engine.store.register_changes import current
from tests.factories.clock import local
from tests.factories.office import EXAMINE, Office
from tests.factories.people import actor_of
from tests.factories.stages import Case

BY = actor_of("quan_tri")
POST = city.demo_id("appointment:tu_phap")
TODAY = date(2026, 3, 9)
WHY = "Quyết định số 15/QĐ-UBND"


@pytest.fixture
def claimed(received: Case) -> Case:
    """The officer has the task on the desk; the worker has been round once."""
    office = received.office
    claim(office.outside, actor_of("tu_phap"), office.ref(received.id, EXAMINE))
    office.sweep()
    return received


def new_seat(office: Office) -> UUID:
    told = PositionTold(
        city.WARD, "Công chức văn phòng", "staff", ("reporter",), (), date(2026, 1, 1)
    )
    return enter_position(office.outside, BY, told)


def officer(case: Case) -> UUID | None:
    [task] = [t for t in case.office.tasks(case.id) if t.element == EXAMINE]
    return task.assignee_id


def test_open_tasks_are_shown_before_and_return_to_the_queue_after(claimed: Case) -> None:
    seat = new_seat(claimed.office)
    shown = transfer_page(claimed.office.outside, BY, POST)
    assert [line.dossier_code for line in shown.tasks] == [claimed.office.dossier(claimed.id).code]
    assert city.seat("tu_phap_2").person_id in {c.person_id for c in shown.colleagues}
    post = transfer(claimed.office.outside, BY, POST, Transfer(seat, TODAY), WHY)
    with claimed.office.outside.sessions() as session:
        left, entered = (
            current(session, AppointmentRow, POST),
            current(session, AppointmentRow, post),
        )
        assert left.valid_to == entered.valid_from == claimed.office.clock.now()
        assert (entered.person_id, entered.position_id) == (left.person_id, seat)
    claimed.office.sweep()
    assert officer(claimed) is None
    assert transfer_page(claimed.office.outside, BY, POST).tasks == ()


def test_a_colleague_takes_them_over(claimed: Case) -> None:
    colleague = city.seat("tu_phap_2")
    told = Transfer(new_seat(claimed.office), TODAY, to_id=colleague.person_id)
    transfer(claimed.office.outside, BY, POST, told, WHY)
    claimed.office.sweep()
    assert officer(claimed) == colleague.person_id
    with claimed.office.outside.sessions() as session:
        [run] = session.scalars(select(TaskPassingRow))
        assert (run.foreseen, run.moved, run.stayed) == (1, 1, [])
        assert run.done_at is not None
    page = dossier_page(claimed.office.outside, actor_of("chu_tich"), claimed.id)
    words = " ".join(line.says for line in page.history)
    assert f"chuyển vị trí công tác, bước “Thẩm định hồ sơ” giao cho {colleague.full_name}" in words


def test_a_later_day_moves_nothing_before_it(claimed: Case) -> None:
    colleague = city.seat("tu_phap_2")
    told = Transfer(new_seat(claimed.office), date(2026, 3, 16), to_id=colleague.person_id)
    transfer(claimed.office.outside, BY, POST, told, WHY)
    claimed.office.sweep()
    assert officer(claimed) == city.seat("tu_phap").person_id
    claimed.office.clock.at = local("2026-03-16 07:00")
    claimed.office.sweep()
    assert officer(claimed) == colleague.person_id


def test_who_may_not_do_it_does_not_get_it(claimed: Case) -> None:
    clerk = city.seat("van_thu")
    told = Transfer(new_seat(claimed.office), TODAY, to_id=clerk.person_id)
    transfer(claimed.office.outside, BY, POST, told, WHY)
    claimed.office.sweep()
    assert officer(claimed) is None


def test_the_doors(claimed: Case) -> None:
    seat = new_seat(claimed.office)

    def refused(told: Transfer, field: str, words: str, why: str = WHY) -> None:
        with pytest.raises(InvalidAnswers) as found:
            transfer(claimed.office.outside, BY, POST, told, why)
        assert words in " ".join(found.value.fields[field])

    refused(Transfer(seat, date(2026, 3, 8)), "valid_from", "đã qua")
    refused(Transfer(seat, None), "valid_from", "ngày bắt đầu")
    refused(Transfer(seat, TODAY), "reason", "lý do", " ")
    refused(Transfer(city.seat("tu_phap").position_id, TODAY), "position_id", "khác")
    refused(Transfer(None, TODAY), "position_id", "vị trí")
    stranger = city.seat("hn_gd").person_id
    refused(Transfer(seat, TODAY, to_id=stranger), "to_id", "cùng đơn vị")
    refused(Transfer(city.seat("chu_tich").position_id, TODAY), "valid_from", "chỉ một người giữ")
    transfer(claimed.office.outside, BY, POST, Transfer(seat, TODAY), WHY)
    with pytest.raises(AlreadyDone):
        transfer(claimed.office.outside, BY, POST, Transfer(seat, TODAY), WHY)


def test_a_post_that_begins_lets_a_stuck_task_be_done(claimed: Case) -> None:
    told = AppointmentTold(
        city.seat("van_thu").person_id, city.seat("tu_phap").position_id, False, TODAY
    )
    post = appoint(claimed.office.outside, BY, told)
    with claimed.office.outside.sessions() as session:
        assert current(session, AppointmentRow, post).valid_from == begins(TODAY)
    claimed.office.sweep()
    assert officer(claimed) == city.seat("tu_phap").person_id
