"""Sessions: Flask-Login keeps the person and the account's session epoch, nothing else.

Each request loads the account again, so that a locked account, or sessions ended by raising the
epoch, are over with the next click.
"""

from __future__ import annotations

from uuid import UUID

from flask import Flask, flash, g, session
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from engine.actions.accounts.load_actor import load_actor
from engine.actions.actor import Actor
from engine.errors import ServiceDown
from engine.questions.mentions import mentions
from engine.questions.places import NOWHERE, Places, places
from web.current import outside


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """What Flask-Login holds of a person."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def get_id(self) -> str:
        return f"{self.actor.person_id}:{self.actor.session_epoch}"


def load(kept: str) -> SignedIn | None:
    """The person of a session cookie, or None when it is not (or no longer) good."""
    person, _colon, epoch = kept.partition(":")
    try:
        found = load_actor(outside(), UUID(person), int(epoch))
    except ValueError:
        return None
    return SignedIn(found) if found else None


def reader() -> Actor | None:
    """Who reads this page; None for a citizen, and while nobody can be looked up."""
    try:
        return current_user.actor if current_user.is_authenticated else None
    except ServiceDown:
        return None


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


def begin(actor: Actor) -> None:
    """Start a session; the language chosen before stays, all else of the old session goes."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    session.permanent = True
    login_user(SignedIn(actor))


def end() -> None:
    """End this session."""
    logout_user()
    flash(_("Đã đăng xuất."), "done")


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
    manager.user_loader(load)
    app.jinja_env.globals.update(reader=reader, places=reader_places, mentions_new=mentions_new)
