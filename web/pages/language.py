"""`/ngon-ngu`: change the language of the pages."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine.actions.accounts.choose_language import choose_language
from web.addresses import local_address
from web.current import outside
from web.guard import public
from web.language import LANGUAGES, choose
from web.sign_in import reader

blueprint = Blueprint("language", __name__)


@blueprint.post("/ngon-ngu")
@public
def change() -> ResponseReturnValue:
    """Remember the language for the account too, and go back to the page where it was asked for."""
    language = request.form.get("language", "")
    choose(language)
    someone = reader()
    if someone is not None and language in LANGUAGES:
        choose_language(outside(), someone, language)
    return redirect(local_address(request.form.get("next")) or url_for("inbox.page"), 303)
