"""The signing desk by its pages: exceptions first, sign, send back, next, many at once."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from engine.core.move import TaskRef
from engine.simulate import demo_city as city
from tests.factories.desks import to_seal, to_sign
from tests.factories.office import EXAMINE, FIT, MISSING, SIGN, Office
from tests.web.browsing import summary
from tests.web.desks.conftest import Seat

SECRET = city.KEY_PASSWORD
REFUSAL = {"ket_luan": "tu_choi", "ly_do_tu_choi": "Không có trong sổ gốc."}


def _address(ref: TaskRef) -> str:
    return f"/ky-duyet/{ref.dossier_id}/{ref.task_id}"


def _pick(*refs: TaskRef) -> MultiDict[str, str]:
    return MultiDict([("pick", f"{ref.dossier_id}/{ref.task_id}") for ref in refs])


def _rows(page: str) -> list[str]:
    """Dossier codes of the list, in its order."""
    listed = page[page.index("data-desk") : page.index("</nav>", page.index("data-desk"))]
    return re.findall(r'<span class="code">([^<]+)<', listed)


def _shown(page: str) -> str:
    found = re.search(r'name="shown_sha256" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def _code(office: Office, ref: TaskRef) -> str:
    return office.dossier(ref.dossier_id).code


@pytest.fixture
def chairman(seat: Seat) -> FlaskClient:
    return seat("chu_tich")


def test_the_counter_in_the_menu_equals_the_list_and_the_tally(
    queue: Office, chairman: FlaskClient
) -> None:
    page = chairman.get("/ky-duyet").text
    assert len(_rows(page)) == 4
    assert 'class="tally">4<' in page
    assert 'class="tally">4<' in page
    ref = to_sign(queue)[0]
    queue.sign(ref.dossier_id)  # made, and being finished: it waits for nobody
    page = chairman.get("/ky-duyet").text
    assert len(_rows(page)) == 3
    assert 'class="tally">3<' in page
    assert "1 chữ ký vừa ký đang được hoàn tất." in page


def test_a_refusal_stands_first_and_is_chosen_only_after_it_was_opened(
    queue: Office, chairman: FlaskClient
) -> None:
    dossier_id = queue.receive().dossier_id
    queue.complete("tu_phap", dossier_id, EXAMINE, REFUSAL)
    ref = queue.ref(dossier_id, "KySoTuChoi/LanhDaoKy")
    box = f'value="{ref.dossier_id}/{ref.task_id}"'
    page = chairman.get("/ky-duyet").text
    assert _rows(page)[0] == _code(queue, ref)
    assert "Kết quả không chấp thuận, từ chối." in page
    assert f"{box} disabled" in page
    opened = chairman.get(_address(ref)).text
    assert f"{box} disabled" in opened  # the server does not know yet that it can be seen
    row = chairman.post(
        f"{_address(ref)}/da-xem",
        data={"shown_sha256": _shown(opened)},
        headers={"HX-Request": "true"},
    ).text
    assert box in row
    assert f"{box} disabled" not in row
    assert f"{box} disabled" not in chairman.get("/ky-duyet").text


def test_a_dossier_that_was_sent_back_before_says_why(queue: Office, chairman: FlaskClient) -> None:
    ref = to_sign(queue)[2]
    chairman.get(_address(ref))
    answer = chairman.post(
        f"{_address(ref)}/chuyen-tra", data={"target": EXAMINE, "reason": "Sai số quyển."}
    )
    assert answer.status_code == 303
    assert queue.open_steps(ref.dossier_id) == [EXAMINE]
    queue.complete("tu_phap", ref.dossier_id, EXAMINE, FIT)
    page = chairman.get("/ky-duyet").text
    assert _rows(page)[0] == _code(queue, ref)
    assert "Đã chuyển trả 1 lần trước khi trình. “Sai số quyển.”" in page


def test_after_signing_the_next_document_opens(queue: Office, chairman: FlaskClient) -> None:
    first, second, *_rest = to_sign(queue)
    page = chairman.get(_address(first)).text
    assert "TM. ỦY BAN NHÂN DÂN" in page
    assert "Lê Quang Hùng giữ chức Chủ tịch" in page
    assert "Trần Văn Minh (Công chức Tư pháp - Hộ tịch)" in page
    answer = chairman.post(
        f"{_address(first)}/ky", data={"shown_sha256": _shown(page), "password": SECRET}
    )
    assert answer.headers["Location"] == _address(second)
    queue.sweep()
    assert queue.open_steps(first.dossier_id) == ["KySoBanSao/VanThuDongDau"]


@pytest.mark.parametrize(("password", "says"), [("", "Hãy nhập"), ("sai", "không đúng")])
def test_a_wrong_password_brings_the_page_back(
    queue: Office, chairman: FlaskClient, password: str, says: str
) -> None:
    ref = to_sign(queue)[0]
    page = chairman.get(_address(ref)).text
    answer = chairman.post(
        f"{_address(ref)}/ky", data={"shown_sha256": _shown(page), "password": password}
    )
    assert answer.status_code == 422
    assert summary(answer) == ["answers-password"]
    assert says in answer.text
    assert chairman.get(f"{_address(ref)}/ky").headers["Location"] == _address(ref)


def test_a_return_without_a_reason_comes_back_open_and_filled(
    queue: Office, chairman: FlaskClient
) -> None:
    ref = to_sign(queue)[0]
    answer = chairman.post(f"{_address(ref)}/chuyen-tra", data={"target": EXAMINE, "reason": " "})
    assert answer.status_code == 422
    assert summary(answer) == ["answers-reason"]
    assert '<details class="card-box more" open>' in answer.text


def test_several_are_signed_with_one_password_and_each_has_its_answer(
    queue: Office, chairman: FlaskClient
) -> None:
    refs = to_sign(queue)
    batch = chairman.post("/ky-duyet/lo", data=_pick(*refs)).headers["Location"]
    assert "Đang lập trang ký: 0 trong 4" in chairman.get(batch).text
    fragment = chairman.post(f"{batch}/trinh-bay", headers={"HX-Request": "true"}).text
    assert "4 sẵn sàng" in fragment
    assert "Ký 4 văn bản" in chairman.get(batch).text
    wrong = chairman.post(f"{batch}/ky", data={"password": "sai"}, headers={"HX-Request": "true"})
    assert wrong.status_code == 422
    assert "data-more" not in wrong.text
    assert "không đúng" in wrong.text
    done = chairman.post(f"{batch}/ky", data={"password": SECRET}, headers={"HX-Request": "true"})
    assert done.status_code == 200
    assert "4 đang hoàn tất" in done.text
    assert "data-more" not in done.text
    assert "HX-Redirect" not in chairman.get(f"{batch}/tinh-trang").headers
    queue.sweep()
    ended = chairman.get(f"{batch}/tinh-trang")
    assert ended.headers["HX-Redirect"] == batch  # so that the counter in the menu is true, too
    page = chairman.get(batch).text
    assert page.count("đã ký<") == 4
    assert "4 hoàn tất" in page
    assert SECRET not in page


def test_without_a_script_the_batch_is_signed_page_by_page(
    queue: Office, chairman: FlaskClient
) -> None:
    batch = chairman.post("/ky-duyet/lo", data=_pick(*to_sign(queue)[:2])).headers["Location"]
    answer = chairman.post(f"{batch}/ky", data={"password": SECRET})
    assert answer.headers["Location"] == batch
    assert "2 đang hoàn tất" in chairman.get(batch).text
    empty = chairman.post(f"{batch}/ky", data={"password": ""})
    assert empty.status_code == 422


def test_a_batch_that_was_left_is_one_press_away_until_nothing_of_it_waits(
    queue: Office, chairman: FlaskClient
) -> None:
    first, second, *_ = to_sign(queue)
    assert "Làm tiếp lô" not in chairman.get("/ky-duyet").text
    batch = chairman.post("/ky-duyet/lo", data=_pick(first, second)).headers["Location"]
    assert f'href="{batch}">Làm tiếp lô đang dở' in chairman.get("/ky-duyet").text
    queue.sign(first.dossier_id)
    assert batch in chairman.get("/ky-duyet").text
    queue.sign(second.dossier_id)
    assert "Làm tiếp lô" not in chairman.get("/ky-duyet").text


def test_nothing_chosen_and_nonsense_chosen_are_told(chairman: FlaskClient) -> None:
    for data in ({}, {"pick": "la/la"}, {"pick": "x"}):
        assert chairman.post("/ky-duyet/lo", data=data).headers["Location"] == "/ky-duyet"
        assert "notice trouble" in chairman.get("/ky-duyet").text


def test_an_assistant_sees_and_arranges_the_queue_and_cannot_sign(
    queue: Office, seat: Seat
) -> None:
    assistant, refs = seat("giup_viec"), to_sign(queue)
    page = assistant.get("/ky-duyet").text
    assert len(_rows(page)) == 4
    assert 'class="tally">4<' in page
    assert 'type="checkbox" name="pick"' not in page
    assert "Mật khẩu khóa ký" not in page
    last = refs[3]
    answer = assistant.post(
        f"{_address(last)}/xep", data={"place": "first", "look": "true", "note": "Gấp, xem số sổ."}
    )
    assert answer.status_code == 303
    assistant.post(f"{_address(refs[0])}/xep", data={"place": "last"})
    signer = seat("chu_tich").get("/ky-duyet").text
    codes = [_code(queue, ref) for ref in refs]
    assert _rows(signer) == [codes[3], codes[1], codes[2], codes[0]]
    assert "Người giúp việc đề nghị xem kỹ. Gấp, xem số sổ." in signer
    page_sha = _shown(seat("chu_tich").get(_address(refs[1])).text)
    for path, data in (
        ("ky", {"shown_sha256": page_sha, "password": SECRET}),
        ("da-xem", {"shown_sha256": page_sha}),
        ("chuyen-tra", {"target": EXAMINE, "reason": "Thử."}),
    ):
        assert assistant.post(f"{_address(refs[1])}/{path}", data=data).status_code == 403
    assert queue.open_steps(refs[1].dossier_id) == [SIGN]


def test_arranging_touches_no_dossier(queue: Office, seat: Seat) -> None:
    ref = to_sign(queue)[0]
    before = queue.dossier(ref.dossier_id).version
    seat("giup_viec").post(f"{_address(ref)}/xep", data={"place": "last"})
    assert queue.dossier(ref.dossier_id).version == before


def test_a_note_too_long_and_an_unknown_place_are_refused(queue: Office, seat: Seat) -> None:
    ref = to_sign(queue)[0]
    for data, field in (({"place": "usual", "note": "x" * 501}, "note"), ({"place": "?"}, "place")):
        answer = seat("giup_viec").post(f"{_address(ref)}/xep", data=data)
        assert answer.status_code == 422
        assert summary(answer) == [f"answers-{field}"]


def test_who_signs_nothing_has_no_desk_and_no_way_into_anothers(queue: Office, seat: Seat) -> None:
    ref = to_sign(queue)[0]
    clerk = seat("mot_cua")
    assert "/ky-duyet" not in clerk.get("/").text
    assert "Không còn văn bản nào chờ ông/bà ký." in clerk.get("/ky-duyet").text
    assert clerk.post(f"{_address(ref)}/xep", data={"place": "last"}).status_code == 404
    stranger = seat("hn_mc")
    assert stranger.get(_address(ref)).status_code == 404
    assert stranger.post(f"{_address(ref)}/da-xem", data={}).status_code == 404


def test_a_step_that_is_not_signed_has_no_place_at_the_desk(queue: Office, seat: Seat) -> None:
    dossier_id = queue.receive().dossier_id
    ref = queue.ref(dossier_id, EXAMINE)
    assert seat("tu_phap").get(_address(ref)).status_code == 404
    queue.complete("tu_phap", dossier_id, EXAMINE, MISSING)
    [sealing] = to_seal(queue, 1)
    assert seat("chu_tich").get(_address(sealing)).status_code == 404
