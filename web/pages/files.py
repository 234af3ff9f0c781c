"""The bytes: papers that were handed in, documents that we wrote."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from engine.questions.dossier.files import document_bytes, paper_bytes, paper_page
from web.current import actor, outside
from web.sent_file import pdf, sent

blueprint = Blueprint("files", __name__, url_prefix="/ho-so/<uuid:dossier_id>")


@blueprint.get("/giay-to/<uuid:paper_id>")
def paper(dossier_id: UUID, paper_id: UUID) -> ResponseReturnValue:
    """A paper as it was handed in."""
    data, name, media_type = paper_bytes(outside(), actor(), dossier_id, paper_id)
    return sent(data, name, media_type)


@blueprint.get("/giay-to/<uuid:paper_id>/trang/<int:page>")
def paper_as_picture(dossier_id: UUID, paper_id: UUID, page: int) -> Response:
    """One page of a PDF paper as a small picture, for a thin line."""
    data = paper_page(outside(), actor(), dossier_id, paper_id, page)
    return Response(data, mimetype="image/webp")


@blueprint.get("/van-ban/<uuid:document_id>")
def document(dossier_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """A document of ours: its newest version, or the one that `ban` names."""
    version = request.args.get("ban", type=int)
    data, name = document_bytes(outside(), actor(), dossier_id, document_id, version)
    return pdf(data, name)
