"""`/ngon-ngu`: change the language of the pages."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from web.addresses import local_address
from web.guard import public
from web.language import choose

blueprint = Blueprint("language", __name__)


@blueprint.post("/ngon-ngu")
@public
def change() -> ResponseReturnValue:
    """Remember the language and go back to the page where it was asked for."""
    choose(request.form.get("language", ""))
    return redirect(local_address(request.form.get("next")) or url_for("inbox.page"), 303)
