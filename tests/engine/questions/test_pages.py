"""One dossier in the reader's words: its task, its page, its history, its public status."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from sqlalchemy import update

from engine.actions.documents.show import show
from engine.actions.tasks.claim import claim
from engine.errors import AlreadyDone, NotFound, UploadRefused
from engine.questions.dossier.files import document_bytes, paper_bytes
from engine.questions.dossier.page import dossier_page
from engine.questions.intake.procedures import open_for_intake
from engine.questions.operations.health import health, ready
from engine.questions.operations.operations import stuck
from engine.questions.public.status import result, status
from engine.questions.public.verdict import verdict
from engine.questions.slips import receipt
from engine.questions.task.page import TaskPage, task_page
from engine.store.records import CompetenceRow
from engine.store.register_epoch import bump_epoch
from tests.factories.office import (
    AWAIT_PAPERS,
    EXAMINE,
    FIT,
    HAND_OVER,
    HANDED_OVER,
    SEAL,
    SIGN,
    TERM,
    Office,
    person,
)
from tests.factories.people import revoke_assignment
from tests.factories.pki import RunningPki
from tests.factories.stages import Case


def _task(case: Case, login: str, step: str) -> TaskPage:
    return task_page(case.office.outside, person(login), case.office.ref(case.id, step))


# --- a task -------------------------------------------------------------------------------------


def test_a_form_task_says_what_to_do_until_when_and_why_it_is_mine(received: Case) -> None:
    page = _task(received, "tu_phap", EXAMINE)
    assert (page.kind, page.step_name, page.element) == ("form", "Thẩm định hồ sơ", EXAMINE)
    assert page.form is not None
    assert page.primary_action == "Chuyển theo kết luận"
    assert (page.can_act, page.why_not) == (True, None)
    assert page.why_mine == "Việc của vị trí Công chức Tư pháp - Hộ tịch."
    assert page.remaining == "Còn 3 giờ"
    assert [p.title for p in page.papers] == [
        "Giấy tờ tùy thân của người yêu cầu (bản chụp để đối chiếu)"
    ]
    assert page.head.code == "H26.999-260309-0001"
    assert page.head.status_words == "Đang giải quyết"
    assert page.signer.document == "Bản sao từ sổ gốc"
    assert page.signer.capacity == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert page.signer.hint == "Phạm Thu Hà, hoặc 1 người khác có thẩm quyền."
    assert page.signer.why[0].startswith("Ủy ban nhân dân phường Bến Nước có thẩm quyền")


def test_who_may_not_act_reads_why(received: Case) -> None:
    page = _task(received, "mot_cua", EXAMINE)
    assert not page.can_act
    assert page.why_not is not None
    assert "Nguyễn Thị Hoa" in page.why_not
    assert page.why_mine == ""
    claim(received.office.outside, person("tu_phap"), received.office.ref(received.id, EXAMINE))
    page = _task(received, "tu_phap_2", EXAMINE)
    assert (page.can_act, page.assignee_name) == (False, "Trần Văn Minh")
    own = _task(received, "tu_phap", EXAMINE)
    assert (own.can_act, own.why_mine) == (True, "Ông/bà đã nhận xử lý việc này.")


@pytest.mark.parametrize(
    ("stage", "step", "login", "kind"),
    [("to_sign", SIGN, "chu_tich", "sign"), ("to_seal", SEAL, "van_thu", "seal")],
)
def test_signing_and_sealing_have_pages_of_their_own(
    request: pytest.FixtureRequest, stage: str, step: str, login: str, kind: str
) -> None:
    case: Case = request.getfixturevalue(stage)
    page = _task(case, login, step)
    assert (page.kind, page.can_act, page.attempt) == (kind, True, None)


def test_a_signature_being_finished_is_shown_so_that_nobody_signs_twice(
    to_sign: Case, pki: RunningPki
) -> None:
    with pki.down("tsa"):
        attempt_id = to_sign.office.sign(to_sign.id)
        to_sign.office.sweep()
    shown = _task(to_sign, "chu_tich", SIGN).attempt
    assert shown is not None
    assert (shown.id, shown.status, shown.tries) == (attempt_id, "made", 1)
    assert shown.trouble is not None


def test_waits_are_for_nobody_but_the_desk(awaiting: Case) -> None:
    wait = _task(awaiting, "mot_cua", AWAIT_PAPERS)
    assert (wait.kind, wait.can_act) == ("wait", True)
    other = _task(awaiting, "tu_phap", AWAIT_PAPERS)
    assert other.why_not == "Chỉ bộ phận tiếp nhận được nhận giấy tờ bổ sung."
    term = _task(awaiting, "mot_cua", TERM)
    assert (term.kind, term.why_not) == ("wait", "Bước này do hệ thống làm.")
    assert wait.head.remaining == "Tạm dừng từ 09/03/2026"
    assert wait.head.status_words == "Chờ người nộp bổ sung"


def test_a_task_that_is_done_says_by_whom(received: Case) -> None:
    ref = received.office.ref(received.id, EXAMINE)
    received.office.complete("tu_phap", received.id, EXAMINE, FIT)
    with pytest.raises(AlreadyDone, match="Trần Văn Minh"):
        task_page(received.office.outside, person("tu_phap_2"), ref)


def test_without_anybody_competent_the_task_and_the_operator_say_so(received: Case) -> None:
    office = received.office
    _end_competence(office)
    revoke_assignment(office.outside, office.clock.now())
    assert _task(received, "tu_phap", EXAMINE).signer.hint == (
        "Chưa có ai có thẩm quyền ký vào lúc này."
    )
    office.complete("tu_phap", received.id, EXAMINE, FIT)
    [found] = stuck(office.outside, person("van_thu"))
    assert (found.what, found.outbox_id) == ("Ký số văn bản", None)
    assert found.why.startswith("Chưa có ai làm được bước này: Thẩm quyền theo Nghị định")
    line = dossier_page(office.outside, person("van_thu"), received.id).tasks[0]
    assert line.who == found.why


def _end_competence(office: Office) -> None:
    with office.outside.sessions.begin() as session:
        bump_epoch(session)
        session.execute(update(CompetenceRow).values(valid_to=office.clock.now()))


# --- a dossier ----------------------------------------------------------------------------------


def test_the_page_of_a_finished_dossier_tells_the_whole_way(to_hand_over: Case) -> None:
    office = to_hand_over.office
    office.complete("mot_cua", to_hand_over.id, HAND_OVER, HANDED_OVER)
    page = dossier_page(office.outside, person("mot_cua"), to_hand_over.id)
    assert (page.head.status_words, page.head.remaining) == ("Đã có kết quả", "")
    assert page.head.accountable_name == "Trần Văn Minh"
    assert page.tasks == ()
    [document] = page.documents
    assert (document.number_text, document.released) == ("01/BS-UBND", True)
    assert document.status_words == "đã phát hành"
    assert [s.state for s in page.steps] == ["done"] * 5
    assert page.steps[1].note == "Trần Văn Minh · 09:05 ngày 09/03/2026"
    says = [line.says for line in page.history]
    assert says == [
        "Nguyễn Thị Hoa (Công chức Bộ phận Một cửa) tiếp nhận hồ sơ H26.999-260309-0001, 1 giấy tờ "
        "kèm theo. Thời hạn giải quyết bắt đầu tính, hẹn trả lúc 17:30 ngày 09/03/2026.",
        "Nguyễn Thị Hoa (Công chức Bộ phận Một cửa) hoàn thành bước “Tiếp nhận hồ sơ”. "
        "Hồ sơ chuyển Công chức Tư pháp - Hộ tịch, bước “Thẩm định hồ sơ”.",
        "Trần Văn Minh (Công chức Tư pháp - Hộ tịch) hoàn thành bước “Thẩm định hồ sơ”. "
        "Hồ sơ chuyển Chủ tịch hoặc Phó Chủ tịch, bước “Ký số văn bản”.",
        "Lê Quang Hùng (Chủ tịch) đã ký số “Bản sao từ sổ gốc”.",
        "Đỗ Thị Lan (Công chức Văn thư) cấp số 01/BS-UBND, đóng dấu “Bản sao từ sổ gốc”.",
        "Hệ thống kiểm tra chữ ký số và phát hành “Bản sao từ sổ gốc”. "
        "Hồ sơ chuyển Công chức Bộ phận Một cửa, bước “Trả kết quả”.",
        "Nguyễn Thị Hoa (Công chức Bộ phận Một cửa) hoàn thành bước “Trả kết quả”. "
        "Hồ sơ kết thúc: đã có kết quả, đúng hạn.",
    ]


def test_the_way_ahead_is_told_without_side_roads(received: Case) -> None:
    page = dossier_page(received.office.outside, person("tu_phap"), received.id)
    told = [(s.name, s.state) for s in page.steps]
    assert told == [
        ("Tiếp nhận hồ sơ", "done"),
        ("Thẩm định hồ sơ", "now"),
        ("Ký số văn bản", "next"),
        ("Cấp số, đóng dấu văn bản", "next"),
        ("Trả kết quả", "next"),
    ]
    [line] = page.tasks
    assert (line.who, line.remaining) == ("Công chức Tư pháp - Hộ tịch", "Còn 3 giờ")


def test_after_the_machine_has_worked_the_page_says_so(to_sign: Case, pki: RunningPki) -> None:
    with pki.down("ocsp", "crls"):
        to_sign.office.sign(to_sign.id)
        to_sign.office.sweep()
    to_sign.office.clock.forward(seconds=10)
    assert to_sign.office.sweep() == 2
    page = dossier_page(to_sign.office.outside, person("chu_tich"), to_sign.id)
    assert page.documents[0].status_words == "đã ký, chờ đóng dấu"


def test_a_refused_signature_is_told_with_its_reason(to_sign: Case) -> None:
    office = to_sign.office
    office.sign(to_sign.id, "pho_chu_tich")
    revoke_assignment(office.outside, office.clock.now())
    office.sweep()
    says = [
        line.says for line in dossier_page(office.outside, person("chu_tich"), to_sign.id).history
    ]
    assert says[-1] == (
        "Chữ ký của Phạm Thu Hà (Phó Chủ tịch) ở bước “Ký số văn bản” không được chấp nhận "
        "vì phân công hoặc ủy quyền đã bị bãi bỏ."
    )


def test_every_version_of_a_document_can_be_read_and_none_beyond(to_seal: Case) -> None:
    office = to_seal.office
    [document] = office.documents(to_seal.id)
    read = [
        document_bytes(office.outside, person("van_thu"), to_seal.id, document.id, version)[0]
        for version in (1, 2, None)
    ]
    assert read[0] != read[1]
    assert read[1] == read[2]
    for ask in (
        lambda: document_bytes(office.outside, person("van_thu"), to_seal.id, document.id, 3),
        lambda: document_bytes(office.outside, person("van_thu"), to_seal.id, UUID(int=1), None),
        lambda: paper_bytes(office.outside, person("van_thu"), to_seal.id, UUID(int=1)),
    ):
        with pytest.raises(NotFound):
            ask()


def test_the_receipt_is_a_pdf_also_for_a_dossier_without_a_term(received: Case) -> None:
    assert receipt(received.office.outside, person("mot_cua"), received.id).startswith(b"%PDF-")


# --- the public ---------------------------------------------------------------------------------


def test_the_code_of_the_slip_tells_the_status_and_in_the_end_gives_the_result(
    to_seal: Case,
) -> None:
    office = to_seal.office
    code = office.dossier(to_seal.id).lookup_code
    before = status(office.outside, f" {code.lower()} ")
    assert (before.status_words, before.result_available) == ("Đang giải quyết", False)
    with pytest.raises(NotFound):
        result(office.outside, code)
    office.seal(to_seal.id)
    office.sweep()
    after = status(office.outside, code)
    assert (after.result_available, after.finished_at) == (True, None)
    assert result(office.outside, code).startswith(b"%PDF-")
    assert "Thưởng" not in repr(after)
    for wrong in ("", "A" * 24, code[:-1]):
        with pytest.raises(NotFound):
            status(office.outside, wrong)


def test_the_verdict_on_a_released_file_and_on_a_changed_one(to_hand_over: Case) -> None:
    office = to_hand_over.office
    [document] = office.documents(to_hand_over.id)
    result = office.outside.files.get(document.versions[-1].file_sha256)
    good = verdict(office.outside, result)
    assert (good.verdict, good.known) == ("valid", True)
    assert [s.signer for s in good.signatures] == [
        "Lê Quang Hùng", "Ủy ban nhân dân phường Bến Nước",
    ]  # fmt: skip
    assert good.signatures[0].capacity == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert all(s.good for s in good.signatures)
    assert [(s.seal, len(s.glosses)) for s in good.signatures] == [(False, 1), (True, 0)]
    assert good.unchanged is True
    changed = bytearray(result)
    changed[len(changed) // 3] ^= 1
    bad = verdict(office.outside, bytes(changed))
    assert bad.verdict != "valid"
    assert not bad.known
    assert bad.unchanged is not True
    assert bad.sentences
    signed = office.outside.files.get(document.versions[1].file_sha256)
    assert (verdict(office.outside, signed).verdict, verdict(office.outside, signed).known) == (
        "invalid", False,
    )  # fmt: skip
    with pytest.raises(UploadRefused):
        verdict(office.outside, b"GIF89a")


# --- the desk and the machine -------------------------------------------------------------------


def test_the_desk_is_offered_what_is_in_force_with_the_first_steps_form(office: Office) -> None:
    [choice] = open_for_intake(office.outside, person("mot_cua"))
    assert (choice.code, choice.total) == ("2.000908", "trong ngày")
    assert choice.form is not None
    assert choice.form.key == "tiep_nhan"
    assert [p.key for p in choice.papers if p.required] == ["giay_to_tuy_than"]
    assert open_for_intake(office.outside, person("chu_tich")) == ()


def test_ready_means_a_database_of_this_codes_revision(office: Office) -> None:
    assert health(office.outside) == {"status": "ok"}
    told = ready(office.outside)
    assert (told.ok, told.database, told.migrated, told.queue) == (True, True, True, True)


def test_the_page_to_sign_is_among_the_documents(to_sign: Case) -> None:
    show(to_sign.office.outside, person("chu_tich"), to_sign.office.ref(to_sign.id, SIGN))
    page = _task(to_sign, "chu_tich", SIGN)
    assert [d.status_words for d in page.documents] == ["đang trình ký"]
    assert page.documents[0].number_text is None
    assert re.fullmatch(r"Còn \d+ giờ.*", page.remaining)
