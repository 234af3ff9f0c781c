"""`/quan-tri/tham-quyen/van-ban/<instrument>/ket-qua`: every result that leaned on it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from engine.core.authority.leaning import Grade
from engine.questions.register.letter import remedial_letter
from engine.questions.register.results import results
from web.current import actor, outside
from web.sent_file import pdf

blueprint = Blueprint(
    "leaning", __name__, url_prefix="/quan-tri/tham-quyen/van-ban/<uuid:instrument_id>/ket-qua"
)


@blueprint.get("")
def page(instrument_id: UUID) -> str:
    """Graded, the gravest first, with what to do; `muc` narrows to one grade."""
    asked = request.args.get("muc", "")
    only = Grade(asked) if asked in set(Grade) else None
    found = results(outside(), actor(), instrument_id, only)
    return render_template("leaning/page.html", found=found, only=only)


@blueprint.get("/<uuid:dossier_id>/<uuid:document_id>/van-ban-khac-phuc")
def letter(instrument_id: UUID, dossier_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """The remedial letter, drafted."""
    drafted = remedial_letter(outside(), actor(), instrument_id, dossier_id, document_id)
    return pdf(drafted, "du-thao-khac-phuc.pdf")
