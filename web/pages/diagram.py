"""`/ho-so/<dossier>/so-do`: the procedure's diagram with the token on it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, render_template

from engine.questions.dossier.diagram import diagram_page, diagram_xml
from web.current import actor, outside

blueprint = Blueprint("diagram", __name__, url_prefix="/ho-so/<uuid:dossier_id>/so-do")


@blueprint.get("")
def page(dossier_id: UUID) -> str:
    """The diagram, and the same in words."""
    return render_template(
        "diagram/page.html", diagram=diagram_page(outside(), actor(), dossier_id)
    )


@blueprint.get("/bpmn")
def source(dossier_id: UUID) -> Response:
    """The diagram itself, as the dossier's own procedure version has it."""
    response = Response(diagram_xml(outside(), actor(), dossier_id), mimetype="application/xml")
    # XML may carry pages of its own; opened by itself, nothing of it runs.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
