"""The slips as the desk prints them, from the records of real dossiers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from engine.actions.dossiers.withdraw import withdraw
from engine.core.dossier import Party
from engine.errors import InvalidAnswers, NotFound, NotYours
from engine.outside.outside import Outside
from engine.questions.dossier.page import dossier_page
from engine.questions.slips import (
    IntakeRefused,
    apology_letter,
    control_sheet,
    intake_refusal,
    receipt,
    register_book,
    stop_notice,
    supplement_request,
)
from engine.questions.slips.register_book import register_lines
from tests.factories.office import Office, person
from tests.factories.stages import Case
from tests.workflows.pages import words

DAY = date(2026, 3, 9)
REFUSED = IntakeRefused(
    "2.000908", Party("Trần Văn Thưởng", None, None, None, None), "Sổ gốc lưu ở phường khác.", ""
)


def _in_earnest(office: Office) -> Outside:
    """Without the ribbon of the trial version, whose letters stand between those of a text."""
    return replace(office.outside, settings=replace(office.outside.settings, demo=False))


def test_the_supplement_slip_is_there_while_the_dossier_waits(awaiting: Case) -> None:
    office = awaiting.office
    text = words(supplement_request(_in_earnest(office), person("mot_cua"), awaiting.id))
    assert "Văn bản ủy quyền." in text
    assert "Thời hạn bổ sung: hết ngày 30 tháng 3 năm 2026." in text
    office.supplement(awaiting.id)
    with pytest.raises(NotFound, match="không đang chờ"):
        supplement_request(office.outside, person("mot_cua"), awaiting.id)


def test_the_control_sheet_tells_every_hand_over_and_the_stop_of_the_clock(awaiting: Case) -> None:
    office = awaiting.office
    office.clock.forward(minutes=30)
    office.supplement(awaiting.id)
    text = words(control_sheet(_in_earnest(office), person("mot_cua"), awaiting.id))
    assert "Người nộp hồ sơ: Trần Văn Thưởng" in text
    assert "Trần Văn Minh" in text
    assert "Trước hạn" in text or "Đúng hạn" in text
    assert "Đã bổ sung hồ sơ" in text
    assert "Thời hạn tạm dừng: từ 09:05 ngày 09/03/2026 đến 09:35 ngày 09/03/2026." in text


def test_a_withdrawn_dossier_has_a_notice_with_the_reason(received: Case) -> None:
    office, clerk = received.office, person("mot_cua")
    with pytest.raises(NotFound, match="không bị dừng"):
        stop_notice(office.outside, clerk, received.id)
    withdraw(office.outside, clerk, received.id, "Người nộp không còn nhu cầu.")
    text = words(stop_notice(_in_earnest(office), clerk, received.id))
    assert "Căn cứ: Người nộp hồ sơ đề nghị rút hồ sơ." in text
    assert "Lý do cụ thể: Người nộp không còn nhu cầu." in text
    keys = [slip.key for slip in dossier_page(office.outside, clerk, received.id).slips]
    assert keys == ["giay-tiep-nhan", "dung-giai-quyet", "kiem-soat"]


def test_without_an_issued_apology_there_is_no_copy_of_one(received: Case) -> None:
    with pytest.raises(NotFound, match="chưa có văn bản xin lỗi"):
        apology_letter(received.office.outside, person("mot_cua"), received.id)


@pytest.mark.parametrize("slip", [receipt, control_sheet, stop_notice, apology_letter])
def test_no_slip_of_a_dossier_that_is_not_there(office: Office, slip: Callable[..., bytes]) -> None:
    with pytest.raises(NotFound):
        slip(office.outside, person("mot_cua"), UUID(int=1))


def test_the_refusal_at_intake_opens_nothing(office: Office) -> None:
    text = words(intake_refusal(_in_earnest(office), person("mot_cua"), REFUSED))
    assert "Sổ gốc lưu ở phường khác." in text
    assert "Cấp bản sao từ sổ gốc (mã thủ tục 2.000908)" in text
    assert register_lines(office.outside, person("mot_cua"), DAY, DAY).lines == ()


@pytest.mark.parametrize(
    ("changes", "kind", "said"),
    [
        ({"procedure": "khong-co"}, NotFound, "chưa có quy trình nội bộ"),
        ({"reason": "  "}, InvalidAnswers, "reason"),
        ({"reason": "x" * 4001}, InvalidAnswers, "reason"),
        ({"applicant": Party("", None, None, None, None)}, InvalidAnswers, "full_name"),
        ({"guidance": "a\x00b"}, InvalidAnswers, "guidance"),
    ],
)
def test_a_refusal_that_lacks_something_says_what(
    office: Office, changes: dict[str, Any], kind: type[Exception], said: str
) -> None:
    with pytest.raises(kind) as refused:
        intake_refusal(office.outside, person("mot_cua"), replace(REFUSED, **changes))
    assert said in str(getattr(refused.value, "fields", refused.value))


def test_only_the_desk_refuses_and_keeps_the_register(office: Office) -> None:
    for act in (
        lambda: intake_refusal(office.outside, person("chu_tich"), REFUSED),
        lambda: register_lines(office.outside, person("chu_tich"), DAY, DAY),
    ):
        with pytest.raises(NotYours):
            act()


def test_the_register_holds_what_this_desk_took_in_in_the_period(to_hand_over: Case) -> None:
    office, clerk = to_hand_over.office, person("mot_cua")
    [line] = register_lines(office.outside, clerk, DAY, DAY).lines
    assert (line.code, line.applicant) == ("H26.999-260309-0001", "Trần Văn Thưởng")
    assert (line.finished_at, line.channel) == (None, "")
    office.complete("mot_cua", to_hand_over.id, "TraKetQua", {"hinh_thuc_tra": "tai_quay"})
    [line] = register_lines(office.outside, clerk, DAY, DAY).lines
    assert (line.status, line.channel) == ("Đã có kết quả", "Trực tiếp tại quầy")
    text = words(register_book(_in_earnest(office), clerk, DAY, DAY))
    assert "H26.999-260309-0001" in text
    assert "Trực tiếp" in text
    before = date(2026, 3, 8)
    assert register_lines(office.outside, clerk, before, before).lines == ()


@pytest.mark.parametrize(
    ("first", "last"), [(date(2026, 3, 10), DAY), (date(2024, 1, 1), date(2026, 1, 1))]
)
def test_a_period_that_is_none_gets_one_sentence(office: Office, first: date, last: date) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        register_lines(office.outside, person("mot_cua"), first, last)
    assert len(refused.value.fields["last"]) == 1
