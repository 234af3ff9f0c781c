"""A message reaches its wait once; what nobody waits for is kept, with the reason."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from engine.actions.dossiers.withdraw import withdraw
from engine.actions.messages.deliver import deliver
from engine.core.messages import Message
from engine.core.move import PaperAdded
from engine.errors import InvalidAnswers
from engine.store.messages import kept_messages
from engine.store.papers import papers_of
from engine.store.records import MessageRow
from engine.store.verify_history import first_broken
from tests.factories.linked import ASK, AWAIT, GO_ON, Agencies
from tests.factories.office import AWAIT_PAPERS, Office, person
from tests.factories.stages import Case


def _kept(office: Office) -> list[str]:
    with office.outside.sessions() as session:
        return [each.reason for each in kept_messages(session)]


def _status(office: Office, message_id: object) -> str:
    with office.outside.sessions() as session:
        return session.get_one(MessageRow, message_id).status


def test_a_message_moves_the_dossier_that_waits_with_its_facts_and_papers(
    agencies: Agencies,
) -> None:
    office = agencies.office
    parent, _ = agencies.asked()
    data = office.outside.files.put(b"%PDF-1.7 a paper")
    paper = PaperAdded(uuid4(), "giay", "tra-loi.pdf", "application/pdf", 16, None, data)
    message = agencies.message(parent, papers=(paper,))
    assert deliver(office.outside, message) == "delivered"
    assert office.open_steps(parent) == [GO_ON]
    assert office.dossier(parent).facts == {"ket_qua_tra_loi": "granted"}
    with office.outside.sessions() as session:
        assert paper in papers_of(session, parent)
        assert first_broken(session, parent) is None
    assert _kept(office) == []


def test_the_same_message_twice_counts_once(agencies: Agencies) -> None:
    parent, _ = agencies.asked()
    message = agencies.message(parent)
    for _ in range(3):
        assert deliver(agencies.office.outside, message) == "delivered"
    version = agencies.office.dossier(parent).version
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: deliver(agencies.office.outside, message), range(3)))
    assert answers == ["delivered"] * 3
    assert agencies.office.dossier(parent).version == version


def test_the_same_message_at_once_moves_the_dossier_once(agencies: Agencies) -> None:
    parent, _ = agencies.asked()
    version = agencies.office.dossier(parent).version
    message = agencies.message(parent)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: deliver(agencies.office.outside, message), range(3)))
    assert _status(agencies.office, message.id) == "delivered"
    assert agencies.office.dossier(parent).version == version + 1


def test_a_second_message_for_a_wait_that_is_over_is_kept(agencies: Agencies) -> None:
    parent, _ = agencies.asked()
    deliver(agencies.office.outside, agencies.message(parent))
    assert deliver(agencies.office.outside, agencies.message(parent)) == "kept"
    assert _kept(agencies.office) == [
        f"Hồ sơ {agencies.office.dossier(parent).code} chưa chờ thông điệp này."
    ]


def test_a_message_for_nobody_or_for_a_closed_dossier_is_kept_with_the_reason(
    agencies: Agencies,
) -> None:
    office = agencies.office
    parent = agencies.receive()
    code = office.dossier(parent).code
    withdraw(office.outside, person("mot_cua"), parent, "Rút.")
    for message in (
        agencies.message(parent, correlation="H26.999-000000-0001"),
        agencies.message(parent),
    ):
        assert deliver(office.outside, message) == "kept"
    assert _kept(office) == [
        "Không có hồ sơ nào mang mã H26.999-000000-0001.",
        f"Hồ sơ {code} đã kết thúc.",
    ]
    office.sweep()
    assert len(_kept(office)) == 2


def test_an_early_message_is_delivered_when_somebody_waits(agencies: Agencies) -> None:
    office = agencies.office
    parent = agencies.receive()
    message = agencies.message(parent)
    assert deliver(office.outside, message) == "kept"
    assert office.sweep() == 0
    assert office.open_steps(parent) == [ASK]
    agencies.ask(parent)
    office.sweep()
    assert office.open_steps(parent) == [AWAIT]
    assert office.sweep() == 1
    assert office.open_steps(parent) == [GO_ON]
    assert _status(office, message.id) == "delivered"
    assert _kept(office) == []


def test_facts_that_are_not_declared_stay_outside(agencies: Agencies) -> None:
    parent, _ = agencies.asked()
    facts = {"ket_qua_tra_loi": None, "la_lung": True}
    assert deliver(agencies.office.outside, agencies.message(parent, facts=facts)) == "delivered"
    assert agencies.office.dossier(parent).facts == {"ket_qua_tra_loi": None}


@pytest.mark.parametrize(
    "facts", [{"ket_qua_tra_loi": True}, {"so_luong": "3"}, {"so_luong": True}], ids=str
)
def test_a_fact_of_another_type_is_kept_and_moves_nothing(
    agencies: Agencies, facts: dict[str, object]
) -> None:
    parent, _ = agencies.asked()
    assert deliver(agencies.office.outside, agencies.message(parent, facts=facts)) == "kept"
    assert agencies.office.open_steps(parent) == [AWAIT]
    [reason] = _kept(agencies.office)
    assert "không phải kiểu" in reason
    assert agencies.office.sweep() == 0


def test_text_that_no_database_keeps_is_refused(agencies: Agencies) -> None:
    parent, _ = agencies.asked()
    with pytest.raises(InvalidAnswers):
        deliver(agencies.office.outside, agencies.message(parent, sender="a\0b"))
    assert agencies.office.open_steps(parent) == [AWAIT]


def test_papers_of_the_applicant_do_not_come_by_message(awaiting: Case) -> None:
    office = awaiting.office
    message = Message(uuid4(), "supplement_received", office.dossier(awaiting.id).code, "ai do", {})
    assert deliver(office.outside, message) == "kept"
    assert AWAIT_PAPERS in office.open_steps(awaiting.id)
    assert _kept(office) == ["Giấy tờ bổ sung chỉ được nhận qua bộ phận tiếp nhận."]
