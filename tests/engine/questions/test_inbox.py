"""The inbox: what is asked of me, the nearest due first, and a count that is the list."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import update

from engine.actions.tasks.claim import claim
from engine.core.authority.register import Power
from engine.questions.inbox.inbox import inbox
from engine.store.records import AppointmentRow, CompetenceRow
from engine.store.register_epoch import bump_epoch
from tests.factories.office import EXAMINE, FIT, SIGN, Office, person
from tests.factories.people import revoke_assignment, seat_somebody
from tests.factories.stages import Case


def test_an_item_says_what_where_for_whom_and_how_long(received: Case) -> None:
    office = received.office
    [item] = inbox(office.outside, person("tu_phap")).items
    assert item.ref == office.ref(received.id, EXAMINE)
    assert item.dossier_code == "H26.999-260309-0001"
    assert (item.procedure_title, item.step_name) == ("Cấp bản sao từ sổ gốc", "Thẩm định hồ sơ")
    assert (item.applicant_name, item.unit_name) == (
        "Trần Văn Thưởng", "Ủy ban nhân dân phường Bến Nước",
    )  # fmt: skip
    assert item.why == "Công chức Tư pháp - Hộ tịch"
    assert (item.remaining, item.overdue, item.urgent) == ("Còn 3 giờ", False, False)
    assert (item.claimed, item.incident) == (False, None)


def test_time_presses_and_runs_out(received: Case) -> None:
    office = received.office
    office.clock.forward(hours=1)
    [item] = inbox(office.outside, person("tu_phap")).items
    assert (item.remaining, item.urgent) == ("Còn 2 giờ", True)
    office.clock.forward(hours=5)
    [item] = inbox(office.outside, person("tu_phap")).items
    assert (item.remaining, item.overdue, item.urgent) == ("Quá 1 giờ 30 phút", True, True)


def test_nobody_sees_what_is_not_asked_of_them(received: Case) -> None:
    for login in ("mot_cua", "chu_tich", "van_thu"):
        assert inbox(received.office.outside, person(login)).count == 0
    for login in ("tu_phap", "tu_phap_2"):
        assert inbox(received.office.outside, person(login)).count == 1


def test_a_claimed_task_is_seen_by_who_has_it(received: Case) -> None:
    office = received.office
    claim(office.outside, person("tu_phap"), office.ref(received.id, EXAMINE))
    assert inbox(office.outside, person("tu_phap_2")).items == ()
    [item] = inbox(office.outside, person("tu_phap")).items
    assert (item.why, item.claimed) == ("tôi đã nhận", True)


def test_what_nobody_may_do_lies_with_the_heads_of_the_unit(received: Case) -> None:
    office = received.office
    with office.outside.sessions.begin() as session:
        bump_epoch(session)
        session.execute(update(CompetenceRow).values(valid_to=office.clock.now()))
    revoke_assignment(office.outside, office.clock.now())
    office.complete("tu_phap", received.id, EXAMINE, FIT)
    for login in ("chu_tich", "pho_chu_tich"):
        found = inbox(office.outside, person(login))
        [item] = found.items
        assert (item.step_name, item.why) == ("Ký số văn bản", "không ai làm được")
        assert found.count == 1
        assert item.incident is not None
    assert inbox(office.outside, person("van_thu")).count == 0


def test_both_signers_are_asked_and_after_one_of_them_nobody(to_sign: Case) -> None:
    office = to_sign.office
    for login in ("chu_tich", "pho_chu_tich"):
        assert [i.ref for i in inbox(office.outside, person(login)).items] == [
            office.ref(to_sign.id, SIGN)
        ]
    office.sign(to_sign.id)
    office.sweep()
    for login in ("chu_tich", "pho_chu_tich"):
        assert inbox(office.outside, person(login)).items == ()


def test_the_nearest_due_comes_first_and_what_has_no_time_last(to_hand_over: Case) -> None:
    office = to_hand_over.office
    clerk = seat_somebody(
        office.outside, "Kiêm nhiệm", ("one_stop", "civil_status"), (Power.RECEIVE, Power.APPRAISE)
    )
    later = office.receive().dossier_id
    office.clock.forward(minutes=-10)
    sooner = office.receive().dossier_id
    office.clock.forward(minutes=10)
    found = inbox(office.outside, clerk)
    assert [i.ref.dossier_id for i in found.items] == [sooner, later]
    assert found.items[0].due_at is not None
    assert found.items[1].due_at == found.items[0].due_at + timedelta(minutes=10)
    desk = inbox(office.outside, person("mot_cua"))
    assert [(i.ref.dossier_id, i.due_at, i.remaining) for i in desk.items] == [
        (to_hand_over.id, None, "Không tính thời gian")
    ]


def test_the_count_is_the_list_behind_it_whatever_its_limit(office: Office) -> None:
    for _ in range(3):
        office.receive()
    found = inbox(office.outside, person("tu_phap"), limit=2)
    assert (len(found.items), found.count, found.capped) == (2, 3, False)
    first = found.items[0].ref.dossier_id
    office.complete("tu_phap", first, EXAMINE, FIT)
    found = inbox(office.outside, person("tu_phap"))
    assert (len(found.items), found.count) == (2, 2)
    assert first not in {i.ref.dossier_id for i in found.items}


def test_a_task_asked_of_three_of_ones_posts_is_one_line(received: Case) -> None:
    office = received.office
    posts = [
        seat_somebody(office.outside, f"vị trí {n}", ("civil_status",), (Power.APPRAISE,))
        for n in range(3)
    ]
    _give_all_seats(office, [p.person_id for p in posts])
    taken = [office.receive().dossier_id for _ in range(3)]
    found = inbox(office.outside, posts[0], limit=3)
    assert sorted(i.ref.dossier_id for i in found.items) == sorted(taken)
    assert found.count == 3


def _give_all_seats(office: Office, people: list[UUID]) -> None:
    with office.outside.sessions.begin() as session:
        bump_epoch(session)
        session.execute(
            update(AppointmentRow)
            .where(AppointmentRow.person_id.in_(people))
            .values(person_id=people[0])
        )
