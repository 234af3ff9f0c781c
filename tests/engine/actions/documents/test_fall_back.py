"""Work goes back: documents are drafts again, signatures in the air are not used, numbers stay."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from engine.actions.documents.finish import finish
from engine.actions.documents.seal import seal
from engine.actions.documents.show import show
from engine.actions.documents.sign import sign
from engine.errors import NotFound
from engine.simulate import demo_city as city
from engine.store.records import DocumentRow, NumberRow, OutboxRow, SigningAttemptRow
from tests.factories.office import person
from tests.factories.papers import (
    DRAFT,
    MINUTES,
    RESULT,
    REVIEW,
    SEAL,
    SIGN,
    SUBMISSION,
    Papers,
)

KEY = city.KEY_PASSWORD


@pytest.fixture
def reviewed(papers: Papers) -> Papers:
    """The submission lies with the chairman."""
    papers.reviewed()
    return papers


def _attempts(papers: Papers) -> dict[str, str | None]:
    with papers.office.outside.sessions() as session:
        rows = session.scalars(
            select(SigningAttemptRow).where(
                SigningAttemptRow.document_id == papers.document("to_trinh").id
            )
        )
        return {row.status: row.trouble for row in rows}


def _waiting(papers: Papers) -> int:
    with papers.office.outside.sessions() as session:
        return len(session.scalars(select(OutboxRow).where(OutboxRow.done_at.is_(None))).all())


def test_a_page_that_was_shown_is_a_draft_again(reviewed: Papers) -> None:
    old = reviewed.to_sign(f"{SUBMISSION}/{SIGN}")
    reviewed.back(f"{SUBMISSION}/{SIGN}", DRAFT)
    document = reviewed.document("to_trinh")
    assert (document.status, document.task_id) == ("draft", None)
    assert reviewed.document("bien_ban").status == "released"
    reviewed.office.clock.forward(minutes=1)
    reviewed.write()
    reviewed.sign(MINUTES)
    reviewed.initial(to_trinh=reviewed.draft().sha256)
    assert reviewed.to_sign(f"{SUBMISSION}/{SIGN}").sha256 != old.sha256


def test_a_signature_that_waits_for_its_timestamp_is_refused_by_a_return(reviewed: Papers) -> None:
    step = f"{SUBMISSION}/{SIGN}"
    office, ref = reviewed.office, reviewed.office.ref(reviewed.id, step)
    shown = reviewed.to_sign(step)
    attempt = sign(office.outside, person("chu_tich"), ref, shown.sha256, KEY)
    reviewed.back(step, DRAFT)
    [(status, trouble)] = _attempts(reviewed).items()
    assert status == "refused"
    assert "chuyển trả" in str(trouble)
    assert _waiting(reviewed) == 0
    finish(office.outside, reviewed.id, attempt)
    assert office.sweep() == 0
    assert reviewed.document("to_trinh").latest("signed") is None


def test_a_signed_document_loses_signature_and_evidence_and_is_not_sealed(
    reviewed: Papers,
) -> None:
    reviewed.sign(f"{SUBMISSION}/{SIGN}")
    seal_step = f"{SUBMISSION}/{SEAL}"
    assert reviewed.document("to_trinh").evidence_sha256 is not None
    reviewed.back(seal_step, DRAFT, "van_thu")
    document = reviewed.document("to_trinh")
    assert (document.status, document.evidence_sha256) == ("draft", None)
    assert document.latest("signed") is not None  # what happened is kept
    reviewed.office.clock.forward(minutes=1)
    reviewed.write()
    reviewed.sign(MINUTES)
    reviewed.initial(to_trinh=reviewed.draft().sha256)
    reviewed.issue(SUBMISSION)
    assert [v.stage for v in reviewed.document("to_trinh").versions] == [
        "draft", "shown", "signed", "shown", "signed", "sealed",
    ]  # fmt: skip


def test_a_number_reserved_for_what_is_not_issued_is_cancelled_and_the_next_one_given(
    reviewed: Papers,
) -> None:
    reviewed.sign(f"{SUBMISSION}/{SIGN}")
    step = f"{SUBMISSION}/{SEAL}"
    office, ref = reviewed.office, reviewed.office.ref(reviewed.id, step)
    shown = show(office.outside, person("van_thu"), ref)
    seal(office.outside, person("van_thu"), ref, shown.sha256, KEY)
    reviewed.back(step, DRAFT, "van_thu")
    reviewed.office.clock.forward(minutes=1)
    reviewed.write()
    reviewed.sign(MINUTES)
    reviewed.initial(to_trinh=reviewed.draft().sha256)
    reviewed.issue(SUBMISSION)
    with office.outside.sessions() as session:
        numbers = session.scalars(select(NumberRow).order_by(NumberRow.value)).all()
    assert [(n.value, n.status) for n in numbers] == [(1, "cancelled"), (2, "assigned")]
    assert numbers[0].reason
    assert reviewed.document("to_trinh").number == 2


def test_what_went_out_before_stays_as_it_is(reviewed: Papers) -> None:
    reviewed.issue(SUBMISSION)
    before = reviewed.document("to_trinh")
    reviewed.to_sign(f"{RESULT}/{SIGN}")
    reviewed.back(f"{RESULT}/{SIGN}", REVIEW)
    assert reviewed.document("to_trinh") == before
    assert reviewed.document("ket_qua").status == "draft"


def test_an_old_signature_is_not_sealed_after_a_return(reviewed: Papers) -> None:
    reviewed.sign(f"{SUBMISSION}/{SIGN}")
    ref = reviewed.office.ref(reviewed.id, f"{SUBMISSION}/{SEAL}")
    with reviewed.office.outside.sessions.begin() as session:
        session.get_one(
            DocumentRow, (reviewed.id, reviewed.document("to_trinh").id)
        ).status = "draft"
    with pytest.raises(NotFound):
        show(reviewed.office.outside, person("van_thu"), ref)
