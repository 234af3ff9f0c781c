"""Files on the intake page: sent ahead, kept when the page comes back, erased when nobody does."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from engine.actions.pending import erase_stale
from engine.outside.outside import Outside, connect
from engine.settings import Settings
from engine.store.records import DossierRow, PaperRow, PendingUploadRow
from tests.web.application import application
from tests.web.browsing import REQUEST, SLUG, hand_over, pdf, signed_in, summary, take_in


def send(client: FlaskClient, data: bytes, name: str = "can-cuoc.pdf") -> TestResponse:
    form = {"procedure": SLUG, "papers.giay_to_tuy_than": (BytesIO(data), name)}
    return client.post("/ho-so/moi/tep", data=form, content_type="multipart/form-data")


def kept_in(page: str) -> list[str]:
    return re.findall(r'name="kept" value="([^"]+)"', page)


def press(client: FlaskClient, *kept: str, **changed: str) -> TestResponse:
    form: MultiDict[str, str] = MultiDict(REQUEST)
    form.update({name.replace("__", "."): value for name, value in changed.items()})
    form.setlist("kept", list(kept))
    return client.post("/ho-so/moi", data=form)


def papers(outside: Outside) -> list[PaperRow]:
    with outside.sessions() as session:
        return list(session.scalars(select(PaperRow)))


def pending(outside: Outside) -> list[PendingUploadRow]:
    with outside.sessions() as session:
        return list(session.scalars(select(PendingUploadRow)))


def test_files_sent_ahead_become_the_dossiers_papers(clerk: FlaskClient, outside: Outside) -> None:
    scan = pdf()
    line = send(clerk, scan)
    assert line.status_code == 200
    assert "1 trang" in line.text
    [id] = kept_in(line.text)
    assert clerk.get(f"/ho-so/moi/tep/{id}").data == scan
    assert press(clerk, id).status_code == 303
    [paper] = papers(outside)
    assert (paper.component, paper.name) == ("giay_to_tuy_than", "can-cuoc.pdf")
    assert outside.files.get(paper.file_sha256) == scan
    assert pending(outside) == []
    assert list((outside.settings.home / "pending").iterdir()) == []


def test_a_refused_form_brings_its_files_back(clerk: FlaskClient, outside: Outside) -> None:
    answer = take_in(clerk, answers__quan_he="")
    assert answer.status_code == 422
    [id] = kept_in(answer.text)
    assert "can-cuoc.pdf" in answer.text
    assert press(clerk, id).status_code == 303
    assert len(papers(outside)) == 1


def test_a_bad_file_beside_good_ones_loses_only_itself(
    clerk: FlaskClient, outside: Outside
) -> None:
    form: MultiDict[str, object] = MultiDict(REQUEST)
    form.add("papers.giay_to_tuy_than", (BytesIO(pdf()), "tot.pdf"))
    form.add("papers.to_khai", (BytesIO(b"MZ"), "xau.pdf"))
    answer = clerk.post("/ho-so/moi", data=form, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert summary(answer) == ["papers"]
    assert "“xau.pdf” không phải PDF" in answer.text
    [id] = kept_in(answer.text)
    assert press(clerk, id).status_code == 303
    assert [paper.name for paper in papers(outside)] == ["tot.pdf"]


def test_a_file_taken_back_is_gone(clerk: FlaskClient, outside: Outside) -> None:
    [id] = kept_in(send(clerk, pdf()).text)
    assert clerk.post(f"/ho-so/moi/tep/{id}/bo").status_code == 204
    assert clerk.get(f"/ho-so/moi/tep/{id}").status_code == 404
    answer = press(clerk, id)
    assert answer.status_code == 422
    assert pending(outside) == []


def test_nobody_sees_takes_or_erases_the_files_of_another_desk(
    clerk: FlaskClient, outside: Outside
) -> None:
    [id] = kept_in(send(clerk, pdf()).text)
    other = hand_over(clerk, "hn_mc")
    assert other.get(f"/ho-so/moi/tep/{id}").status_code == 404
    other.post(f"/ho-so/moi/tep/{id}/bo")
    assert len(pending(outside)) == 1
    same_office = hand_over(other, "tu_phap")
    assert same_office.get(f"/ho-so/moi/tep/{id}").status_code == 404


def test_what_nobody_comes_back_for_is_erased(clerk: FlaskClient, outside: Outside) -> None:
    send(clerk, pdf())
    assert erase_stale(outside) == 0
    with outside.sessions.begin() as session:
        session.execute(
            update(PendingUploadRow).values(
                kept_until=PendingUploadRow.kept_until - timedelta(hours=13)
            )
        )
    assert erase_stale(outside) == 1
    assert pending(outside) == []
    assert list((outside.settings.home / "pending").iterdir()) == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:/Users/a/giấy.pdf", "giấy.pdf"),
        (unicodedata.normalize("NFD", "Giấy khai sinh.pdf"), "Giấy khai sinh.pdf"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
    ],
)
def test_a_file_is_kept_under_the_last_part_of_its_name(
    clerk: FlaskClient, outside: Outside, sent: str, kept: str
) -> None:
    assert send(clerk, pdf(), sent).status_code == 200
    assert [row.name for row in pending(outside)] == [kept]


def test_more_than_three_hundred_files_are_told_in_one_sentence(clerk: FlaskClient) -> None:
    form: MultiDict[str, object] = MultiDict(REQUEST)
    for number in range(301):
        form.add("papers.to_khai", (BytesIO(b"x"), f"{number}.pdf"))
    answer = clerk.post("/ho-so/moi", data=form, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert answer.text.count("Nhiều hơn 300 tệp") == 2  # in the summary and at the place
    assert 'value="Giấy khai sinh"' in answer.text


def test_a_scan_above_the_limit_is_refused_early_with_what_to_do(settings: Settings) -> None:
    small = replace(settings, upload_limit=1024 * 1024)
    client = signed_in(application(connect(small)).test_client(), "mot_cua")
    answer = send(client, b"%PDF-" + bytes(2 * 1024 * 1024))
    assert answer.status_code == 413
    assert "quét lại" in answer.text or "giảm độ phân giải" in answer.text.lower()


def test_a_body_that_is_cut_says_so_and_keeps_nothing(clerk: FlaskClient, outside: Outside) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="papers.giay_to_tuy_than"; '
        b'filename="a.pdf"\r\n\r\n%PDF-1.7'
    )
    answer = clerk.post(
        "/ho-so/moi/tep",
        input_stream=BytesIO(body),
        environ_overrides={"CONTENT_LENGTH": str(len(body) + 5000)},
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 400
    assert "bị đứt giữa chừng" in answer.text
    assert pending(outside) == []


def test_a_kept_file_of_another_procedure_is_named(clerk: FlaskClient, outside: Outside) -> None:
    [id] = kept_in(send(clerk, pdf()).text)
    with outside.sessions.begin() as session:
        session.execute(update(PendingUploadRow).values(component="khac"))
    answer = take_in(clerk, kept=id)
    assert answer.status_code == 422
    assert "thủ tục không có thành phần" in answer.text
    with outside.sessions() as session:
        assert session.scalars(select(DossierRow.id)).all() == []
