"""The web application: `create_app(outside)`."""

from __future__ import annotations

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from engine.actions.accounts.load_session import LONGEST
from engine.outside import logs
from engine.outside.outside import Outside
from web import (
    compress,
    errors,
    fields,
    guard,
    headers,
    language,
    reads,
    request_log,
    sent_in,
    sign_in,
    undo,
    words,
)
from web.api import ROUTES, programs
from web.pages import SCREENS

STATIC_SECONDS = 7 * 24 * 3600
"""Built files carry their time in the address, so browsers may keep them."""


def create_app(outside: Outside) -> Flask:
    """Build the application around its outside world (database, files, queue, clock)."""
    logs.configure()
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=outside.settings.secret_key,
        DEMO=outside.settings.demo,
        MAX_CONTENT_LENGTH=outside.settings.upload_limit,
        PERMANENT_SESSION_LIFETIME=LONGEST,
        # Only an answer that changed the session sends it: else a paper that arrives late beside
        # the page would bring back the session of before, without what the page was to tell.
        SESSION_REFRESH_EACH_REQUEST=False,
        SEND_FILE_MAX_AGE_DEFAULT=STATIC_SECONDS,
        SESSION_COOKIE_NAME="trinhky",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # A form token lives as long as its session: nobody loses a text typed over lunch.
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.extensions["outside"] = outside
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    # Addresses decide who tries too often: only as many proxies as the settings say are believed.
    if outside.settings.proxies:
        near = outside.settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=near, x_proto=near)  # type: ignore[method-assign]
    compress.install(app)
    request_log.install(app)
    sent_in.install(app)
    programs.install(app, CSRFProtect(app))
    sign_in.install(app)
    guard.install(app)
    headers.install(app)
    reads.install(app)
    language.install(app)
    words.install(app)
    fields.install(app)
    undo.install(app)
    errors.install(app)
    for screen in (*SCREENS, *ROUTES):
        app.register_blueprint(screen)
    return app
