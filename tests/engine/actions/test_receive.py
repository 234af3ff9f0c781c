"""The desk takes dossiers in: whole or not at all, and once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import select

from engine.actions.dossiers.receive import Received, receive
from engine.actions.papers import Upload, file_name, keep_papers
from engine.core.authority.register import Power
from engine.core.dossier import Party
from engine.errors import InvalidAnswers, NotFound, NotYours, UploadRefused
from engine.store.records import DossierRow, PaperRow
from tests.engine.store.factory import count
from tests.factories.clock import local
from tests.factories.office import APPLICANT, EXAMINE, REQUEST, Office, person, request, scan
from tests.factories.people import found_ward, seat_somebody
from tests.factories.stages import Case


def _dossiers(office: Office) -> int:
    with office.outside.sessions() as session:
        return count(session, DossierRow)


def test_one_page_takes_in_papers_answers_and_persons(office: Office) -> None:
    submitter = Party("Hoàng Đức An", "001099000111", None, None, None)
    papers = (scan(), scan("to_khai", "C:\\quét\\tờ khai.pdf"))
    received = office.receive(submitter=submitter, papers=papers)
    assert received.code == "H26.999-260309-0001"
    assert len(received.lookup_code) == 24
    dossier = office.dossier(received.dossier_id)
    assert (dossier.applicant, dossier.submitter) == (APPLICANT, submitter)
    assert dossier.status == "processing"
    assert dossier.due_at == local("2026-03-09 17:30")
    assert office.open_steps(received.dossier_id) == [EXAMINE]
    with office.outside.sessions() as session:
        names = set(session.scalars(select(PaperRow.name)))
    assert names == {"can-cuoc.pdf", "tờ khai.pdf"}


def test_what_comes_after_the_cut_off_is_due_the_next_working_day(office: Office) -> None:
    office.clock.at = local("2026-03-06 15:00")  # a Friday
    received = office.receive()
    assert office.dossier(received.dossier_id).due_at == local("2026-03-09 17:30")


def test_the_serial_counts_the_dossiers_of_a_day(office: Office) -> None:
    codes = [office.receive().code for _ in range(2)]
    office.clock.forward(days=1)
    codes.append(office.receive().code)
    assert codes == ["H26.999-260309-0001", "H26.999-260309-0002", "H26.999-260310-0001"]


def test_a_page_sent_twice_opens_one_dossier(office: Office) -> None:
    first, second = (office.receive(idempotency_key="page 1") for _ in range(2))
    assert first == second
    assert _dossiers(office) == 1


def test_a_page_sent_twice_at_once_opens_one_dossier(office: Office) -> None:
    page, start = request(idempotency_key="page 1"), Barrier(3)

    def send(_: int) -> Received:
        start.wait()
        return receive(office.outside, person("mot_cua"), page)

    with ThreadPoolExecutor(3) as pool:
        answers = set(pool.map(send, range(3)))
    assert len(answers) == 1
    assert _dossiers(office) == 1


def test_the_same_key_of_two_clerks_is_two_pages(office: Office) -> None:
    colleague = seat_somebody(office.outside, "Một cửa 2", ("one_stop",), (Power.RECEIVE,))
    office.receive(idempotency_key="page 1")
    receive(office.outside, colleague, request(idempotency_key="page 1"))
    assert _dossiers(office) == 2


def test_a_clerk_with_the_power_but_not_the_role_leaves_the_first_step_to_the_desk(
    office: Office,
) -> None:
    helper = seat_somebody(office.outside, "người giúp", ("helper",), (Power.RECEIVE,))
    received = receive(office.outside, helper, request())
    assert office.open_steps(received.dossier_id) == ["TiepNhan"]
    office.complete("mot_cua", received.dossier_id, "TiepNhan", REQUEST)
    assert office.open_steps(received.dossier_id) == [EXAMINE]


# --- refused ------------------------------------------------------------------------------------


def test_only_the_desk_takes_in(office: Office) -> None:
    for login in ("chu_tich", "tu_phap", "van_thu"):
        with pytest.raises(NotYours):
            receive(office.outside, person(login), request())
    assert _dossiers(office) == 0


def test_an_unknown_procedure_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        office.receive(procedure="khong-co")
    office.clock.at = local("2025-06-30 09:00")
    with pytest.raises((NotFound, NotYours)):
        office.receive()
    assert _dossiers(office) == 0


def test_a_required_paper_and_a_name_are_asked_for_at_once(office: Office) -> None:
    with pytest.raises(InvalidAnswers) as wrong:
        office.receive(papers=(), applicant=replace(APPLICANT, full_name=" "))
    assert wrong.value.fields.keys() == {"applicant.full_name", "papers.giay_to_tuy_than"}
    assert _dossiers(office) == 0


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("full_name", "Trần\x00Văn Thưởng"),
        ("full_name", "a" * 201),
        ("identity", "0" * 21),
        ("phone", "1" * 21),
        ("email", "a" * 201),
        ("address", "a\x07b"),
    ],
)
def test_a_person_that_cannot_be_kept_is_refused_by_field_and_never_cut(
    office: Office, field: str, text: str
) -> None:
    wrong_person = replace(APPLICANT, **{field: text})
    with pytest.raises(InvalidAnswers) as wrong:
        office.receive(applicant=wrong_person, submitter=wrong_person)
    assert wrong.value.fields.keys() == {f"applicant.{field}", f"submitter.{field}"}
    assert _dossiers(office) == 0


def test_answers_that_do_not_fit_the_first_step_open_no_dossier(office: Office) -> None:
    with pytest.raises(InvalidAnswers) as wrong:
        office.receive(answers={**REQUEST, "quan_he": "hang_xom"})
    assert list(wrong.value.fields) == ["quan_he"]
    assert _dossiers(office) == 0


def test_a_paper_of_an_unknown_component_or_type_opens_no_dossier(office: Office) -> None:
    for paper in (
        scan("la", "can-cuoc.pdf"),
        Upload("giay_to_tuy_than", "can-cuoc.pdf", b"GIF89a"),
        Upload("giay_to_tuy_than", "can\x00cuoc.pdf", scan().data),
        Upload("giay_to_tuy_than", "can-cuoc.pdf", b""),
    ):
        with pytest.raises(UploadRefused) as refused:
            office.receive(papers=(scan(), paper))
        assert refused.value.sentence.endswith(".")
    assert _dossiers(office) == 0


def test_a_component_takes_only_the_types_that_the_procedure_names(received: Case) -> None:
    bundle = received.office.dossier(received.id).bundle
    [first, *others] = bundle.procedure.papers
    narrow = replace(first, accepts=("image/png",))
    bundle = replace(bundle, procedure=replace(bundle.procedure, papers=(narrow, *others)))
    with pytest.raises(UploadRefused, match=r"can-cuoc\.pdf” là application/pdf.*image/png"):
        keep_papers(received.office.outside, bundle, [scan()])
    anything = replace(
        bundle, procedure=replace(bundle.procedure, papers=(replace(first, accepts=()),))
    )
    [paper] = keep_papers(received.office.outside, anything, [scan()])
    assert (paper.media_type, paper.pages, paper.size) == ("application/pdf", 1, len(scan().data))


def test_a_unit_without_a_calendar_or_people_has_no_desk(office: Office) -> None:
    elsewhere = found_ward(office.outside, "phường Bến Xa")
    stranger = seat_somebody(office.outside, "Xa", ("one_stop",), (), elsewhere)
    with pytest.raises(NotYours):
        receive(office.outside, stranger, request())


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\lan\\can-cuoc.pdf", "can-cuoc.pdf"),
        ("../../etc/passwd", "passwd"),
        ("/", "tep"),
        ("  ", "tep"),
        ("a" * 200 + ".pdf", "a" * 116 + ".pdf"),
        ("to\u031b khai.pdf", "tơ khai.pdf"),
    ],
)
def test_of_a_files_name_the_last_part_is_kept(sent: str, kept: str) -> None:
    assert file_name(sent) == kept
