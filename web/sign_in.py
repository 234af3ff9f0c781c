"""Sessions: the browser holds an unguessable id, the server knows whose it is, and until when.

Each request looks the session up again, with one small SELECT, so that one that was ended, or
belongs to a locked account, is over with the next click.
"""

from __future__ import annotations

from flask import Flask, Request, flash, g, request, session
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from engine.actions.accounts.end_sessions import sign_out
from engine.actions.accounts.load_session import (
    DAY_IS_OVER,
    IDLE_TOO_LONG,
    Over,
    Session,
    load_session,
)
from engine.actions.accounts.load_token import load_token
from engine.actions.accounts.open_session import open_session
from engine.actions.actor import Actor
from engine.errors import ServiceDown
from engine.questions.inbox.mentions import mentions
from engine.questions.places import NOWHERE, Places, places
from web.asked_from import asked_from
from web.browser_words import browser_of, network_of
from web.by_itself import is_by_itself
from web.current import outside
from web.problems import of_api


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """What Flask-Login holds of a person."""

    def __init__(self, session_id: str, running: Session, *, by_token: bool = False) -> None:
        self.session_id = session_id
        self.by_token = by_token
        self.running = running
        self.actor = running.actor

    def get_id(self) -> str:
        return self.session_id


def load(kept: str) -> SignedIn | None:
    """The person of a session id, or None when it is not (or no longer) good. A program that
    names a token is whoever the token says, and nobody else."""
    if _token(request) is not None:
        return None
    found = load_session(outside(), kept, by_itself=is_by_itself())
    if isinstance(found, Over):
        g.session_over = found.why
        return None
    return SignedIn(kept, found) if found else None


def load_program(asked: Request) -> SignedIn | None:
    """The person of a token of the JSON API; tokens open nothing else."""
    token = _token(asked)
    found = load_token(outside(), token) if token else None
    return SignedIn("", found, by_token=True) if found else None


def _token(asked: Request) -> str | None:
    """What stands in the header; None for pages, and without one."""
    scheme, _space, token = asked.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and of_api() else None


def by_token() -> bool:
    """Whether a program asks, by a token, and not a browser, by its session."""
    someone = current_user._get_current_object()
    return isinstance(someone, SignedIn) and someone.by_token


def running() -> Session | None:
    """The session of this request, also one that still waits for a code or a new password."""
    someone = current_user._get_current_object()
    return someone.running if isinstance(someone, SignedIn) else None


def present() -> Session:
    """The same, for pages behind the guard: there is always one."""
    found = running()
    assert found is not None
    return found


def reader() -> Actor | None:
    """Who reads this page; None for a citizen, before the desk is open, and while nobody can be
    looked up."""
    try:
        mine = running()
    except ServiceDown:
        return None
    return mine.actor if mine is not None and mine.waits_for is None else None


def reader_places() -> Places:
    """Where the reader may go, for the menu; asked once a page."""
    if "places" not in g:
        someone = reader()
        try:
            g.places = places(outside(), someone) if someone is not None else NOWHERE
        except ServiceDown:  # the page that says so has a menu, too
            g.places = NOWHERE
    found: Places = g.places
    return found


def begin(actor: Actor) -> str | None:
    """Start a session; of the old one only the language stays, unless the account has its own.
    Answers what the new one waits for: code | password | setup, or None."""
    language = session.get("language")
    opened = open_session(
        outside(),
        actor,
        browser_of(request.user_agent.string),
        network_of(asked_from()),
    )
    session.clear()
    if opened.language or language:
        session["language"] = opened.language or language
    session.permanent = True
    found = load_session(outside(), opened.id)
    assert isinstance(found, Session)
    login_user(SignedIn(opened.id, found))
    for name in ("_fresh", "_id"):  # Flask-Login's own marks, of no use to us
        session.pop(name, None)
    return opened.waits_for


def end() -> None:
    """End this session, on the server too."""
    mine = running()
    if mine is not None:
        sign_out(outside(), mine.actor, mine.id_hash)
    logout_user()
    language = session.get("language")
    session.clear()  # what was searched for, what was told: nothing for whoever sits down next
    if language:
        session["language"] = language
    flash(_("Đã đăng xuất."), "done")


def tell_that_it_is_over() -> None:
    """On the way to the sign-in page: why somebody who was signed in has to sign in again."""
    why = g.pop("session_over", None)
    if why is None:
        return
    session.pop("_user_id", None)
    if why == IDLE_TOO_LONG:
        said = _("Phiên đã tự kết thúc vì 4 giờ không thao tác. Đăng nhập lại là về đúng trang cũ.")
    elif why == DAY_IS_OVER:
        said = _("Phiên đã đủ 12 giờ nên tự kết thúc. Đăng nhập lại là về đúng trang cũ.")
    else:
        said = _("Phiên này đã được kết thúc từ nơi khác, hoặc do đổi mật khẩu, khóa tài khoản.")
    flash(said, "told")


def mentions_new() -> int:
    """How many comments name the reader since they last looked, as the list itself counts them."""
    if "mentions_new" not in g:
        someone = reader()
        try:
            g.mentions_new = mentions(outside(), someone).new if someone is not None else 0
        except ServiceDown:
            g.mentions_new = 0
    return int(g.mentions_new)


def install(app: Flask) -> None:
    """Give the application its sessions."""
    manager = LoginManager()
    # Its own processor would load the person for every template, the page that says that the
    # database is away included.
    manager.init_app(app, add_context_processor=False)
    # The id is unguessable and ends on the server; a changed network is no reason to sign in again.
    manager.session_protection = None
    manager.user_loader(load)
    manager.request_loader(load_program)
    app.jinja_env.globals.update(reader=reader, places=reader_places, mentions_new=mentions_new)
