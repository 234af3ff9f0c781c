"""`/tra-cuu`, `/t/<code>`: a citizen asks where the dossier is, by the code or QR of the slip."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.errors import NotFound
from engine.questions.public import status as status_of
from web.current import outside
from web.guard import public

blueprint = Blueprint("lookup", __name__)


@blueprint.get("/tra-cuu")
@public
def page() -> ResponseReturnValue:
    """Ask for the look-up code, and go to its page."""
    code = request.args.get("ma", "").strip()
    if code:
        return redirect(url_for("lookup.status", lookup_code=code), 303)
    return render_template("lookup/page.html", code="", wrong=None)


@blueprint.get("/t/<lookup_code>")
@public
def status(lookup_code: str) -> ResponseReturnValue:
    """Where the dossier is: nothing beyond what the slip in the reader's hand shows."""
    try:
        found = status_of(outside(), lookup_code)
    except NotFound:
        wrong = _("Không có hồ sơ nào mang mã tra cứu này. Hãy xem lại mã in trên giấy tiếp nhận.")
        return render_template("lookup/page.html", code=lookup_code, wrong=wrong), 404
    return render_template("lookup/status.html", status=found, lookup_code=lookup_code)
