"""`/quan-tri/tham-quyen/thu-tuc`: who may decide a procedure, on a day of one's choosing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from engine.errors import InvalidAnswers
from engine.questions.register.procedures import procedures_decided
from engine.questions.register.timeline import timeline
from engine.questions.register.who_may import who_may
from web.current import actor, outside
from web.moments import read_moment

blueprint = Blueprint("who_may", __name__, url_prefix="/quan-tri/tham-quyen")


@blueprint.get("/thu-tuc")
def procedures() -> str:
    """Every procedure that the register knows, found by words of its title or code."""
    found = procedures_decided(outside(), actor(), request.args.get("tim", ""))
    return render_template("who_may/list.html", found=found)


@blueprint.get("/thu-tuc/<code>")
def page(code: str) -> ResponseReturnValue:
    """Law → instrument → position → person, every way, at the moment asked for."""
    try:
        at = read_moment("ngay", request.args.get("ngay"))
    except InvalidAnswers as refused:
        return _page(code, None, refused.fields), 422
    return _page(code, at, {})


@blueprint.get("/vi-tri/<uuid:position_id>/dong-thoi-gian")
def seat(position_id: UUID) -> str:
    """What a position may, was given and gave, over time."""
    found = timeline(outside(), actor(), position_id)
    return render_template("who_may/timeline.html", found=found)


def _page(code: str, at: datetime | None, wrong: Mapping[str, Sequence[str]]) -> str:
    written = request.args.get("don_vi", "")
    try:
        unit = UUID(written) if written else None
    except ValueError:
        abort(404)
    found = who_may(outside(), actor(), code, at, unit)
    return render_template("who_may/page.html", found=found, given=request.args, wrong=wrong)
