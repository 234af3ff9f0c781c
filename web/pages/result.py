"""`/ho-so/<dossier>/ket-qua/<document>`: a released result: read it, hand it over, trust it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template

from engine.questions.dossier.files import document_bytes
from engine.questions.dossier.page import dossier_page
from engine.questions.public.verdict import verdict
from web.current import actor, outside
from web.viewer import sheets_of

blueprint = Blueprint("result", __name__)


@blueprint.get("/ho-so/<uuid:dossier_id>/ket-qua/<uuid:document_id>")
def page(dossier_id: UUID, document_id: UUID) -> str:
    """The document with the verdict on its signatures, as anyone outside would get it."""
    dossier = dossier_page(outside(), actor(), dossier_id)
    data, _name = document_bytes(outside(), actor(), dossier_id, document_id, None)
    return render_template(
        "result/page.html",
        dossier=dossier,
        document_id=document_id,
        verdict=verdict(outside(), data),
        sheet=sheets_of(dossier, None, str(document_id)).on_glass,
    )
