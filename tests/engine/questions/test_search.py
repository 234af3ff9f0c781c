"""Search: what people type finds the dossier, and nobody finds what they may not open."""

from __future__ import annotations

import unicodedata

from engine.core.dossier import Party
from engine.questions.inbox.search import search
from engine.store.records import CandidateRow
from tests.factories.office import EXAMINE, FIT, person
from tests.factories.stages import Case

TYPED = (
    "Trần Văn Thưởng",
    "Trần Văn T",
    "tran van thuong",
    "TRẦN VĂN TH",
    unicodedata.normalize("NFD", "Thưởng trần"),
    "H26.999-260309-0001",
    "h26.999-2603",
    "260309-0001",
    "0912345678",
    "0912 345 678",
    "+84 912 345 678",
    "09123",
    "001098012345",
)
OTHER = ("", "  ", "%", "'", "a & b | !c", "thuong nguyen", "912345678")


def test_what_is_typed_finds_the_dossier_and_what_does_not_fit_breaks_nothing(
    received: Case,
) -> None:
    for typed in TYPED:
        [found] = search(received.office.outside, person("tu_phap"), typed).items
        assert (found.id, found.code) == (received.id, "H26.999-260309-0001"), typed
        assert found.task == received.office.ref(received.id, EXAMINE)
    for typed in OTHER:
        assert search(received.office.outside, person("tu_phap"), typed).items == (), typed


def test_the_letter_dd_is_a_d_on_both_sides(received: Case) -> None:
    office = received.office
    office.receive(applicant=Party("Đặng Đình Đức", None, None, None, None))
    for typed in ("dang dinh duc", "ĐẶNG ĐÌNH", "đang"):
        [found] = search(office.outside, person("tu_phap"), typed).items
        assert found.applicant_name == "Đặng Đình Đức"


def test_whoever_was_asked_finds_it_from_another_unit(received: Case) -> None:
    office = received.office
    stranger = person("hn_tp")
    office.complete("tu_phap", received.id, EXAMINE, FIT)
    assert search(office.outside, stranger, "thuong").items == ()
    with office.outside.sessions.begin() as session:
        ref = office.ref(received.id, "KySoBanSao/LanhDaoKy")
        session.add(
            CandidateRow(
                dossier_id=ref.dossier_id,
                task_id=ref.task_id,
                holder_id=stranger.person_id,
                due_at=None,
            )
        )
    [found] = search(office.outside, stranger, "thuong").items
    assert found.id == received.id


def test_open_ones_come_first_then_the_newest(received: Case) -> None:
    office = received.office
    office.clock.forward(minutes=5)
    newer = office.receive().dossier_id
    found = search(office.outside, person("mot_cua"), "thuong")
    assert [f.id for f in found.items] == [newer, received.id]
    assert [f.task for f in found.items] == [None, None]
    assert not found.more
