"""Sessions of browsers: in, out, and who is here."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from engine.actions.accounts import waits
from engine.actions.accounts.give_code import give_code
from engine.actions.accounts.sign_in import sign_in
from engine.errors import InvalidAnswers, NotYours, TooManyTries
from engine.questions.places import NOWHERE, Places, places
from web import sign_in as sessions
from web.api.nouns import Noun
from web.api.reading import said
from web.current import outside

noun = Noun("session")
EVERY_WAIT = (waits.CODE, waits.PASSWORD, waits.SETUP)


@dataclass(frozen=True, slots=True)
class SignIn:
    login: str = said("Name of the account.", most=80)
    password: str = said("Its password.", most=1000)


@dataclass(frozen=True, slots=True)
class Code:
    code: str = said("Of the authenticator application, or a recovery code.", most=40)


@dataclass(frozen=True, slots=True)
class Here:
    """Who is here. `waits_for` (code | password | setup) must be done first; `places` is what the
    person may open; `csrf_token` goes into X-CSRFToken of every POST of a browser."""

    person_id: UUID
    full_name: str
    login: str
    waits_for: str | None
    places: Places
    mentions_new: int
    csrf_token: str | None


@noun.post("/session", "Sign in: a session cookie, and what it still waits for", who="public")
def enter(body: SignIn) -> Here:
    """As the page: which of the two was wrong is not told."""
    try:
        actor = sign_in(outside(), body.login.strip(), body.password)
    except NotYours as refused:
        if refused.clause == "too_many_tries":
            raise TooManyTries(refused.sentence) from None
        raise InvalidAnswers({"password": [refused.sentence]}) from None
    sessions.begin(actor)
    return _here()


@noun.post("/session/code", "The second factor", who="session", waiting=(waits.CODE,))
def enter_code(body: Code) -> Here:
    """A code is good once."""
    mine = sessions.present()
    if mine.waits_for != waits.CODE:
        raise InvalidAnswers({"code": [_("Phiên này không chờ mã xác thực.")]})
    try:
        waits_for = give_code(outside(), mine, body.code)
    except NotYours as refused:
        raise TooManyTries(refused.sentence) from None
    return _here(waits_for)


@noun.get("/session", "Who is here, and what is waited for", waiting=EVERY_WAIT)
def here() -> Here:
    """Also for a token; it has no CSRF token and needs none."""
    return _here(sessions.present().waits_for)


@noun.post("/session/end", "Sign out", who="session", waiting=EVERY_WAIT)
def leave() -> None:
    """The session ends on the server too."""
    sessions.end()


def _here(waits_for: str | None = None) -> Here:
    mine = sessions.present()
    done = waits_for is None and mine.waits_for is None
    return Here(
        mine.actor.person_id,
        mine.actor.full_name,
        mine.actor.login,
        waits_for or mine.waits_for,
        places(outside(), mine.actor) if done else NOWHERE,
        sessions.mentions_new() if done else 0,
        None if sessions.by_token() else generate_csrf(),
    )
