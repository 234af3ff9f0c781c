"""An instrument from draft to force: what is refused, by whom it may be approved, what stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from engine.actions.papers import Upload
from engine.actions.register.grants.correct import correct_grant
from engine.actions.register.grants.enter import enter_grant
from engine.actions.register.grants.strike import strike_grant
from engine.actions.register.instruments.attach_file import attach_file
from engine.actions.register.instruments.correct import correct_instrument
from engine.actions.register.instruments.put_in_force import put_in_force
from engine.actions.register.instruments.review import review
from engine.actions.register.instruments.strike import strike_instrument
from engine.core.authority.may_act import may_act
from engine.core.authority.register import Mandate, Power, Question
from engine.errors import AlreadyDone, InvalidAnswers, NotADraft, NotFound, NotYours, UploadRefused
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.simulate.scan import one_page_scan
from engine.store.load_register import load_register
from engine.store.records import GrantRow, InstrumentRow, RegisterEventRow
from engine.store.register_acts import lines_of
from engine.store.register_changes import current
from engine.store.time import read_time
from tests.factories.acts_entered import COPY, attach_scan, draft, in_force, line, told
from tests.factories.office import SIGN, Office
from tests.factories.people import actor_of
from tests.factories.stages import Case

FIRST, SECOND = actor_of("quan_tri"), actor_of("quan_tri_2")
OTHER = city.seat("tu_phap_2").person_id
BLASTING = "2.000229"


def state_of(outside: Outside, instrument_id: UUID) -> str:
    with outside.sessions.begin() as session:
        return current(session, InstrumentRow, instrument_id).state


def lines(outside: Outside, instrument_id: UUID) -> Sequence[GrantRow]:
    with outside.sessions.begin() as session:
        return lines_of(session, instrument_id)


def refused(office: Office, **changed: Any) -> dict[str, list[str]]:
    with pytest.raises(InvalidAnswers) as refusal:
        draft(office.outside, **changed)
    return {field: list(said) for field, said in refusal.value.fields.items()}


def may_decide(outside: Outside, login: str) -> bool:
    with outside.sessions.begin() as session:
        time = read_time(session, outside.clock.now())
        register = load_register(session, COPY, [city.WARD], time.epoch)
    person = city.seat(login).person_id
    answer = may_act(register, Question(person, Power.DECIDE, COPY, city.WARD, time.now))
    return isinstance(answer, Mandate)


def test_what_is_put_in_force_by_the_second_registrar_holds_at_once(office: Office) -> None:
    outside = office.outside
    assert not may_decide(outside, "tu_phap")
    instrument_id = in_force(outside)
    assert state_of(outside, instrument_id) == "in_force"
    assert may_decide(outside, "tu_phap")
    assert not may_decide(outside, "tu_phap_2")
    with outside.sessions.begin() as session:
        row = current(session, InstrumentRow, instrument_id)
        assert row.paper_attested_by_id == SECOND.person_id
        events = session.scalars(
            select(RegisterEventRow)
            .where(RegisterEventRow.record_id == instrument_id)
            .order_by(RegisterEventRow.id)
        )
        assert [event.kind for event in events] == [
            "entered", "file_attached", "reviewed", "put_in_force",
        ]  # fmt: skip


def test_only_registrars_enter(office: Office) -> None:
    with pytest.raises(NotYours):
        draft(office.outside, by="chu_tich")


def test_who_entered_or_touched_a_line_does_not_approve(office: Office) -> None:
    outside = office.outside
    instrument_id = draft(outside)
    with pytest.raises(NotYours) as refusal:
        review(outside, FIRST, instrument_id, None)
    assert refusal.value.clause == "entered_it"
    review(outside, SECOND, instrument_id, None)
    with pytest.raises(NotYours):
        put_in_force(outside, FIRST, instrument_id, seen=None)
    [row] = lines(outside, instrument_id)
    correct_grant(outside, SECOND, row.id, line(to_person_id=OTHER))
    with pytest.raises(NotYours):
        review(outside, SECOND, instrument_id, None)


def test_what_was_reviewed_and_is_corrected_is_a_draft_again(office: Office) -> None:
    outside = office.outside
    instrument_id = draft(outside)
    review(outside, SECOND, instrument_id, None)
    with pytest.raises(InvalidAnswers) as refusal:
        correct_instrument(outside, FIRST, instrument_id, told(number="89/QĐ-UBND"), "", None)
    assert list(refusal.value.fields) == ["reason"]
    [row] = lines(outside, instrument_id)
    changed = told(number="89/QĐ-UBND", lines=(line(id=row.id), line(to_person_id=OTHER)))
    correct_instrument(outside, FIRST, instrument_id, changed, "Sai số", None)
    assert state_of(outside, instrument_id) == "draft"
    assert len(lines(outside, instrument_id)) == 2
    # The known line did not change: it keeps its row.
    assert lines(outside, instrument_id)[0].row_id == row.row_id
    with pytest.raises(InvalidAnswers) as early:
        put_in_force(outside, SECOND, instrument_id, seen=None)
    assert list(early.value.fields) == ["state"]


def test_lines_come_change_and_go_one_by_one(office: Office) -> None:
    outside = office.outside
    instrument_id = draft(outside)
    review(outside, SECOND, instrument_id, None)
    added = enter_grant(outside, FIRST, instrument_id, line(to_person_id=OTHER))
    assert state_of(outside, instrument_id) == "draft"
    with pytest.raises(InvalidAnswers) as twice:
        enter_grant(outside, FIRST, instrument_id, line())
    assert list(twice.value.fields) == ["to"]
    strike_grant(outside, FIRST, added, "Nhập nhầm")
    assert len(lines(outside, instrument_id)) == 1
    with pytest.raises(NotFound):
        correct_grant(outside, FIRST, added, line())


def test_an_older_page_is_told(office: Office) -> None:
    instrument_id = draft(office.outside)
    with office.outside.sessions.begin() as session:
        seen = current(session, InstrumentRow, instrument_id).row_id
    attach_scan(office.outside, instrument_id)
    with pytest.raises(AlreadyDone):
        review(office.outside, SECOND, instrument_id, seen)


def test_each_rule_of_entry_has_its_sentence(office: Office) -> None:
    assert (
        "Không có thủ tục mang mã: 9.9"
        in refused(office, lines=(line(procedures=("9.9",)),))["lines.0.procedures"][0]
    )
    assert refused(office, number="", kind="x", issued_on=None).keys() == {
        "number", "kind", "issued_on",
    }  # fmt: skip
    assert "trước ngày bắt đầu" in refused(office, valid_to=date(2026, 1, 1))["valid_to"][0]
    by_staff = refused(office, issuer_id=city.seat("van_thu").position_id)
    assert "không có quyền quyết định" in by_staff["lines.0.giver"][0]
    scoped = refused(office, lines=(line(scope="khong_co = 1"),))
    assert "Không có dữ kiện “khong_co”" in scoped["lines.0.scope"][0]


def test_a_number_is_used_once_a_year_by_one_agency(office: Office) -> None:
    found = refused(
        office, number="15/qđ-ubnd", issued_on=date(2025, 8, 1), valid_from=date(2025, 8, 1)
    )
    assert "đã dùng cho văn bản ngày 02/07/2025" in found["number"][0]
    draft(office.outside, number="15/QĐ-UBND")  # another year
    assert refused(office, number="15/QĐ-UBND").keys() == {"number"}


def test_an_assignment_that_lies_over_another_says_so_or_supersedes_it(office: Office) -> None:
    deputy = line(to_person_id=None, to_position_id=city.seat("pho_chu_tich").position_id)
    over = refused(office, kind="deputy", lines=(deputy,))
    assert over["lines.0.to"][0].startswith("Quyết định số 15/QĐ-UBND")
    draft(office.outside, kind="deputy", lines=(deputy,), supersedes_id=city.ASSIGNMENT)


def test_what_had_force_is_neither_written_anew_nor_struck(office: Office) -> None:
    for touch in (
        lambda: correct_instrument(office.outside, FIRST, city.ASSIGNMENT, told(), "Sai", None),
        lambda: strike_instrument(office.outside, FIRST, city.ASSIGNMENT, "Sai"),
        lambda: attach_scan(office.outside, city.ASSIGNMENT),
        lambda: enter_grant(office.outside, FIRST, city.ASSIGNMENT, line()),
    ):
        with pytest.raises(NotADraft):
            touch()


def test_a_struck_draft_is_known_no_longer(office: Office) -> None:
    instrument_id = draft(office.outside)
    with pytest.raises(InvalidAnswers):
        strike_instrument(office.outside, SECOND, instrument_id, " ")
    strike_instrument(office.outside, SECOND, instrument_id, "Nhập hai lần")
    with pytest.raises(NotFound):
        review(office.outside, SECOND, instrument_id, None)
    draft(office.outside)  # its number is free again


# --- the file -----------------------------------------------------------------------------------


def approve(outside: Outside, instrument_id: UUID, **told: Any) -> None:
    review(outside, SECOND, instrument_id, None)
    put_in_force(outside, SECOND, instrument_id, seen=None, reason="Đã xem", **told)


def refusal_of_file(
    outside: Outside, data: bytes | None, *, on_paper: bool = False, **changed: Any
) -> dict[str, str]:
    instrument_id = draft(outside, **changed)
    if data is not None:
        upload = Upload("", "quyet-dinh.pdf", data)
        attach_file(outside, FIRST, instrument_id, upload, on_paper=on_paper)
    with pytest.raises(InvalidAnswers) as refusal:
        approve(outside, instrument_id)
    strike_instrument(outside, FIRST, instrument_id, "Xong")
    return {field: said[0] for field, said in refusal.value.fields.items()}


def test_without_its_decision_an_instrument_gets_no_force(office: Office) -> None:
    assert "Chưa có tệp" in refusal_of_file(office.outside, None)["file"]
    unsigned = one_page_scan("quyet-dinh")
    assert "chưa được ký số" in refusal_of_file(office.outside, unsigned)["file"]
    on_paper = refusal_of_file(office.outside, unsigned, on_paper=True)
    assert "đối chiếu" in on_paper["paper_compared"]


def test_a_file_that_is_no_pdf_is_not_taken(office: Office) -> None:
    instrument_id = draft(office.outside)
    with pytest.raises(UploadRefused):
        attach_file(office.outside, FIRST, instrument_id, Upload("", "a.txt", b"x"), on_paper=False)


def test_the_decision_is_signed_by_its_issuer_and_unchanged(to_hand_over: Case) -> None:
    """The ward's own result stands for its decision: signed by the chairman, sealed by the ward."""
    office = to_hand_over.office
    version = office.documents(to_hand_over.id)[0].versions[-1]
    decision = office.outside.files.get(version.file_sha256)
    changed = refusal_of_file(office.outside, decision + b"\n%x\n")
    assert "sửa sau khi ký" in changed["file"]
    to = line(
        to_person_id=None, to_position_id=city.seat("chu_tich").position_id, procedures=(BLASTING,)
    )
    elsewhere = refusal_of_file(
        office.outside,
        decision,
        kind="delegation",
        issuer_id=city.seat("lc_ct").position_id,
        lines=(to,),
    )
    assert "không phải người giữ chức Chủ tịch" in elsewhere["file"]
    instrument_id = draft(office.outside)
    attach_file(office.outside, FIRST, instrument_id, Upload("", "q.pdf", decision), on_paper=False)
    approve(office.outside, instrument_id)
    assert state_of(office.outside, instrument_id) == "in_force"


def test_what_is_put_in_force_reaches_the_dossiers_under_way(to_sign: Case) -> None:
    """A civil servant named this morning is asked about the dossier that waits since yesterday."""
    office = to_sign.office

    def asked() -> set[UUID]:
        [task] = [t for t in office.tasks(to_sign.id) if t.element == SIGN and t.status == "open"]
        return set(task.holders)

    assert OTHER not in asked()
    in_force(office.outside, lines=(line(to_person_id=OTHER),))
    office.sweep()
    assert OTHER in asked()
