"""What a test does at the pages without a browser."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from io import BytesIO

import pikepdf
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from engine.actions.accounts.open_session import open_session
from engine.actions.actor import Actor
from engine.outside.outside import Outside
from engine.simulate import demo_city

SLUG = "hn_663_ban_sao_tu_so_goc"
REQUEST = {
    "procedure": SLUG,
    "applicant.full_name": "Trần Văn Thưởng",
    "answers.ten_van_ban": "Giấy khai sinh",
    "answers.nguoi_duoc_cap": "Trần Văn Thưởng",
    "answers.quan_he": "ban_than",
}


def signed_in(client: FlaskClient, login: str) -> FlaskClient:
    """As after the door, which is tested by itself and slow on purpose."""
    seat = demo_city.seat(login)
    return signed_as(client, Actor(seat.person_id, seat.full_name, login))


def signed_as(client: FlaskClient, actor: Actor) -> FlaskClient:
    """The same for somebody who has an account and is not of the demonstration."""
    outside: Outside = client.application.extensions["outside"]
    ours = replace(outside, settings=replace(outside.settings, require_totp=False))
    opened = open_session(ours, actor, "", "")
    with client.session_transaction() as session:
        session["_user_id"] = opened.id
    return client


def pdf(**save: object) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    out = BytesIO()
    document.save(out, **save)  # type: ignore[arg-type]
    return out.getvalue()


def take_in(client: FlaskClient, paper: bytes | None = None, **changed: str) -> TestResponse:
    """Send the intake form; `changed` replaces fields (two underscores stand for the dot)."""
    form: MultiDict[str, object] = MultiDict(REQUEST)
    for name, value in changed.items():
        form[name.replace("__", ".")] = value
    file = paper if paper is not None else pdf()
    form["papers.giay_to_tuy_than"] = (BytesIO(file), "can-cuoc.pdf")
    return client.post("/ho-so/moi", data=form, content_type="multipart/form-data")


def words_of(answer: TestResponse) -> str:
    """What a page says, without its tags, with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.text)).split())


def summary(answer: TestResponse) -> list[str]:
    """The ids that the lines of the error summary lead to."""
    found = re.search(r'class="errors".*?</div>', answer.text, re.S)
    return re.findall(r'href="#([^"]+)"', found[0]) if found else []


def open_task(client: FlaskClient) -> str:
    """The address of the first task of the inbox."""
    found = re.search(r'class="task-row" href="([^"]+)"', client.get("/?muc=tat_ca").text)
    assert found
    return found[1]


def hand_over(client: FlaskClient, login: str) -> FlaskClient:
    """The browser changes hands."""
    client.post("/dang-xuat")
    return signed_in(client, login)
