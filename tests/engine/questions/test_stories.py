"""Pages of the shipped procedures in the middle of their stories: returns, councils, agencies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.actions.dossiers.stop import stop
from engine.errors import NotFound
from engine.questions.dossier.page import dossier_page
from engine.questions.inbox.inbox import inbox
from engine.questions.operations.operations import stuck
from engine.questions.places import places
from engine.questions.slips import control_sheet
from engine.questions.task.page import TaskPage, task_page
from tests.engine.questions.telling import Told, told
from tests.factories.stages import Stages
from tests.workflows.pages import words

REASON = "Chưa nêu ý kiến của Ủy ban nhân dân phường về nơi đến."


@pytest.fixture
def sent_back(stages: Stages) -> Iterator[Told]:
    """hn_1.012644, sent back once and drafted anew: the head of the division reviews again."""
    with told(stages, "hn_1.012644", "returned_once", before=("complete", "SoatPhong")) as story:
        yield story


@pytest.fixture
def voting(stages: Stages) -> Iterator[Told]:
    """byt_3621: the council of the basic level, of which all but the secretary's close is done."""
    with told(stages, "byt_3621", "straight_through", before=("close_council", "HopCoSo")) as story:
        yield story


def _task(story: Told, login: str, step: str) -> TaskPage:
    return task_page(story.outside, story.actor(login), story.ref(step))


def test_the_way_back_is_told_on_every_page_it_concerns(sent_back: Told) -> None:
    page = dossier_page(sent_back.outside, sent_back.actor("hn_cv"), sent_back.id)
    says = [line.says for line in page.history]
    assert says[1] == (
        "Ngô Thị Thanh Bình (Công chức Bộ phận TN&TKQ) hoàn thành bước “Tiếp nhận, số hóa hồ sơ”. "
        "Hồ sơ chuyển Trưởng Bộ phận TN&TKQ, bước “Chuyển hồ sơ cho Lãnh đạo Sở”."
    )
    assert says[4] == (
        "Tạ Đình Phong (Trưởng phòng Nghiệp vụ) hoàn thành bước “Giao chuyên viên thụ lý”. "
        "Hồ sơ chuyển Cao Thị Hồng Vân, bước “Thẩm định, dự thảo văn bản trình”."
    )
    [back] = [line for line in page.history if line.why]
    assert back.why == REASON
    assert back.says.endswith("“Thẩm định, dự thảo văn bản trình”, giao lại Cao Thị Hồng Vân.")
    assert [s.state for s in page.steps if s.state != "next"] == [
        *["done"] * 5,
        "back",
        "done",
        "now",
    ]
    assert {s.unit for s in page.steps} == {None, "Ủy ban nhân dân thành phố Hà Nội"}
    text = words(control_sheet(sent_back.outside, sent_back.actor("hn_mc"), sent_back.id))
    assert "Cơ quan giải quyết hồ sơ: Sở Dân tộc và Tôn giáo" in text
    assert "Chuyển trả về" in text


def test_a_step_that_initials_says_so_and_may_send_back(sent_back: Told) -> None:
    page = _task(sent_back, "hn_tp", "SoatPhong")
    assert (page.kind, page.initials) == ("form", ("to_trinh",))
    assert page.primary_action == "Ký nháy, trình Lãnh đạo Sở"
    [way] = page.ways.returns
    assert (way.target, way.to) == ("ThamDinh", "Cao Thị Hồng Vân")
    assert page.sent_back is None
    assert page.signer.document == "Tờ trình của Sở về đề nghị thay đổi trụ sở"
    assert not _task(sent_back, "hn_cv", "SoatPhong").can_act


def test_the_city_sees_its_part_and_another_agency_nothing(sent_back: Told) -> None:
    page = dossier_page(sent_back.outside, sent_back.actor("tp_cv"), sent_back.id)
    assert not page.acts.any
    with pytest.raises(NotFound):
        dossier_page(sent_back.outside, sent_back.actor("lc_cv"), sent_back.id)


def test_who_answers_for_a_dossier_may_stop_it_and_then_nobody_anything(sent_back: Told) -> None:
    def acts(login: str) -> tuple[bool, ...]:
        of = dossier_page(sent_back.outside, sent_back.actor(login), sent_back.id).acts
        return (of.withdraw, of.stop, of.apologise, of.link)

    assert acts("hn_mc") == (True, False, False, True)
    assert acts("hn_cv") == (False, True, True, True)
    assert acts("hn_gd") == (False, True, True, True)
    assert acts("hn_vt") == (False, False, False, False)
    stop(sent_back.outside, sent_back.actor("hn_gd"), sent_back.id, "Trùng hồ sơ.")
    assert acts("hn_gd") == (False, False, False, False)


def test_a_council_is_closed_by_its_secretary_and_read_by_all(voting: Told) -> None:
    page = _task(voting, "yt_hd2", "HopCoSo")
    assert (page.kind, page.can_act) == ("council", True)
    assert page.joint is not None
    assert page.joint.tally == "5/5 đã bỏ phiếu"
    assert page.joint.needs.startswith("Cần ít nhất 2/3 thành viên bỏ phiếu; thông qua khi 80%")
    assert {m.state for m in page.joint.members} == {"done"}
    [item] = inbox(voting.outside, voting.actor("yt_hd2")).items
    assert item.why == "thư ký hội đồng · Ủy viên thư ký"
    member = _task(voting, "yt_hd3", "HopCoSo")
    assert not member.can_act
    assert inbox(voting.outside, voting.actor("yt_hd3")).items == ()


def test_the_menu_shows_only_where_one_may_go(sent_back: Told) -> None:
    def of(login: str) -> tuple[bool, bool]:
        found = places(sent_back.outside, sent_back.actor(login))
        return (found.desk, found.operations)

    assert of("hn_mc") == (True, False)
    assert of("hn_gd") == (False, True)
    assert of("hn_cv") == (False, False)
    assert stuck(sent_back.outside, sent_back.actor("hn_gd")) == ()


def test_a_letter_of_another_way_is_not_what_will_be_signed(stages: Stages) -> None:
    """laocai_1883: the reply to an incomplete dossier stands first among the documents, but the
    dossier was complete and the plan of the test is being drawn up."""
    before = ("complete", "LapKeHoach")
    with told(stages, "laocai_1883", "straight_through", before=before) as story:
        page = _task(story, "lc_cv", "LapKeHoach")
    assert page.signer.document == "Thông báo kế hoạch kiểm tra"
