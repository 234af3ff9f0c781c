"""`/api`: the document for people; `/api/v1/openapi.json`: for programs."""

from __future__ import annotations

import json

from flask import Blueprint, Response, render_template

from web.api.document import document
from web.api.nouns import blueprint as routes
from web.guard import public

blueprint = Blueprint("reference", __name__)


@routes.get("/openapi.json")
@public
def openapi() -> Response:
    """Without anybody's data: anyone may read it."""
    return Response(json.dumps(document(), ensure_ascii=False), mimetype="application/json")


@blueprint.get("/api")
@public
def page() -> str:
    """The same, to be read, searched in and printed."""
    return render_template("api/page.html", document=document())
