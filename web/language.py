"""Vietnamese first, English second: the catalogue's keys are the Vietnamese texts themselves."""

from __future__ import annotations

from flask import Flask, g, request, session
from flask_babel import Babel, gettext

from engine.errors import TrinhKyError
from engine.say import say, telling
from signing.errors import SigningError
from web.problems import of_api

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


def chosen() -> str:
    """The language that this browser session (a program: this request) asked for; Vietnamese
    unless it did."""
    language = session.get("language")
    if language is None and of_api():
        language = request.accept_languages.best_match(LANGUAGES)
    return language if language in LANGUAGES else "vi"


def choose(language: str) -> None:
    """Remember a language for this browser session. An unknown one changes nothing."""
    if language in LANGUAGES:
        session["language"] = language


def sentence_of(refused: TrinhKyError | SigningError) -> str:
    """Why something was refused, in the reader's language. `signing` knows no readers: it leaves
    the places of its sentences open."""
    if isinstance(refused, SigningError):
        return say(refused.text, **refused.values)
    return refused.sentence


def install(app: Flask) -> None:
    """Give the application its translations."""
    Babel(
        app,
        locale_selector=chosen,
        default_locale="vi",
        default_translation_directories="locale",
    )
    app.jinja_env.globals["language"] = chosen
    app.jinja_env.globals["LANGUAGES"] = LANGUAGES

    @app.before_request
    def engine_speaks_it_too() -> None:
        g.told = telling(gettext)
        g.told.__enter__()

    @app.teardown_request
    def engine_speaks_vietnamese_again(_problem: BaseException | None) -> None:
        if "told" in g:
            g.pop("told").__exit__(None, None, None)
