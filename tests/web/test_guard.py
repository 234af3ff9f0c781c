"""Every route asks who. What is open to everyone stands here, by name, and nothing else is."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from web.guard import is_public

OPEN = {
    "static",
    "sign_in.page",
    "sign_in.enter",
    "language.change",
    "lookup.page",
    "lookup.status",
    "applicant.supplement",
    "applicant.back",
    "applicant.rating",
    "applicant.give_rating",
    "procedures.page",
    "procedures.one",
    "public_authority.page",
    "public_authority.as_json",
    "public_authority.as_csv",
    "online.page",
    "online.start",
    "online.begin",
    "online.fill",
    "online.send",
    "online.ask_again",
    "online.file",
    "check.page",
    "check.judge",
    "check.by_code",
    "check.original",
    "health.alive",
    "health.can_serve",
    "reference.page",
    "api.openapi",
    "api.session_enter",
    "api.public_procedures",
    "api.public_procedure",
    "api.public_who_decides",
    "api.public_where",
    "api.public_supplement",
    "api.public_rated",
    "api.public_judge",
    "api.public_by_code",
    "api.public_original",
    "api.public_open_online",
    "api.public_begin",
    "api.public_state",
    "api.public_ask_again",
    "api.public_save",
    "api.public_add_files",
    "api.public_file",
    "api.public_hand",
    "api.public_drop",
}
NOBODY = "00000000-0000-4000-8000-000000000000"
METHODS = ("GET", "POST")


def address(app: Flask, rule: Rule) -> str:
    """Some address of this route, with made-up ids."""
    values: dict[str, object] = {name: uuid4() for name in rule.arguments}
    values.update({name: "nhan" for name in rule.arguments if name == "_act"})
    values.update({name: 0 for name in rule.arguments if name == "page"})
    values.update({name: "thu-hoi" for name in rule.arguments if name == "verb"})
    with app.test_request_context():
        return str(app.url_map.bind("localhost").build(rule.endpoint, values))


def test_only_the_named_routes_are_open_to_everyone(app: Flask) -> None:
    with app.app_context():
        opened = {r.endpoint for r in app.url_map.iter_rules() if is_public(r.endpoint)}
    assert opened == OPEN


def test_every_other_route_sends_a_stranger_to_the_sign_in_page(
    app: Flask, client: FlaskClient
) -> None:
    closed = [r for r in app.url_map.iter_rules() if r.endpoint not in OPEN]
    assert len(closed) > 15
    for rule in closed:
        for method in set(METHODS) & (rule.methods or set()):
            answer = client.open(address(app, rule), method=method)
            if rule.endpoint.startswith("api."):
                assert answer.status_code == 401, (rule, method)
                assert answer.mimetype == "application/problem+json"
                continue
            assert answer.status_code == 303, (rule, method)
            assert answer.headers["Location"].startswith("/dang-nhap"), (rule, method)


def test_a_fragment_asked_without_a_session_sends_its_whole_page_to_sign_in(
    client: FlaskClient,
) -> None:
    answer = client.get(
        f"/ho-so/{uuid4()}/luot-ky/{uuid4()}/tinh-trang", headers={"HX-Request": "true"}
    )
    assert answer.headers["HX-Redirect"] == "/dang-nhap"
    assert answer.data == b""


def test_the_page_that_was_wanted_is_kept_for_after_sign_in(client: FlaskClient) -> None:
    answer = client.get("/ho-so/moi?thu-tuc=ban-sao")
    assert answer.headers["Location"] == "/dang-nhap?next=/ho-so/moi?thu-tuc%3Dban-sao"


@pytest.mark.parametrize("cookie", ["", "abc", "khong-phai-uuid:1", f"{NOBODY}:mot", f"{NOBODY}:1"])
def test_a_session_that_names_nobody_is_no_session(client: FlaskClient, cookie: str) -> None:
    with client.session_transaction() as session:
        session["_user_id"] = cookie
    assert client.get("/").status_code == 303
