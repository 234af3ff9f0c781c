"""The officer at the inbox and at a task."""

from __future__ import annotations

from flask.testing import FlaskClient

from engine.simulate import demo_city
from tests.web.browsing import hand_over, open_task, summary


def test_a_refused_form_comes_back_filled_at_an_address_that_can_be_loaded_again(
    officer: FlaskClient,
) -> None:
    task = open_task(officer)
    form = {
        "answers.ket_luan": "du_dieu_kien",
        "answers.so_quyen": "01/1998",
        "answers.ngay_vao_so": "31/02/1998",
    }
    answer = officer.post(task, data=form)
    assert answer.status_code == 422
    assert summary(answer) == [
        "answers-ngay_vao_so",
        "answers-so_vao_so",
        "answers-noi_dung_so_goc",
    ]
    assert 'value="01/1998"' in answer.text
    assert 'value="31/02/1998"' in answer.text
    assert officer.get(task).status_code == 200


def test_a_field_that_the_form_does_not_have_is_refused(officer: FlaskClient) -> None:
    answer = officer.post(
        open_task(officer),
        data={"answers.ket_luan": "tu_choi", "answers.ly_do_tu_choi": "x", "answers.la": "1"},
    )
    assert answer.status_code == 422
    assert summary(answer) == ["answers-la"]


def test_only_the_questions_that_follow_from_the_answers_are_asked(officer: FlaskClient) -> None:
    again = officer.post(
        f"{open_task(officer)}/bieu-mau", data={"answers.ket_luan": "tu_choi"}
    ).text
    assert "answers.ly_do_tu_choi" in again
    assert "answers.so_quyen" not in again


def test_a_task_sent_twice_counts_once_and_a_stale_page_is_told_by_whom(
    officer: FlaskClient,
) -> None:
    task = open_task(officer)
    form = {
        "answers.ket_luan": "tu_choi",
        "answers.ly_do_tu_choi": "Không có trong sổ gốc.",
        "key": "cung-mot-trang",
    }
    assert officer.post(task, data=form).headers["Location"] == "/"
    assert officer.post(task, data=form).headers["Location"] == "/"
    stale = officer.post(task, data={**form, "key": "trang-khac"})
    assert stale.status_code == 409
    assert "Trần Văn Minh" in stale.text


def test_every_page_of_a_dossier_that_does_not_exist_is_not_found(officer: FlaskClient) -> None:
    nobody = "00000000-0000-4000-8000-000000000000"
    for address in (
        f"/ho-so/{nobody}",
        f"/ho-so/{nobody}/giay-tiep-nhan",
        f"/ho-so/{nobody}/giay-to/{nobody}",
        f"/ho-so/{nobody}/van-ban/{nobody}",
        f"/ho-so/{nobody}/ket-qua/{nobody}",
        f"/ho-so/{nobody}/luot-ky/{nobody}",
        f"/viec/{nobody}/{nobody}",
    ):
        assert officer.get(address).status_code == 404, address


def test_a_signer_without_password_is_asked_for_it(officer: FlaskClient) -> None:
    form = {"answers.ket_luan": "tu_choi", "answers.ly_do_tu_choi": "Không có trong sổ gốc."}
    officer.post(open_task(officer), data=form)
    chairman = hand_over(officer, "chu_tich")
    answer = chairman.post(f"{open_task(chairman)}/ky", data={"shown_sha256": "0" * 64})
    assert answer.status_code == 422
    assert summary(answer) == ["answers-password"]
    assert "TM. ỦY BAN NHÂN DÂN" in answer.text


def test_a_page_to_sign_that_changed_meanwhile_is_not_signed(officer: FlaskClient) -> None:
    form = {"answers.ket_luan": "tu_choi", "answers.ly_do_tu_choi": "Không có trong sổ gốc."}
    officer.post(open_task(officer), data=form)
    chairman = hand_over(officer, "chu_tich")
    task = open_task(chairman)
    stale = {"shown_sha256": "0" * 64, "password": demo_city.KEY_PASSWORD}
    answer = chairman.post(f"{task}/ky", data=stale)
    assert answer.status_code == 422
    assert "đã thay đổi" in answer.text
    assert chairman.get(f"{task}/ky").headers["Location"] == task
