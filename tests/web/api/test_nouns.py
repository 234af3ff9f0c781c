"""One dossier through the API alone, from the desk to the applicant; and each kind of refusal."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.actions.accounts.make_token import make_token
from engine.outside.outside import Outside
from tests.factories.people import actor_of
from tests.web.api.conftest import with_token
from tests.web.browsing import SLUG, pdf, signed_in
from tests.web.matrix import FIT

V1 = "/api/v1"
NEW = {
    "procedure": SLUG,
    "applicant": {"full_name": "Trần Văn Thưởng", "phone": "0912345678"},
    "answers": {
        "ten_van_ban": "Giấy khai sinh",
        "nguoi_duoc_cap": "Trần Văn Thưởng",
        "quan_he": "ban_than",
    },
}
ANSWERS = {name.removeprefix("answers."): text for name, text in FIT.items()}


class Office:
    """Each by their own program."""

    def __init__(self, app: Flask, outside: Outside) -> None:
        self.app, self.outside = app, outside
        self.programs: dict[str, FlaskClient] = {}

    def of(self, login: str) -> FlaskClient:
        if login not in self.programs:
            token = make_token(self.outside, actor_of(login), "Thử", 1).token
            self.programs[login] = with_token(self.app, token)
        return self.programs[login]

    def get(self, login: str, path: str, code: int = 200) -> Any:
        answer = self.of(login).get(V1 + path)
        assert answer.status_code == code, (path, answer.text)
        return answer.json

    def post(self, login: str, path: str, code: int = 200, **sent: Any) -> Any:
        answer = self.of(login).post(V1 + path, **sent)
        assert answer.status_code == code, (path, answer.text)
        return answer.json if answer.data else None

    def take_in(self, key: str = "mot") -> Any:
        kept = self.post(
            "mot_cua",
            f"/intake/files?procedure={SLUG}&component=giay_to_tuy_than",
            data={"file": (BytesIO(pdf()), "can-cuoc.pdf")},
        )
        sent = {**NEW, "kept": [kept["id"]]}
        return self.post("mot_cua", "/dossiers", json=sent, headers={"Idempotency-Key": key})

    def task(self, login: str) -> str:
        [item] = self.get(login, "/inbox?tab=tat_ca")["items"]
        return f"/tasks/{item['ref']['dossier_id']}/{item['ref']['task_id']}"


@pytest.fixture
def office(app: Flask, outside: Outside) -> Office:
    ours = replace(outside, settings=replace(outside.settings, undo_seconds=60))
    app.extensions["outside"] = ours
    return Office(app, ours)


def test_a_dossier_goes_its_way_by_programs_alone(office: Office, client: FlaskClient) -> None:
    received = office.take_in()
    assert office.take_in() == received  # the same key: the same dossier
    dossier = f"/dossiers/{received['dossier_id']}"
    found = office.get("mot_cua", "/search?q=tran%20van%20thuong")["items"]
    assert [each["code"] for each in found] == [received["code"]]
    page = office.get("tu_phap", office.task("tu_phap"))
    assert page["head"]["code"] == received["code"]
    assert page["due_at"].endswith("+07:00")
    done = office.post("tu_phap", f"{office.task('tu_phap')}/complete", json={"answers": ANSWERS})
    assert done["undo"]["seconds"] > 0
    move = {"dossier_id": received["dossier_id"], "version": done["undo"]["version"]}
    for _twice in range(2):
        assert office.post("tu_phap", "/undo", json=move)["kind"] == "completed"
    office.post("tu_phap", f"{office.task('tu_phap')}/complete", json={"answers": ANSWERS})
    sign = office.task("chu_tich")
    laid = office.post("chu_tich", f"{sign}/lay-out")["pages"][""]
    document = office.of("chu_tich").get(f"{V1}{dossier}/documents/{laid['document_id']}")
    assert sha256(document.data).hexdigest() == laid["sha256"]
    digest = b64encode(sha256(document.data).digest()).decode()
    assert document.headers["Repr-Digest"] == f"sha-256=:{digest}:"
    signature = {"shown_sha256": laid["sha256"], "password": "sai"}
    # This office has no keys: how a signature is made is tested where there are some.
    refused = office.post("chu_tich", f"{sign}/sign", 422, json=signature)
    assert refused["reason"] == "no_key"
    nothing = office.post("chu_tich", f"{sign}/sign", 422, json={**signature, "password": ""})
    assert nothing["reason"] == "no_password"
    public = client.get(f"{V1}/public/status/{received['lookup_code']}").json
    assert public is not None
    assert public["code"] == received["code"]
    office.post("mot_cua", f"{dossier}/comments", 204, json={"text": "Đã gọi điện."})
    whole = office.get("mot_cua", dossier)
    assert whole["comments"][0]["text"] == "Đã gọi điện."
    paper = whole["papers"][0]
    bytes_of_it = office.of("mot_cua").get(f"{V1}{dossier}/papers/{paper['id']}")
    assert bytes_of_it.mimetype == "application/pdf"
    assert office.of("mot_cua").get(f"{V1}{dossier}/receipt.pdf").data.startswith(b"%PDF")


def test_each_kind_of_refusal_has_its_status_and_says_what_and_where(office: Office) -> None:
    received = office.take_in()
    dossier, task = f"/dossiers/{received['dossier_id']}", office.task("tu_phap")
    wrong = office.post("tu_phap", f"{task}/complete", 422, json={"answers": {"ket_luan": "x"}})
    assert "ket_luan" in wrong["errors"]
    assert wrong["type"] == "/api#invalid-answers"
    assert office.get("hn_mc", dossier, 404)["type"] == "/api#not-found"
    assert office.post("hn_mc", f"{task}/claim", 404)["status"] == 404
    refused = office.post("van_thu", f"{task}/complete", 403, json={"answers": ANSWERS})
    assert refused["detail"]
    office.post("tu_phap", f"{task}/complete", json={"answers": ANSWERS})
    late = office.post("tu_phap", f"{task}/complete", 409, json={"answers": ANSWERS})
    assert late["by"]
    assert late["at"].endswith("+07:00")
    office.get("mot_cua", "/operations", 403)
    office.get("mot_cua", "/reports/overview", 403)


def test_a_file_that_is_none_is_refused_by_its_name(office: Office) -> None:
    path = f"/intake/files?procedure={SLUG}&component=giay_to_tuy_than"
    sent = {"file": (BytesIO(b"no paper"), "../../a.pdf")}
    assert "a.pdf" in office.post("mot_cua", path, 422, data=sent)["detail"]
    office.post("mot_cua", path, 422, data={"khac": (BytesIO(pdf()), "a.pdf")})
    office.post("mot_cua", path, 415, json={})


def test_more_than_is_taken_at_once_is_refused(app: Flask, office: Office) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    office.post("mot_cua", "/filters", 413, json={"name": "x" * 2000})


def test_the_lists_of_desks_reports_and_accounts_answer(
    office: Office, client: FlaskClient
) -> None:
    office.take_in()
    for login, path in (
        ("mot_cua", "/intake/procedures"),
        ("mot_cua", "/register"),
        ("mot_cua", "/returns"),
        ("mot_cua", "/online-submissions"),
        ("mot_cua", "/filters"),
        ("chu_tich", "/signing-desk"),
        ("van_thu", "/issue-desk"),
        ("chu_tich", "/reports/overview"),
        ("chu_tich", "/reports/dossiers?by=procedure"),
        ("chu_tich", "/reports/dossiers/list"),
        ("chu_tich", "/reports/steps"),
        ("chu_tich", "/operations"),
        ("tu_phap", "/account"),
        ("tu_phap", "/mentions"),
    ):
        assert office.get(login, path) is not None, path
    table = office.of("chu_tich").get(f"{V1}/reports/table.csv")
    assert table.mimetype == "text/csv"
    listed = signed_in(client, "quan_tri").get(f"{V1}/accounts?q=tu_phap").json
    assert listed is not None
    assert "tu_phap" in {line["login"] for line in listed["lines"]}


def test_the_inbox_is_listed_and_counted_as_on_the_page(office: Office) -> None:
    for number in range(3):
        office.take_in(str(number))
    whole = office.get("tu_phap", "/inbox")
    assert whole["tabs"]["can_lam"]["count"] == len(whole["items"]) == 3
    part = office.get("tu_phap", "/inbox?limit=2&offset=2")
    assert part["items"] == whole["items"][2:]
    chosen = office.get("tu_phap", f"/inbox?procedure={SLUG}&words=khong%20co%20ai")
    assert chosen["items"] == []


def test_a_submission_is_filled_in_and_handed_in_by_a_program(client: FlaskClient) -> None:
    one = client.get(f"{V1}/public/online").json[0]  # type: ignore[index]  # a list
    began = client.post(
        f"{V1}/public/online",
        json={"unit_id": one["desk"]["unit_id"], "procedure": one["choice"]["key"]},
    )
    assert began.json is not None
    address = f"{V1}/public/online/{began.json['secret']}"
    filled = {"applicant": {"full_name": "Lê Thị Sáu"}, "answers": {}}
    saved = client.post(f"{address}/save", json=filled)
    assert saved.json is not None
    assert saved.json["applicant"]["full_name"] == "Lê Thị Sáu"
    refused = client.post(f"{address}/hand-in", json=filled)
    assert refused.status_code == 422
    assert refused.json is not None
    assert "applicant.phone" in refused.json["errors"]
    assert client.post(f"{address}/drop").status_code == 204
    assert client.get(address).status_code == 404


def test_who_guesses_codes_is_told_to_wait(client: FlaskClient) -> None:
    codes = {client.get(f"{V1}/public/status/SAI{number}").status_code for number in range(25)}
    assert codes == {404, 429}
