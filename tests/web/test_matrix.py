"""Role × route × object over all routes that there are: no leak, no change, no failure.

A route that comes later is tried by itself. Who adds one that a person without a seat in the
dossier may rightly use names it here, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from engine.core.vietnamese import fold
from engine.outside.servers import Servers
from tests.factories.ward import copied_database, let_go, outside_of
from tests.web.api.requests import query_of, request_of
from tests.web.browsing import signed_as, signed_in
from tests.web.matrix import APPLICANT, World, operator, world_of

#: Not sent: they would end the session that tries the others.
ENDS_THE_SESSION = {"sign_in.leave", "sign_in.enter", "api.session_leave", "api.session_enter"}
#: An administrator may do these to anyone's account; no dossier is touched by them.
ADMINISTRATES = {"accounts.new_password", "accounts.lock_it", "accounts.unlock_it",
                 "accounts.take_totp_off", "accounts.leaves", "accounts.make",
                 "api.accounts_new_password", "api.accounts_lock_it", "api.accounts_unlock_it",
                 "api.accounts_take_totp_off", "api.accounts_leaves",
                 "api.accounts_make"}  # fmt: skip
#: Whoever keeps accounts sees who opened a dossier, by its code; nothing of what is in it.
CODE_IS_SHOWN = {("quan_tri", "reads.of_dossier"), ("quan_tri", "accounts.one"),
                 ("quan_tri", "accounts.leave_page"), ("quan_tri", "reads.everything"),
                 ("quan_tri", "reads.of_person"), ("quan_tri", "api.dossiers_reads"),
                 ("quan_tri", "api.accounts_one"), ("quan_tri", "api.accounts_reads"),
                 ("quan_tri", "api.accounts_reads_by")}  # fmt: skip
#: A colleague of the unit, who has no seat in the procedure, may do these with its dossiers.
#: Whoever has the paper dossier in hand says so.
COLLEAGUES_MAY = {
    "paper_dossier.take",
    "api.dossiers_in_hand",
    "comments.add",
    "api.dossiers_comment",
}
#: With the look-up code of the slip one may; without it a guess finds nothing.
BY_SECRET_CODE = {"lookup_code"}
#: Closing a page tells nothing, of any dossier: the same 204 for all.
TELLS_NOTHING = {"presence.leave"}
#: Names of things that are no dossier's: a person, a file that was sent ahead, a filter.
OF_PEOPLE = {
    "person_id",
    "file_id",
    "filter_id",
    "unit_id",
    "position_id",
    "appointment_id",
    "absence_id",
    "reorganisation_id",
}
EVERYTHING = {
    "key": "mot-trang",
    "reason": "Một lý do đủ dài để không bị từ chối vì ngắn.",
    "target": "ThamDinh",
    "password": "ky-so-demo",
    "shown_sha256": "0" * 64,
    "choice": "dong_y",
    "other": "H26.999",
    "text": "Một câu.",
    "answers.ket_luan": "tu_choi",
    "answers.ly_do_tu_choi": "Một lý do.",
}
"""What forms want, as far as one can know beforehand."""
HIDDEN = (302, 303, 400, 401, 403, 404, 405, 409, 413, 415, 422, 429)
"""Answers that a reader without reach may get at an address of the dossier."""


@pytest.fixture(scope="module")
def world(
    servers: Servers, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """One for all: that nothing of it changes is what the tests say."""
    with copied_database(servers, template_database) as name:
        outside = outside_of(servers, name, tmp_path_factory.mktemp("matrix"))
        yield world_of(outside)
        let_go(outside)


def strangers(world: World) -> Iterator[tuple[str, FlaskClient]]:
    """Those to whom the dossier is told as one that does not exist."""
    yield "nobody", world.app.test_client()
    for login in ("hn_mc", "hn_gd", "quan_tri"):
        yield login, signed_in(world.app.test_client(), login)
    yield "operator", signed_as(world.app.test_client(), operator(world.outside))


def of_dossier(rule: Rule) -> bool:
    """Whether the address names something of a dossier."""
    if rule.endpoint in TELLS_NOTHING:
        return False
    return any(name.endswith("_id") and name not in OF_PEOPLE for name in rule.arguments)


def sent_in(visitor: FlaskClient, rule: Rule, address: str) -> TestResponse:
    """A form; at an address of the API what its route takes, as JSON or as files."""
    if rule.endpoint.startswith("api."):
        return visitor.post(address, **request_of(rule.endpoint, EVERYTHING))
    return visitor.post(address, data=EVERYTHING)


def posts(world: World) -> Iterator[Rule]:
    for rule in world.rules():
        if "POST" in (rule.methods or ()) and rule.endpoint not in ENDS_THE_SESSION:
            yield rule


def gets(world: World) -> Iterator[Rule]:
    for rule in world.rules():
        if "GET" in (rule.methods or ()):
            yield rule


def test_who_has_no_reach_sees_nothing_of_it_at_any_address(world: World) -> None:
    for name, visitor in strangers(world):
        for rule in gets(world):
            for address in world.addresses(rule):
                answer = visitor.get(address, query_string=_asked(world, rule))
                place = (name, rule.endpoint, address, answer.status_code)
                assert answer.status_code < 500, place
                if (name, rule.endpoint) in CODE_IS_SHOWN:
                    assert APPLICANT.encode() not in answer.data, place
                    continue
                assert not world.leaked(answer), place
                if of_dossier(rule):
                    assert answer.status_code in HIDDEN, place


def test_who_has_no_reach_changes_nothing_by_any_form(world: World) -> None:
    before = world.state()
    for name, visitor in strangers(world):
        for rule in posts(world):
            if name == "quan_tri" and rule.endpoint in ADMINISTRATES:
                continue
            for address in world.addresses(rule):
                answer = sent_in(visitor, rule, address)
                place = (name, rule.endpoint, address, answer.status_code)
                assert answer.status_code < 500, place
                assert not world.leaked(answer), place
                if of_dossier(rule):
                    assert answer.status_code in HIDDEN, place
                assert world.state() == before, place


def test_a_colleague_without_a_seat_in_the_procedure_changes_nothing(world: World) -> None:
    before = world.state()
    colleague = signed_in(world.app.test_client(), "van_thu")
    for rule in posts(world):
        if not of_dossier(rule) or rule.endpoint in COLLEAGUES_MAY:
            continue
        for address in world.addresses(rule):
            answer = sent_in(colleague, rule, address)
            place = (rule.endpoint, address, answer.status_code)
            assert answer.status_code < 500, place
            assert world.state() == before, place


def test_who_has_reach_never_meets_a_failure_and_ids_of_nothing_lead_nowhere(
    world: World,
) -> None:
    for login in ("tu_phap", "chu_tich"):
        _reads_all(world, signed_in(world.app.test_client(), login))


def _reads_all(world: World, reader: FlaskClient) -> None:
    opened = 0
    for rule in gets(world):
        for address in world.addresses(rule):
            answer = reader.get(address)
            assert answer.status_code < 500, (address, answer.status_code)
            opened += answer.status_code == 200 and world.leaked(answer)
        for address in (world.made_up(rule), world.half(rule)) if of_dossier(rule) else ():
            if address in set(world.addresses(rule)):
                continue
            answer = reader.get(address)
            assert answer.status_code in HIDDEN, (address, answer.status_code)
    # Else the matrix above would be green because nothing is ever shown.
    assert opened > 3


def test_a_form_sent_to_ids_of_nothing_is_refused_and_changes_nothing(world: World) -> None:
    before = world.state()
    officer = signed_in(world.app.test_client(), "tu_phap")
    for rule in posts(world):
        if not of_dossier(rule):
            continue
        answer = sent_in(officer, rule, world.made_up(rule))
        assert answer.status_code in HIDDEN, (rule.endpoint, answer.status_code)
        assert world.state() == before, rule.endpoint


def test_every_exception_names_a_route_that_there_is(world: World) -> None:
    known = {rule.endpoint for rule in world.rules()}
    named = {endpoint for _, endpoint in CODE_IS_SHOWN}
    assert ENDS_THE_SESSION | ADMINISTRATES | COLLEAGUES_MAY | named <= known
    assert {name for rule in world.rules() for name in rule.arguments} >= BY_SECRET_CODE


def _asked(world: World, rule: Rule) -> dict[str, str]:
    """Lists are asked for the very dossier, by its code and its applicant, without capitals."""
    if rule.arguments:
        return {}
    # Written otherwise than it stands in the dossier: what a page repeats of it is no leak.
    code = world.secrets[1].decode().lower()
    if rule.endpoint.startswith("api."):
        return query_of(rule.endpoint, {"q": code, "words": fold(APPLICANT), "figure": "open"})
    return {"q": fold(APPLICANT), "tim": code, "code": code}
