"""The văn thư's desk by its pages: checks of form, many at once, not to issue."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from engine.actions.documents import seal as sealing
from engine.actions.documents.seal import seal
from engine.actions.documents.show import show
from engine.core.move import TaskRef
from engine.questions.dossier.page import dossier_page
from engine.simulate import demo_city as city
from engine.store.records import NumberRow
from tests.factories.desks import to_seal
from tests.factories.office import EXAMINE, FIT, SEAL, Office, person
from tests.web.browsing import summary
from tests.web.desks.conftest import Seat
from tests.web.desks.test_signing_desk import _pick, _rows

SECRET = city.KEY_PASSWORD


def _address(ref: TaskRef) -> str:
    return f"/van-thu/{ref.dossier_id}/{ref.task_id}"


def _checks(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    listed = page[page.index('class="body checks"') :]
    for state, line in re.findall(
        r'<li class="(good|warning|fault)">.*?</span> (.*?)</span>', listed
    ):
        found.setdefault(state, []).append(line)
    return found


@pytest.fixture
def clerk(seat: Seat) -> FlaskClient:
    return seat("van_thu")


def test_the_queue_stands_by_registers_with_the_numbers_to_come(
    queue: Office, clerk: FlaskClient
) -> None:
    to_seal(queue, 2)
    page = clerk.get("/van-thu").text
    assert len(_rows(page)) == 2
    assert 'class="tally">2<' in page
    assert 'class="tally">2<' in page
    assert "số tiếp theo: 02" in page
    assert "dự kiến số 02/BS-UBND" in page
    assert "dự kiến số 03/BS-UBND" in page
    assert "/ky-duyet" not in page


def test_the_form_is_checked_in_words(queue: Office, clerk: FlaskClient) -> None:
    [ref] = to_seal(queue, 1)
    told = _checks(clerk.get(_address(ref)).text)
    assert set(told) == {"good"}
    said = " ".join(told["good"])
    assert "Chữ ký số hợp lệ vào lúc này" in said
    assert "Tư cách ký đúng danh mục thẩm quyền: TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH." in said
    assert "Ký ngày 09/03/2026, phát hành chậm nhất 10/03/2026." in said
    assert "Nơi nhận: Người yêu cầu; Lưu: VT, TP-HT." in said


def test_issuing_later_than_the_next_working_day_is_warned_of(queue: Office, seat: Seat) -> None:
    [ref] = to_seal(queue, 1)
    queue.clock.forward(days=2)
    page = seat("van_thu").get(_address(ref)).text
    assert "Ký ngày 09/03/2026, đã chậm phát hành." in page
    assert _checks(page)["warning"] == [
        "Ký ngày 09/03/2026, lẽ ra phát hành chậm nhất 10/03/2026; đã chậm."
    ]


def test_several_are_issued_with_one_password_and_numbers_in_order(
    queue: Office, clerk: FlaskClient
) -> None:
    refs = to_seal(queue, 3)
    batch = clerk.post("/van-thu/lo", data=_pick(*reversed(refs))).headers["Location"]
    clerk.post(f"{batch}/trinh-bay")
    assert "Cấp số, đóng dấu, phát hành 3 văn bản" in clerk.get(batch).text
    clerk.post(f"{batch}/ky", data={"password": SECRET})
    queue.sweep()
    page = clerk.get(batch).text
    assert page.count("đã phát hành<") == 3
    numbers = re.findall(r"\d\d/BS-UBND", page)
    assert numbers == ["02/BS-UBND", "03/BS-UBND", "04/BS-UBND"]
    codes = [queue.dossier(ref.dossier_id).code for ref in reversed(refs)]
    assert re.findall(r'class="code quiet">([^<]+)<', page) == codes


def test_a_document_that_is_not_issued_goes_back_and_its_number_is_cancelled_with_the_reason(
    queue: Office, clerk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    [ref] = to_seal(queue, 1)
    _seal_that_dies(queue, ref, monkeypatch)
    assert "giữ số 02/BS-UBND" in clerk.get("/van-thu").text
    answer = clerk.post(
        f"{_address(ref)}/khong-phat-hanh", data={"target": EXAMINE, "reason": "Sai tên người."}
    )
    assert answer.headers["Location"] == "/van-thu"
    assert queue.open_steps(ref.dossier_id) == [EXAMINE]
    [document] = queue.documents(ref.dossier_id)
    assert document.status == "draft"
    assert document.latest("signed") is not None
    with queue.outside.sessions() as session:
        number = session.scalars(
            select(NumberRow).where(NumberRow.document_id == document.id)
        ).one()
    assert (number.status, number.reason) == ("cancelled", "Không phát hành: Sai tên người.")
    line = next(
        each
        for each in dossier_page(queue.outside, person("van_thu"), ref.dossier_id).history
        if "không phát hành" in each.says
    )
    assert "số 02/BS-UBND đã giữ được hủy" in line.says
    assert line.why == "Sai tên người."
    queue.complete("tu_phap", ref.dossier_id, EXAMINE, FIT)
    queue.sign(ref.dossier_id)
    queue.sweep()
    queue.seal(ref.dossier_id)
    queue.sweep()
    [document] = queue.documents(ref.dossier_id)
    assert document.number == 3


def test_sending_back_from_the_task_page_is_not_to_issue_as_well(
    queue: Office, clerk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    [ref] = to_seal(queue, 1)
    _seal_that_dies(queue, ref, monkeypatch)
    plain = f"/viec/{ref.dossier_id}/{ref.task_id}"
    assert "Không phát hành, trả lại…" in clerk.get(plain).text
    page = clerk.get(f"{plain}/chuyen-tra").text
    assert "Lý do không phát hành" in page
    form = {"target": EXAMINE, "reason": "Sai tên người."}
    assert clerk.post(f"{plain}/chuyen-tra", data=form).status_code == 303
    with queue.outside.sessions() as session:
        [number] = session.scalars(select(NumberRow).where(NumberRow.status == "cancelled"))
    assert number.reason == "Không phát hành: Sai tên người."
    assert "Hoàn tác" not in clerk.get("/").text


def _seal_that_dies(office: Office, ref: TaskRef, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number was reserved, and then the process died."""

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    shown = show(office.outside, person("van_thu"), ref)
    with monkeypatch.context() as patch:
        patch.setattr(sealing, "begin_signature", dies)
        with pytest.raises(KeyboardInterrupt):
            seal(office.outside, person("van_thu"), ref, shown.sha256, SECRET)


def test_not_to_issue_needs_a_reason_and_a_seal(queue: Office, seat: Seat) -> None:
    [ref] = to_seal(queue, 1)
    clerk = seat("van_thu")
    for data, field in (
        ({"target": EXAMINE, "reason": ""}, "reason"),
        ({"target": "", "reason": "Sai."}, "target"),
        ({"target": "TraKetQua", "reason": "Sai."}, "target"),
    ):
        answer = clerk.post(f"{_address(ref)}/khong-phat-hanh", data=data)
        assert answer.status_code == 422
        assert summary(answer) == [f"answers-{field}"]
    for login in ("tu_phap", "chu_tich"):
        answer = seat(login).post(
            f"{_address(ref)}/khong-phat-hanh", data={"target": EXAMINE, "reason": "Sai."}
        )
        assert answer.status_code == 403
    assert queue.open_steps(ref.dossier_id) == [SEAL]


def test_one_is_sealed_from_the_desk_and_the_next_opens(queue: Office, clerk: FlaskClient) -> None:
    first, second = to_seal(queue, 2)
    page = clerk.get(_address(first)).text
    shown = re.search(r'name="shown_sha256" value="([0-9a-f]{64})"', page)
    assert shown
    form = {"shown_sha256": shown[1], "password": "sai"}
    assert clerk.post(f"{_address(first)}/dong-dau", data=form).status_code == 422
    assert (
        clerk.post(f"{_address(first)}/dong-dau", data={**form, "password": ""}).status_code == 422
    )
    answer = clerk.post(f"{_address(first)}/dong-dau", data={**form, "password": SECRET})
    assert answer.headers["Location"] == _address(second)
    queue.sweep()
    assert queue.open_steps(first.dossier_id) == ["TraKetQua"]
