"""`/tim`: a dossier by its code, a name or a phone number."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from engine.questions.inbox.search import Found, search
from web.current import actor, outside
from web.reads import note_read

blueprint = Blueprint("search", __name__, url_prefix="/tim")

LONGEST = 200
"""What is longer is nobody's name."""


@blueprint.get("")
def page() -> str:
    """As a page; to a script on an open page, the list alone."""
    typed = request.args.get("q", "")[:LONGEST].replace("\0", "")
    found = search(outside(), actor(), typed) if typed.strip() else Found((), more=False)
    for each in found.items:
        note_read(each.id, "search")
    alone = "HX-Request" in request.headers
    template = "search/found.html" if alone else "search/page.html"
    return render_template(template, typed=typed, found=found)
