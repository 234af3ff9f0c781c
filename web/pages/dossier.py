"""`/ho-so/<dossier>`: all of one dossier: papers, documents, tasks, history."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template, request

from engine.questions.dossier_page import dossier_page
from web.current import actor, outside
from web.viewer import sheets_of

blueprint = Blueprint("dossier", __name__)


@blueprint.get("/ho-so/<uuid:dossier_id>")
def page(dossier_id: UUID) -> str:
    """Everything that the reader may see of it."""
    dossier = dossier_page(outside(), actor(), dossier_id)
    return render_template(
        "dossier/page.html",
        dossier=dossier,
        sheets=sheets_of(dossier, None, request.args.get("xem")),
    )
