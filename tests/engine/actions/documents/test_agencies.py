"""Whose paper a document is: letterhead, register, seal and evidence follow the signature."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select, update

from engine.actions.documents.finish import finish
from engine.actions.documents.seal import seal
from engine.actions.documents.show import show
from engine.actions.documents.show_draft import show_draft
from engine.actions.documents.sign import sign
from engine.actions.machine_steps.perform import perform
from engine.actions.step import take
from engine.core.acts import Stopped
from engine.core.authority.register import Power
from engine.core.move import TaskRef
from engine.errors import NotFound, SigningRefused
from engine.simulate import demo_city as city
from engine.store.documents import load_attempt
from engine.store.load_standing import load_standing
from engine.store.records import DossierRow, MandateRow, NumberRegisterRow, NumberRow
from signing.errors import TimestampUnavailable
from signing.verify.verify import verify
from tests.factories.clock import local
from tests.factories.office import person
from tests.factories.papers import (
    ASK,
    GATHER,
    LETTER,
    MINUTES,
    SEAL,
    SIGN,
    SUBMIT,
    Papers,
)
from tests.factories.people import found_ward, seat_somebody
from tests.factories.pki import RunningPki
from tests.factories.text import text_of

KEY = city.KEY_PASSWORD


def _of_another(papers: Papers) -> None:
    """As if the signer had signed under another agency's competence."""
    with papers.office.outside.sessions.begin() as session:
        for row in session.scalars(select(MandateRow)):
            if row.content["power"] == "decide":
                row.content = {**row.content, "seal_of": str(city.CITY)}


def test_a_document_is_not_sealed_by_another_agency_than_its_signer_s(papers: Papers) -> None:
    papers.write(ASK)
    papers.sign(f"{LETTER}/{SIGN}")
    _of_another(papers)
    ref = papers.office.ref(papers.id, f"{LETTER}/{SEAL}")
    shown = show(papers.office.outside, person("van_thu"), ref)
    with pytest.raises(SigningRefused) as refused:
        seal(papers.office.outside, person("van_thu"), ref, shown.sha256, KEY)
    assert refused.value.reason == "wrong_seal"
    assert "thành phố Hà Nội" in refused.value.sentence
    with papers.office.outside.sessions() as session:
        assert session.scalars(select(NumberRow)).all() == []


def test_the_evidence_is_gathered_for_the_seal_of_the_signer_s_agency(
    papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    keys = type(papers.office.outside.keys)
    chain = keys.chain

    def noted(self: object, subject: str) -> object:
        asked.append(subject)
        return chain(self, "GOVVN-H26.999")  # type: ignore[arg-type]

    monkeypatch.setattr(keys, "chain", noted)
    papers.write(ASK)
    shown = papers.to_sign(f"{LETTER}/{SIGN}")
    ref = papers.office.ref(papers.id, f"{LETTER}/{SIGN}")
    attempt = sign(papers.office.outside, person("chu_tich"), ref, shown.sha256, KEY)
    finish(papers.office.outside, papers.id, attempt)
    _of_another(papers)
    [task] = [t for t in papers.office.tasks(papers.id) if t.element == f"{LETTER}/{GATHER}"]
    perform(papers.office.outside, TaskRef(papers.id, task.id), "gather_validation", uuid4())
    assert asked == ["GOVVN-H26"]


def test_a_paper_is_not_signed_under_another_agency_s_competence_than_its_issuer_s(
    papers: Papers,
) -> None:
    other = found_ward(papers.office.outside, "Phường Xa")
    papers.write(ASK)
    with papers.office.outside.sessions.begin() as session:
        parties = {"resolving": str(other), "receiving": str(city.WARD)}
        session.execute(
            update(DossierRow).where(DossierRow.id == papers.id).values(parties=parties)
        )
    with pytest.raises(SigningRefused) as refused:
        papers.to_sign(f"{LETTER}/{SIGN}")
    assert refused.value.reason == "wrong_issuer"
    assert "Phường Xa" in refused.value.sentence


def test_number_and_date_are_those_under_which_the_attempt_stands(papers: Papers) -> None:
    """The seal is begun on the last evening of the year and finished in the new one."""
    office = papers.office
    office.clock.at = local("2026-12-31 16:30")
    papers.write(ASK)
    papers.sign(f"{LETTER}/{SIGN}")
    ref = office.ref(papers.id, f"{LETTER}/{SEAL}")
    shown = show(office.outside, person("van_thu"), ref)
    seal(office.outside, person("van_thu"), ref, shown.sha256, KEY)
    office.clock.at = local("2027-01-04 08:00")
    office.sweep()
    [letter] = papers.documents()["thu"]
    assert letter.issued_at == local("2026-12-31 16:30")
    said = " ".join(text_of(office.outside.files.get(letter.versions[-1].file_sha256)).split())
    assert "31 tháng 12 năm 2026" in said
    with office.outside.sessions() as session:
        [register] = session.scalars(select(NumberRegisterRow))
    assert (register.year, register.unit_id) == (2026, city.WARD)


def test_who_signs_minutes_without_a_timestamp_service_signs_nothing(
    papers: Papers, pki: RunningPki
) -> None:
    papers.write()
    shown = papers.to_sign(MINUTES)
    ref = papers.office.ref(papers.id, MINUTES)
    with pki.down("tsa"), pytest.raises(TimestampUnavailable):
        sign(papers.office.outside, person("chu_tich"), ref, shown.sha256, KEY)
    assert papers.document("bien_ban").status == "shown"
    papers.sign(MINUTES)
    document = papers.document("bien_ban")
    roots, now = papers.office.outside.services.roots(), papers.office.clock.now()
    content = papers.office.outside.files.get(document.versions[-1].file_sha256)
    assert verify(content, roots, at=now).verdict == "valid"


def test_minutes_are_released_only_when_they_are_signed_and_valid(papers: Papers) -> None:
    papers.write()
    ref = papers.office.ref(papers.id, MINUTES)
    papers.to_sign(MINUTES)
    with pytest.raises(SigningRefused) as refused:
        perform(papers.office.outside, ref, "release", uuid4())
    assert refused.value.reason == "not_signed"


def test_a_signature_whose_step_was_closed_by_the_diagram_is_not_used(papers: Papers) -> None:
    papers.write(SUBMIT)
    shown = papers.to_sign(MINUTES)
    ref = papers.office.ref(papers.id, MINUTES)
    attempt = sign(papers.office.outside, person("chu_tich"), ref, shown.sha256, KEY)
    with papers.office.outside.sessions.begin() as session:
        dossier, around, now = load_standing(session, papers.id, papers.office.clock.now())
        act = Stopped(actor_id=person("chu_tich").person_id, reason="Hết hạn.")
        take(session, dossier, act, around, now)
    finish(papers.office.outside, papers.id, attempt)
    with papers.office.outside.sessions() as session:
        known = load_attempt(session, papers.id, attempt)
    assert known is not None
    assert (known.status, known.trouble is None) == ("refused", False)
    assert papers.office.sweep() == 0
    assert papers.document("bien_ban").latest("signed") is None


def test_another_person_of_the_agency_does_not_see_a_draft_of_a_stranger(papers: Papers) -> None:
    ward = found_ward(papers.office.outside, "Phường Xa")
    stranger = seat_somebody(papers.office.outside, "Người Lạ", ["reviewer"], [Power.RECEIVE], ward)
    papers.write()
    papers.sign(MINUTES)
    ref = papers.office.ref(papers.id, "Duyet")
    with pytest.raises(NotFound):
        show_draft(papers.office.outside, stranger, ref, "to_trinh")
