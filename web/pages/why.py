"""`/ho-so/<dossier>/vi-sao`: on what ground each step was done, or may be done, or may not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from engine.errors import InvalidAnswers, NotKnownYet
from engine.questions.register.why import why_for
from web.current import actor, outside
from web.moments import read_moment

blueprint = Blueprint("why", __name__, url_prefix="/ho-so/<uuid:dossier_id>/vi-sao")


@blueprint.get("")
def page(dossier_id: UUID) -> ResponseReturnValue:
    """As answered then; with `luc` or `biet`, the register asked again about that time."""
    try:
        at = read_moment("luc", request.args.get("luc"))
        known_at = read_moment("biet", request.args.get("biet"))
        found = why_for(outside(), actor(), dossier_id, at=at, known_at=known_at)
    except InvalidAnswers as refused:
        return _page(dossier_id, refused.fields), 422
    except NotKnownYet as refused:
        return _page(dossier_id, {"biet": [refused.sentence]}), 422
    return render_template("why/page.html", why=found, given=request.args, wrong={})


def _page(dossier_id: UUID, wrong: Mapping[str, Sequence[str]]) -> str:
    found = why_for(outside(), actor(), dossier_id)
    return render_template("why/page.html", why=found, given=request.args, wrong=wrong)
