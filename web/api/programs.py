"""How requests of the API are let in: a browser's session needs its CSRF token, a program's token
is enough by itself."""

from __future__ import annotations

from flask import Flask, current_app, request
from flask_wtf.csrf import CSRFProtect

from web.api.nouns import blueprint
from web.guard import is_public
from web.problems import of_api
from web.sign_in import by_token, running


def install(app: Flask, protection: CSRFProtect) -> None:
    """Take the API out of the pages' CSRF check, and check what may need it here.

    Public routes do nothing in anybody's name, and JSON is no body that a foreign page can send.
    """
    protection.exempt(blueprint)

    @app.before_request
    def as_a_browser() -> None:
        if not of_api() or request.endpoint is None or is_public(request.endpoint):
            return
        if running() is None or by_token():
            return  # the guard says who must sign in
        if current_app.config["WTF_CSRF_ENABLED"]:
            protection.protect()
