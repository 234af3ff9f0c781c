"""Who came before is known at the desk: offered, filled in, their dossiers and papers shown."""

from __future__ import annotations

import re
import unicodedata

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from engine.outside.outside import Outside
from engine.simulate.demo_city import seat
from engine.store.records import DossierRow, PaperRow, ReadLogRow
from tests.web.browsing import REQUEST, SLUG, hand_over, summary, take_in

PERSON = {
    "applicant__full_name": "Trần Văn Thưởng",
    "applicant__identity": "001085012345",
    "applicant__phone": "0912 345 678",
    "applicant__address": "12 Hàng Bạc",
}
SCRIPT = {"HX-Request": "true"}


def offers(client: FlaskClient, text: str, field: str = "full_name") -> TestResponse:
    sent = {"role": "applicant", "field": field, "text": text}
    return client.post("/ho-so/moi/goi-y", data=sent, headers=SCRIPT)


def pick(client: FlaskClient, **form: str) -> TestResponse:
    found = re.search(r'data-pick="([^"]+)"', offers(client, "0010850").text)
    assert found
    return client.post("/ho-so/moi/nguoi", data={"procedure": SLUG, "pick": found[1], **form})


@pytest.fixture
def known(clerk: FlaskClient) -> FlaskClient:
    """The clerk, who took one dossier of this person in."""
    assert take_in(clerk, None, **PERSON).status_code == 303
    return clerk


@pytest.mark.parametrize(
    "typed",
    [
        "0010850",
        "001 085 012",
        "091234",
        "tran van",
        "thuong",
        "TRẦN VĂN THƯỞNG",
        unicodedata.normalize("NFD", "Trần V"),
    ],
)
def test_a_person_is_offered_by_number_phone_or_name_without_marks(
    known: FlaskClient, typed: str
) -> None:
    page = offers(known, typed).text
    assert "Trần Văn Thưởng" in page
    assert "••••••••2345" in page
    assert "001085012345" not in page


@pytest.mark.parametrize("typed", ["", "tr", "00", "%%%", "Nguyễn", "\0\0\0"])
def test_too_little_and_somebody_else_offer_nobody(known: FlaskClient, typed: str) -> None:
    answer = offers(known, typed)
    assert answer.status_code == 200
    assert "data-pick" not in answer.text


def test_at_most_eight_are_offered_and_the_look_is_noted(
    clerk: FlaskClient, outside: Outside
) -> None:
    for number in range(9):
        take_in(
            clerk,
            applicant__full_name=f"Lê Thị Nguyệt {number}",
            applicant__phone=f"09000{number}",
        )
    page = offers(clerk, "le thi")
    assert page.text.count("data-pick") == 8
    page.close()
    with outside.sessions() as session:
        known = ReadLogRow.kind == "known_person"
        reads = session.scalars(select(ReadLogRow).where(known)).all()
    assert [(read.person_id, read.item) for read in reads] == [(seat("mot_cua").person_id, "")]


def test_who_looks_too_often_has_to_wait(
    known: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.intake_help.LOOKS", 0)
    assert offers(known, "0010850").status_code == 429


def test_who_may_not_receive_is_offered_nobody(known: FlaskClient) -> None:
    officer = hand_over(known, "chu_tich")
    answer = offers(officer, "0010850")
    assert answer.status_code == 403
    assert "Thưởng" not in answer.text


def test_the_desk_of_another_unit_knows_nobody_from_here(known: FlaskClient) -> None:
    picked = re.search(r'data-pick="([^"]+)"', offers(known, "0010850").text)
    assert picked
    other = hand_over(known, "hn_mc")
    assert "data-pick" not in offers(other, "0010850").text
    sent = {"procedure": "hn_1.012644", "pick": picked[1]}
    assert other.post("/ho-so/moi/nguoi", data=sent).status_code == 404


def test_one_pick_fills_every_field_and_last_times_answers(known: FlaskClient) -> None:
    page = pick(known).text
    for value in ("001085012345", "0912 345 678", "12 Hàng Bạc", "Giấy khai sinh"):
        assert f'value="{value}"' in page
    assert "Đã điền như hồ sơ" in page
    assert re.search(r'value="ban_than" checked', page)


def test_what_was_answered_already_is_not_overwritten_by_last_time(known: FlaskClient) -> None:
    page = pick(known, **{"answers.ten_van_ban": "Giấy chứng tử"}).text
    assert 'value="Giấy chứng tử"' in page
    assert 'value="Giấy khai sinh"' not in page


def test_without_a_script_a_button_lists_who_is_known_and_loses_nothing(known: FlaskClient) -> None:
    form = {
        "procedure": SLUG,
        "find": "applicant",
        "applicant.full_name": "thuong",
        "answers.ten_van_ban": "Giấy chứng tử",
    }
    page = known.post("/ho-so/moi/nguoi", data=form).text
    assert re.search(r'name="pick" value="applicant:[-0-9a-f]+"', page)
    assert 'value="Giấy chứng tử"' in page
    form["applicant.full_name"] = "không có ai"
    assert "Chưa biết người này" in known.post("/ho-so/moi/nguoi", data=form).text


def test_an_open_dossier_of_the_same_person_is_shown_and_hinders_nothing(
    known: FlaskClient, outside: Outside
) -> None:
    with outside.sessions() as session:
        first = session.scalars(select(DossierRow)).one()
    page = pick(known).text
    assert "đang có hồ sơ cùng thủ tục" in page
    assert first.code in page
    assert f"/ho-so/{first.id}" in page
    assert "Đang giải quyết" in page
    assert take_in(known, None, **PERSON).status_code == 303


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"applicant.identity": "001085012345", "applicant.full_name": "Tên khác"}, True),
        ({"applicant.full_name": "TRẦN VĂN THƯỞNG", "applicant.phone": "0912345678"}, True),
        ({"applicant.full_name": "Trần Văn Thưởng"}, False),
        ({"applicant.full_name": "Trần Văn Thưởng", "applicant.phone": "0999"}, False),
    ],
)
def test_the_same_person_is_one_of_the_same_number_or_name_and_phone(
    known: FlaskClient, changed: dict[str, str], same: bool
) -> None:
    form = {"procedure": SLUG, **changed}
    page = known.post("/ho-so/moi/nguoi", data=form, headers=SCRIPT).text
    assert ("đang có hồ sơ cùng thủ tục" in page) is same


def _held(client: FlaskClient) -> str:
    found = re.search(r'name="reused" value="([^"]+)"', pick(client).text)
    assert found
    return found[1]


def test_a_paper_held_already_is_taken_over_with_its_origin(
    known: FlaskClient, outside: Outside
) -> None:
    held = _held(known)
    with outside.sessions() as session:
        first = session.scalars(select(DossierRow)).one()
        paper = session.scalars(select(PaperRow)).one()
    form = {name.replace("__", "."): value for name, value in PERSON.items()}
    received = known.post("/ho-so/moi", data={**REQUEST, **form, "reused": held})
    assert received.status_code == 303
    dossier = received.headers["Location"].split("/")[2]
    with outside.sessions() as session:
        [own] = session.scalars(select(PaperRow).where(PaperRow.dossier_id != first.id)).all()
    assert str(own.dossier_id) == dossier
    assert own.id != paper.id
    assert own.file_sha256 == paper.file_sha256
    page = known.get(f"/ho-so/{dossier}").text
    assert f"trong đó 1 giấy tờ dùng lại từ hồ sơ {first.code}" in page


def test_a_paper_of_somebody_else_is_not_taken_over(known: FlaskClient, outside: Outside) -> None:
    form = {**REQUEST, "applicant.full_name": "Người Khác", "applicant.identity": "999999999"}
    answer = known.post("/ho-so/moi", data={**form, "reused": _held(known)})
    assert answer.status_code == 422
    assert "không phải của người nộp hồ sơ này" in answer.text
    with outside.sessions() as session:
        assert len(session.scalars(select(DossierRow.id)).all()) == 1


@pytest.mark.parametrize(
    ("pasted", "said"),
    [("NguyÔn V¨n A", "có phải là “Nguyễn Văn A”"), ("Nguyeãn Vaên A", "bảng mã cũ VNI")],
)
def test_a_name_in_old_letters_is_refused_with_what_it_may_be(
    clerk: FlaskClient, pasted: str, said: str
) -> None:
    answer = take_in(clerk, applicant__full_name=pasted)
    assert answer.status_code == 422
    assert summary(answer) == ["applicant-full_name"]
    assert said in answer.text


def test_a_name_in_capitals_or_old_letters_is_offered_well_written(clerk: FlaskClient) -> None:
    assert 'data-name="Nguyễn Văn A"' in offers(clerk, "NGUYỄN VĂN A").text
    assert 'data-name="Nguyễn Văn A"' in offers(clerk, "NguyÔn V¨n A").text
    assert "data-name" not in offers(clerk, "Nguyễn Văn A").text
