"""`/tra-cuu`, `/t/<code>`: a citizen asks where the dossier is, by the code or QR of the slip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import NotFound
from engine.questions.public.status import status as status_of
from web.current import outside
from web.guard import public
from web.lookup_codes import code_in
from web.tries import guessing

blueprint = Blueprint("lookup", __name__)


@blueprint.get("/tra-cuu")
@public
def page() -> ResponseReturnValue:
    """Ask for the look-up code, and go to its page."""
    code = code_in(request.args.get("ma", ""))
    if code:
        return redirect(url_for("lookup.status", lookup_code=code), 303)
    return render_template("lookup/page.html", code="", wrong=None)


@blueprint.get("/t/<lookup_code>")
@public
def status(lookup_code: str) -> ResponseReturnValue:
    """Where the dossier is: nothing beyond what the slip in the reader's hand shows."""
    try:
        return render_status(lookup_code)
    except NotFound as unknown:
        return render_template("lookup/page.html", code=lookup_code, wrong=unknown.sentence), 404


def render_status(lookup_code: str, wrong: Mapping[str, Sequence[str]] | None = None) -> str:
    """The page; `wrong` brings a refused sending back. Raises NotFound, TooManyTries."""
    with guessing():
        found = status_of(outside(), lookup_code)
    return render_template(
        "lookup/status.html", status=found, lookup_code=lookup_code, wrong=wrong or {}
    )
