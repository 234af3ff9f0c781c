"""`/ho-so/<dossier>/dang-mo`: who else has the dossier open."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from engine.questions.dossier.presence import gone, who_else
from web.by_itself import by_itself
from web.current import actor, outside

blueprint = Blueprint("presence", __name__, url_prefix="/ho-so/<uuid:dossier_id>/dang-mo")


@blueprint.get("")
@by_itself
def others(dossier_id: UUID) -> str:
    """A line for each; nothing for nobody. Asking says that the reader has it open."""
    return render_template("presence/others.html", others=who_else(outside(), actor(), dossier_id))


@blueprint.post("/roi")
def leave(dossier_id: UUID) -> ResponseReturnValue:
    """The page was closed."""
    gone(outside(), actor(), dossier_id)
    return "", 204
