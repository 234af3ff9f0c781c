"""One's own account: sessions, password, second factor, tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from flask_babel import gettext as _

from engine.actions.accounts.change_password import change_password
from engine.actions.accounts.choose_language import choose_language
from engine.actions.accounts.end_sessions import end_one, end_others
from engine.actions.accounts.make_token import TokenMade, make_token, revoke_token
from engine.actions.accounts.set_up_totp import begin_totp, confirm_totp
from engine.actions.accounts.waits import PASSWORD, SETUP
from engine.core.totp import address, written
from engine.errors import NotFound, NotYours, TooManyTries
from engine.questions.accounts.account_page import AccountPage, own_account, totp_pending
from web import language
from web.api.nouns import Noun
from web.api.reading import said
from web.current import actor, outside
from web.sign_in import present

noun = Noun("account")


@dataclass(frozen=True, slots=True)
class Passwords:
    old: str = said("The present one.", most=1000)
    new: str = said("The new one.", most=1000)


@dataclass(frozen=True, slots=True)
class FirstCode:
    code: str = said("The application's first code.", most=40)


@dataclass(frozen=True, slots=True)
class NewToken:
    name: str = said("What it is for.", most=200)
    days: int = said("How long it is good, 1 to 365.")


@dataclass(frozen=True, slots=True)
class Spoken:
    language: Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Ended:
    count: int


@dataclass(frozen=True, slots=True)
class WaitsFor:
    """What the session waits for now; null: nothing."""

    waits_for: str | None


@dataclass(frozen=True, slots=True)
class Secret:
    """For the authenticator application; `address` is what its QR code holds."""

    secret: str
    address: str


@dataclass(frozen=True, slots=True)
class RecoveryCodes:
    """Shown this once; each opens the door once."""

    codes: tuple[str, ...]


@noun.get("/account", "Posts, sessions, tokens, what was done")
def own() -> AccountPage:
    """As the page of one's own account."""
    return own_account(outside(), actor(), present().id_hash)


@noun.post("/account/sessions/<key>/end", "End one of one's sessions", who="session")
def end_session(key: str) -> None:
    """`key` as listed."""
    try:
        id_hash = bytes.fromhex(key)
    except ValueError:
        raise NotFound(_("Phiên này không còn mở; hãy tải lại danh sách.")) from None
    end_one(outside(), actor(), id_hash)


@noun.post("/account/sessions/end-others", "End every session but this one", who="session")
def end_other_sessions() -> Ended:
    """How many ended."""
    return Ended(end_others(outside(), actor(), present().id_hash))


@noun.post(
    "/account/password",
    "Change the password; other sessions and all tokens end",
    who="session",
    waiting=(PASSWORD,),
)
def new_password(body: Passwords) -> WaitsFor:
    """Asked after a reset before anything else."""
    try:
        return WaitsFor(change_password(outside(), present(), body.old, body.new, body.new))
    except NotYours as refused:
        raise TooManyTries(refused.sentence) from None


@noun.post("/account/totp/begin", "A new second factor", who="session", waiting=(SETUP,))
def totp_begin() -> Secret:
    """Not good before its first code was given."""
    mine = present()
    begin_totp(outside(), mine)
    secret = totp_pending(outside(), mine.actor)
    if secret is None:
        raise NotFound(_("Tài khoản đã cài mã xác thực."))
    return Secret(written(secret), address(secret, mine.actor.login, "Trình Ký"))


@noun.post("/account/totp/confirm", "Its first code", who="session", waiting=(SETUP,))
def totp_confirm(body: FirstCode) -> RecoveryCodes:
    """Recovery codes are shown this once."""
    return RecoveryCodes(confirm_totp(outside(), present(), body.code))


@noun.post("/account/tokens", "Make a token for a program; shown this once", who="session")
def add_token(body: NewToken) -> TokenMade:
    """It may do what its person may, but for accounts and what asks for a session."""
    return make_token(outside(), actor(), body.name, body.days)


@noun.post("/account/tokens/<uuid:token_id>/revoke", "Revoke a token", who="session")
def revoke(token_id: UUID) -> None:
    """Over with the next request."""
    revoke_token(outside(), actor(), token_id)


@noun.post("/account/language", "Language of the pages", who="session")
def speak(body: Spoken) -> None:
    """Kept with the account. A program says `Accept-Language` instead."""
    choose_language(outside(), actor(), body.language)
    language.choose(body.language)
