"""The door: who may come in, who must wait, and what it tells."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from engine.actions.accounts.proof import wait_left as rule
from engine.actions.accounts.sign_in import sign_in
from engine.errors import NotYours
from engine.simulate import demo_city as city
from engine.store.accounts import account_of_login
from engine.store.records import AccountRow
from tests.factories.office import Office


def _account(office: Office, **columns: object) -> None:
    with office.outside.sessions.begin() as session:
        session.execute(update(AccountRow).where(AccountRow.login == "mot_cua").values(**columns))


def _refused(office: Office, login: str, password: str) -> NotYours:
    with pytest.raises(NotYours) as refused:
        sign_in(office.outside, login, password)
    return refused.value


def test_login_and_password_open_the_door(office: Office) -> None:
    actor = sign_in(office.outside, "  MOT_CUA ", city.PASSWORD)
    assert (actor.person_id, actor.full_name) == (city.seat("mot_cua").person_id, "Nguyễn Thị Hoa")


def test_an_unknown_login_and_a_wrong_password_are_told_alike(office: Office) -> None:
    wrong, unknown = (_refused(office, login, "sai") for login in ("mot_cua", "khong_ai"))
    assert (wrong.sentence, wrong.clause) == (unknown.sentence, unknown.clause)


def test_after_five_wrong_passwords_the_waits_grow_up_to_a_quarter_of_an_hour(
    office: Office,
) -> None:
    for _ in range(5):
        assert _refused(office, "mot_cua", "sai").clause == "wrong_password"
    waits = []
    for _ in range(8):
        assert _refused(office, "mot_cua", city.PASSWORD).clause == "too_many_tries"
        waits.append(_wait(office))
        assert _refused(office, "mot_cua", "sai").clause == "wrong_password"
    assert waits == [15, 30, 60, 120, 240, 480, 900, 900]
    office.clock.forward(minutes=15)
    sign_in(office.outside, "mot_cua", city.PASSWORD)
    assert _refused(office, "mot_cua", "sai").clause == "wrong_password"


def _wait(office: Office) -> int:
    """Seconds until a password is looked at again; the clock is moved there."""
    with office.outside.sessions() as session:
        account = account_of_login(session, "mot_cua")
        assert account is not None
    left = rule(account.failed_tries, account.failed_at, office.clock.now())
    assert left is not None
    office.clock.at += left
    return int(left / timedelta(seconds=1))


def test_a_locked_account_stays_out(office: Office) -> None:
    _account(office, locked_at=office.clock.now())
    assert _refused(office, "mot_cua", city.PASSWORD).clause == "locked"


def test_a_password_that_cannot_be_read_is_wrong(office: Office) -> None:
    _account(office, password_hash="not a hash")
    assert _refused(office, "mot_cua", city.PASSWORD).clause == "wrong_password"
