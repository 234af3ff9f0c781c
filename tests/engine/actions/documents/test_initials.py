"""Initials: on the very draft that was seen, void once it is edited, demanded at the signature."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from engine.actions.documents.show_draft import show_draft
from engine.actions.documents.sign import sign
from engine.actions.tasks.complete import complete
from engine.errors import NotFound, NotYours, SigningRefused
from engine.simulate import demo_city as city
from engine.store.initials import initials_of
from engine.store.records import DocumentVersionRow, OpinionRow
from signing.verify.verify import verify
from tests.factories.office import person
from tests.factories.papers import (
    DRAFT,
    MINUTES,
    RESULT,
    REVIEW,
    SIGN,
    SUBMISSION,
    SUBMIT,
    Papers,
)
from tests.factories.text import text_of

CHAIRMAN = person("chu_tich")
EDITED = {**SUBMIT, "noi_dung": "Đề nghị xem xét lại."}


@pytest.fixture
def drafted(papers: Papers) -> Papers:
    """The draft lies with the reviewer."""
    papers.write()
    papers.sign(MINUTES)
    return papers


def _refused(papers: Papers, **seen: str) -> str:
    with pytest.raises(SigningRefused) as refused:
        papers.initial(**seen)
    assert papers.office.open_steps(papers.id) == [REVIEW]
    return refused.value.reason


def _initials(papers: Papers) -> list[tuple[str | None, bool]]:
    with papers.office.outside.sessions() as session:
        given = initials_of(session, papers.id, papers.document("to_trinh").id)
    return [(each.file_sha256, each.void) for each in given]


def test_a_draft_says_that_it_is_one_and_cannot_be_taken_for_a_result(drafted: Papers) -> None:
    content = drafted.office.outside.files.get(drafted.draft().sha256)
    assert "DỰ THẢO" in text_of(content).upper()
    assert "Đề nghị xem xét." in text_of(content)
    roots, now = drafted.office.outside.services.roots(), drafted.office.clock.now()
    assert verify(content, roots, at=now).verdict == "invalid"


def test_the_same_content_is_written_once(drafted: Papers) -> None:
    first = drafted.draft()
    drafted.office.clock.forward(minutes=5)
    assert drafted.draft() == first
    with drafted.office.outside.sessions() as session:
        stages = session.scalars(
            select(DocumentVersionRow.stage).where(
                DocumentVersionRow.dossier_id == drafted.id,
                DocumentVersionRow.document_id == first.document_id,
            )
        ).all()
    assert stages == ["draft"]
    assert drafted.document("to_trinh").status == "draft"


def test_an_initial_needs_the_draft_that_lies_there_now(drafted: Papers) -> None:
    assert _refused(drafted) == "draft_not_shown"
    assert _refused(drafted, to_trinh="0" * 64) == "draft_changed"
    seen = drafted.draft().sha256
    assert _refused(drafted, ket_qua=seen) == "draft_not_shown"
    assert _refused(drafted, to_trinh="0" * 64) == "draft_changed"
    drafted.initial(to_trinh=seen)
    assert _initials(drafted) == [(seen, False)]
    with drafted.office.outside.sessions() as session:
        [row] = session.scalars(select(OpinionRow).where(OpinionRow.kind == "initial"))
    assert row.person_id == drafted.reviewer.person_id
    assert row.position_id is not None


def test_an_edit_voids_the_initial_and_a_new_one_makes_good(drafted: Papers) -> None:
    old = drafted.draft().sha256
    drafted.initial(to_trinh=old)
    drafted.back(f"{SUBMISSION}/{SIGN}", DRAFT)
    drafted.office.clock.forward(minutes=1)
    drafted.write(EDITED)
    assert _initials(drafted) == [(old, True)]
    drafted.sign(MINUTES)
    assert _refused(drafted, to_trinh=old) == "draft_changed"
    new = drafted.draft().sha256
    assert new != old
    drafted.initial(to_trinh=new)
    assert _initials(drafted) == [(old, True), (new, False)]
    drafted.issue(SUBMISSION)
    assert drafted.document("to_trinh").status == "released"


def test_drafting_the_same_again_keeps_the_initial(drafted: Papers) -> None:
    seen = drafted.draft().sha256
    drafted.initial(to_trinh=seen)
    drafted.back(f"{SUBMISSION}/{SIGN}", DRAFT)
    drafted.office.clock.forward(minutes=1)
    drafted.write()
    assert _initials(drafted) == [(seen, False)]


def test_the_signer_is_not_shown_what_was_edited_after_its_initial(drafted: Papers) -> None:
    seen = drafted.draft().sha256
    drafted.initial(to_trinh=seen)
    shown = drafted.to_sign(f"{SUBMISSION}/{SIGN}")
    ref = drafted.office.ref(drafted.id, f"{SUBMISSION}/{SIGN}")
    _void(drafted)
    for act in (
        lambda: drafted.to_sign(f"{SUBMISSION}/{SIGN}"),
        lambda: sign(drafted.office.outside, CHAIRMAN, ref, shown.sha256, city.KEY_PASSWORD),
    ):
        with pytest.raises(SigningRefused) as refused:
            act()
        assert refused.value.reason == "initial_void"


def test_nothing_is_signed_without_the_initial_that_the_procedure_asks_for(
    drafted: Papers,
) -> None:
    drafted.initial(to_trinh=drafted.draft().sha256)
    with drafted.office.outside.sessions.begin() as session:
        [row] = session.scalars(select(OpinionRow).where(OpinionRow.kind == "initial"))
        session.delete(row)
    with pytest.raises(SigningRefused) as refused:
        drafted.to_sign(f"{SUBMISSION}/{SIGN}")
    assert refused.value.reason == "initial_missing"


def test_a_draft_is_shown_to_who_does_the_step_and_to_nobody_else(drafted: Papers) -> None:
    ref = drafted.office.ref(drafted.id, REVIEW)
    with pytest.raises(NotYours):
        show_draft(drafted.office.outside, person("mot_cua"), ref, "to_trinh")
    with pytest.raises(NotFound):
        show_draft(drafted.office.outside, drafted.reviewer, ref, "khong_co")


def test_there_is_no_draft_before_somebody_wrote_it(papers: Papers) -> None:
    ref = papers.office.ref(papers.id, DRAFT)
    with pytest.raises(NotFound) as refused:
        show_draft(papers.office.outside, person("tu_phap"), ref, "to_trinh")
    assert refused.value.sentence == "“Tờ trình” chưa được soạn."


def test_the_page_to_sign_is_written_anew_when_the_dossier_says_something_else(
    drafted: Papers,
) -> None:
    drafted.initial(to_trinh=drafted.draft().sha256)
    drafted.issue(SUBMISSION)
    step = f"{RESULT}/{SIGN}"
    old = drafted.to_sign(step)
    drafted.back(step, REVIEW)
    drafted.office.clock.forward(minutes=1)
    ref = drafted.office.ref(drafted.id, REVIEW)
    complete(
        drafted.office.outside,
        drafted.reviewer,
        ref,
        {"y_kien": "Đồng ý."},
        shown={"to_trinh": drafted.draft().sha256},
    )
    drafted.issue(SUBMISSION)
    assert drafted.to_sign(step).sha256 != old.sha256
    assert len(drafted.documents()["to_trinh"]) == 2


def _void(papers: Papers) -> UUID:
    with papers.office.outside.sessions.begin() as session:
        [row] = session.scalars(select(OpinionRow).where(OpinionRow.kind == "initial"))
        row.void_at = papers.office.clock.now()
        return row.id
