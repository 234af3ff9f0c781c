"""The history in an official's words: every kind of act, and what it did to place and time."""

from __future__ import annotations

from typing import Any

import pytest

from engine.core import acts
from engine.questions.dossier.act_words import _ACTS
from engine.questions.dossier.history_words import in_words
from tests.engine.questions.knowing import CITY, NOW, entry, known, seat, some, task

REVIEW, DRAFT = "SoatPhong", "ThamDinh"
REVIEWS = "bước “Soát, ký nháy, trình Lãnh đạo Sở”"


def said(*entries: Any, among: Any = None, reasons: Any = None) -> list[str]:
    return [line.says for line in in_words(entries, among or known(), reasons or {})]


def test_every_act_has_its_words_or_is_left_out_on_purpose() -> None:
    kinds = {
        each.kind
        for each in vars(acts).values()
        if isinstance(each, type) and issubclass(each, acts.Act) and each is not acts.Act
    }
    assert kinds - set(_ACTS) == set()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            entry("received", who="vân", code="H26.901-260309-0001", papers=["a", "b"]),
            "Cao Thị Hồng Vân (Chuyên viên) tiếp nhận hồ sơ H26.901-260309-0001, "
            "2 giấy tờ kèm theo.",
        ),
        (entry("claimed", REVIEW, "phong"), f"Tạ Đình Phong (Trưởng phòng) nhận xử lý {REVIEWS}."),
        (
            entry("unclaimed", REVIEW, "phong"),
            f"Tạ Đình Phong (Trưởng phòng) trả lại việc đã nhận ở {REVIEWS}.",
        ),
        (
            entry("assigned", REVIEW, "thái", to=str(some("phong"))),
            f"Bùi Quang Thái (Giám đốc) giao {REVIEWS} cho Tạ Đình Phong.",
        ),
        (
            entry("completed", REVIEW, "phong", initials=[[str(some("trinh")), "00"]]),
            f"Tạ Đình Phong (Trưởng phòng) ký nháy “Tờ trình” ở {REVIEWS}.",
        ),
        (
            entry(
                "returned",
                REVIEW,
                "phong",
                target=DRAFT,
                given=[[str(some(DRAFT)), str(some("vân"))]],
            ),
            f"Tạ Đình Phong (Trưởng phòng) chuyển trả hồ sơ từ {REVIEWS} về bước “Thẩm định, dự "
            "thảo văn bản trình”, giao lại Cao Thị Hồng Vân.",
        ),
        (
            entry("opinion_given", REVIEW, "đạt", opinions=[["objected", "00"]]),
            "Trịnh Hữu Đạt (Chánh Văn phòng, Ủy ban nhân dân thành phố) cho ý kiến ở "
            f"{REVIEWS}: không nhất trí.",
        ),
        (
            entry("voted", REVIEW, "phong", votes=[None]),
            f"Tạ Đình Phong (Trưởng phòng) đã bỏ phiếu kín ở {REVIEWS}.",
        ),
        (
            entry("voted", REVIEW, "phong", votes=["against"]),
            f"Tạ Đình Phong (Trưởng phòng) bỏ phiếu ở {REVIEWS}: không tán thành.",
        ),
        (
            entry("conflict_declared", REVIEW, "phong"),
            "Tạ Đình Phong (Trưởng phòng) khai báo xung đột lợi ích, không tham gia giải quyết "
            "hồ sơ này nữa.",
        ),
        (
            entry(
                "council_closed", REVIEW, "phong", members=5, agree=3, against=1, abstain=0,
                conflicts=1, passed=False,
            ),
            f"Tạ Đình Phong (Trưởng phòng) kết thúc bỏ phiếu ở {REVIEWS}: 5 thành viên, 1 không "
            "tham gia vì xung đột lợi ích; 3 tán thành, 1 không tán thành, 0 không có ý kiến; "
            "kết quả: không thông qua.",
        ),
        (
            entry("withdrawn", None, "vân", ended="withdrawn", timeliness="before"),
            "Cao Thị Hồng Vân (Chuyên viên) ghi nhận người nộp rút hồ sơ. "
            "Hồ sơ kết thúc: đã rút hồ sơ, trước hạn.",
        ),
        (
            entry("stopped", None, "thái", ended="stopped"),
            "Bùi Quang Thái (Giám đốc) dừng giải quyết hồ sơ. "
            "Hồ sơ kết thúc: đã dừng giải quyết.",
        ),
        (
            entry("linked", None, "vân", links=[["H26.1-260309-0009", "related"]]),
            "Cao Thị Hồng Vân (Chuyên viên) liên kết với hồ sơ liên quan H26.1-260309-0009.",
        ),
        (
            entry("linked", links=[["H26.1-260309-0009", "apology"]]),
            "Hệ thống mở hồ sơ xin lỗi và đề nghị gia hạn H26.1-260309-0009.",
        ),
        (
            entry("extended", until="2026-04-01T03:00:00.000000Z", ground="02/XL-SDTTG"),
            "Thời hạn giải quyết được gia hạn đến 10:00 ngày 01/04/2026 theo văn bản số "
            "02/XL-SDTTG.",
        ),
        (
            entry("signature_refused", REVIEW, "thái", reason="page_changed"),
            f"Chữ ký của Bùi Quang Thái (Giám đốc) ở {REVIEWS} không được chấp nhận vì văn bản "
            "đã thay đổi sau khi mở để ký.",
        ),
        (
            entry("signature_refused", REVIEW, "thái", reason="no_such_words"),
            f"Chữ ký của Bùi Quang Thái (Giám đốc) ở {REVIEWS} không được chấp nhận (mã "
            "no_such_words).",
        ),
        (
            entry("sealed", "KyToTrinh/VanThuDongDau", "vân", numbers=[[7, "TTr-SDTTG"]]),
            "Cao Thị Hồng Vân (Chuyên viên) cấp số 07/TTr-SDTTG, đóng dấu “Tờ trình của Sở về đề "
            "nghị thay đổi trụ sở”.",
        ),
        (
            entry("machine_done", REVIEW, step="open_linked", links=[["H26.2-0001", "child"]]),
            "Hệ thống mở hồ sơ liên thông H26.2-0001.",
        ),
        (
            entry("message_delivered", REVIEW, message="linked_x", papers=["a"], sender="H26.2-1"),
            "Hồ sơ liên thông H26.2-1 trả lời, kèm 1 văn bản.",
        ),
        (entry("timer_fired", REVIEW), "Đã đến hạn “Soát, ký nháy, trình Lãnh đạo Sở”."),
    ],
    ids=lambda value: value[1]["kind"] if isinstance(value, tuple) else "",
)  # fmt: skip
def test_an_act_is_told_as_an_official_would(content: Any, words: str) -> None:
    assert said(content, among=known(trinh="Tờ trình")) == [words]


def test_after_an_act_it_is_told_where_the_dossier_lies() -> None:
    opened = [[str(some(REVIEW)), REVIEW, None, [str(seat("liên")), str(seat("thái"))]]]
    done = entry("completed", DRAFT, "vân", opened=opened)
    [line] = said(done, among=known(task(REVIEW)))
    assert line.endswith(f"Hồ sơ chuyển Giám đốc hoặc Phó Giám đốc, {REVIEWS}.")


def test_another_agency_is_named_and_a_chosen_officer_by_name() -> None:
    opened = [[str(some(REVIEW)), REVIEW, None, [str(seat("đạt"))]]]
    done = entry("completed", DRAFT, "vân", opened=opened)
    [line] = said(done, among=known(task(REVIEW, unit_id=CITY)))
    assert "Hồ sơ chuyển Chánh Văn phòng của Ủy ban nhân dân thành phố," in line
    chosen = entry(
        "completed", DRAFT, "vân", opened=opened, given=[[str(some(REVIEW)), str(some("đạt"))]]
    )
    [line] = said(chosen, among=known(task(REVIEW, unit_id=CITY)))
    assert f"Hồ sơ chuyển Trịnh Hữu Đạt, {REVIEWS}." in line


def test_members_of_a_joint_step_are_told_once_by_their_agencies() -> None:
    joint = task(REVIEW, kind="joint")
    member = task(DRAFT, parent_id=joint.id, unit_id=CITY)
    opened: Any = [[str(t.id), t.element, None, []] for t in (joint, member)]
    [line] = said(entry("completed", "TiepNhan", "vân", opened=opened), among=known(joint, member))
    assert line.endswith(f"Hồ sơ chuyển lấy ý kiến Ủy ban nhân dân thành phố, {REVIEWS}.")


def test_the_stop_of_the_clock_and_its_going_on_are_told_with_the_new_date() -> None:
    wait = "BoSung/NhanBoSung"
    stop = entry("completed", DRAFT, "vân", opened=[[str(some(wait)), wait, None, []]])
    on = entry(
        "message_delivered",
        wait,
        "vân",
        message="supplement_received",
        papers=["a"],
        closed=[[str(some(wait)), wait, "done", None]],
        due="2026-04-01T03:00:00.000000Z",
    )
    stopped, went_on = said(stop, on, among=known(task(wait, kind="message")))
    assert stopped.endswith("Thời hạn giải quyết tạm dừng trong lúc chờ người nộp bổ sung.")
    assert went_on.endswith(
        "nhận hồ sơ bổ sung, 1 giấy tờ. Thời hạn giải quyết tiếp tục chạy, hẹn trả lúc 10:00 "
        "ngày 01/04/2026."
    )


def test_a_late_step_and_a_step_for_nobody_are_said() -> None:
    late = entry("completed", DRAFT, "vân", closed=[[str(some(DRAFT)), DRAFT, "done", "after"]])
    gap = entry("completed", DRAFT, "vân", incidents=[str(some(REVIEW))])
    one, two = said(late, gap, among=known(task(REVIEW)))
    assert "hoàn thành bước “Thẩm định, dự thảo văn bản trình” (quá hạn)." in one
    assert two.endswith("Chưa có ai làm được bước “Soát, ký nháy, trình Lãnh đạo Sở”.")


def test_what_led_to_a_told_end_is_not_told_beside_it() -> None:
    sign = "KyToTrinh/LanhDaoKy"
    shown, made = entry("shown", sign, "thái", versions=[]), entry("signature_made", sign, "thái")
    assert len(said(shown, made)) == 2
    [line] = said(shown, made, entry("signed", sign, "thái", versions=[]))
    assert line.startswith("Bùi Quang Thái (Giám đốc) đã ký số “Tờ trình của Sở")


def test_the_reason_stands_beside_its_line() -> None:
    [line] = in_words(
        [entry("returned", REVIEW, "phong", target=DRAFT)],
        known(),
        {(NOW, some("phong")): "Thiếu căn cứ."},
    )
    assert line.why == "Thiếu căn cứ."
