"""Several documents in one dossier: each with its number, its seal and its own life."""

from __future__ import annotations

import io

import pikepdf
import pytest

from engine.actions.documents.show import show
from engine.errors import NotFound
from engine.questions.public.status import result, status
from engine.store.numbers import number_of
from signing.profile import MINUTES as MINUTES_PROFILE
from signing.profile import RESULT as RESULT_PROFILE
from signing.verify.verify import verify
from tests.factories.office import Office, person
from tests.factories.papers import (
    ASK,
    DRAFT,
    LETTER,
    MINUTES,
    RESULT,
    REVIEW,
    SEAL,
    SIGN,
    SUBMISSION,
    Papers,
)
from tests.factories.text import text_of


def _bytes(papers: Papers, key: str) -> bytes:
    return papers.office.outside.files.get(papers.document(key).versions[-1].file_sha256)


def test_each_document_has_its_own_number_and_only_the_result_goes_to_the_public(
    papers: Papers,
) -> None:
    office = papers.office
    secret = office.dossier(papers.id).lookup_code
    papers.write(ASK)
    papers.issue(LETTER)
    papers.reviewed()
    papers.issue(SUBMISSION)
    assert papers.document("to_trinh").status == "released"
    assert not status(office.outside, secret).result_available
    with pytest.raises(NotFound):
        result(office.outside, secret)
    papers.issue(RESULT)
    numbers = {key: (d[0].number, d[0].symbol) for key, d in papers.documents().items()}
    assert numbers == {
        "thu": (1, "UBND-TP"),
        "bien_ban": (None, None),
        "to_trinh": (2, "TTr-UBND"),  # one register of outgoing letters, two symbols
        "ket_qua": (1, "QĐ-UBND"),
    }
    assert {d[0].status for d in papers.documents().values()} == {"released"}
    assert result(office.outside, secret) == _bytes(papers, "ket_qua")
    assert office.dossier(papers.id).outcome == "granted"


def test_minutes_carry_one_signature_that_dates_and_closes_them(papers: Papers) -> None:
    papers.write()
    papers.sign(MINUTES)
    assert papers.document("bien_ban").status == "released"
    content = _bytes(papers, "bien_ban")
    outside, now = papers.office.outside, papers.office.clock.now()
    for profile in (MINUTES_PROFILE, None):
        report = verify(content, outside.services.roots(), at=now, profile=profile)
        assert report.verdict == "valid", report.reasons
    assert verify(content, outside.services.roots(), at=now, profile=RESULT_PROFILE).reasons
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fields = {str(f.T): f for f in pdf.Root.AcroForm.Fields}
    assert fields.keys() == {"LanhDao", "NgayVB", "ThangVB", "NamVB"}


def test_minutes_changed_after_their_signature_are_not_valid(papers: Papers) -> None:
    papers.write()
    papers.sign(MINUTES)
    content = _bytes(papers, "bien_ban")
    now = papers.office.clock.now()
    roots = papers.office.outside.services.roots()
    assert verify(content + b"\n%more", roots, at=now).verdict == "invalid"


def test_a_letter_asked_for_again_is_a_new_document_with_a_new_number(papers: Papers) -> None:
    for _ in range(2):
        papers.write(ASK)
        papers.issue(LETTER)
        papers.office.clock.forward(minutes=5)
    first, second = papers.documents()["thu"]
    assert (first.number, second.number) == (1, 2)
    assert first.versions[-1].file_sha256 != second.versions[-1].file_sha256
    assert [v.stage for v in second.versions] == ["shown", "signed", "sealed"]
    assert papers.office.open_steps(papers.id) == [DRAFT]


def test_a_template_gets_the_intake_the_draft_and_its_sources_and_nothing_else(
    papers: Papers,
) -> None:
    papers.write({"ket_luan": "hoi_them", "noi_dung": "Một.", "ghi_rieng": "chỉ lần đầu"})
    papers.issue(LETTER)
    papers.office.clock.forward(minutes=1)
    papers.write()
    papers.sign(MINUTES)
    assert _told(papers, "bien_ban") == "ket_luan noi_dung viec"
    assert _told(papers, "thu") == "ghi_rieng ket_luan noi_dung viec"


def _told(papers: Papers, key: str) -> str:
    """The keys that the template lists in its own line."""
    [line] = [each for each in text_of(_bytes(papers, key)).splitlines() if "noi_dung" in each]
    return line.strip()


def test_two_documents_wait_side_by_side_and_keep_apart(papers: Papers) -> None:
    papers.reviewed()
    papers.issue(SUBMISSION)
    papers.sign(f"{RESULT}/{SIGN}")
    kinds = {key: each[0].status for key, each in papers.documents().items()}
    assert kinds == {"bien_ban": "released", "to_trinh": "released", "ket_qua": "ready"}
    ref = papers.office.ref(papers.id, f"{RESULT}/{SEAL}")
    shown = show(papers.office.outside, person("van_thu"), ref)
    assert shown.sha256 == papers.document("ket_qua").versions[-1].file_sha256
    assert shown.title == "Quyết định"


def test_a_number_is_reserved_with_the_seal_and_not_before(papers: Papers, office: Office) -> None:
    papers.reviewed()
    papers.sign(f"{SUBMISSION}/{SIGN}")
    with office.outside.sessions() as session, pytest.raises(NotFound):
        number_of(session, papers.id, papers.document("to_trinh").id)
    assert papers.office.open_steps(papers.id) == [f"{SUBMISSION}/{SEAL}"]
    assert REVIEW not in papers.office.open_steps(papers.id)
