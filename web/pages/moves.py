"""`/quan-tri/tham-quyen/chuyen-ho-so`: dossiers that a change of the register moves."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from engine.questions.register.run import run_page
from engine.questions.register.runs import latest_runs
from web.by_itself import by_itself
from web.current import actor, outside

blueprint = Blueprint("moves", __name__, url_prefix="/quan-tri/tham-quyen/chuyen-ho-so")


@blueprint.get("")
def page() -> str:
    """The runs of late."""
    return render_template("authority/runs.html", runs=latest_runs(outside(), actor()))


@blueprint.get("/<uuid:run_id>")
def one(run_id: UUID) -> str:
    """How far it is, what moved where, and what went otherwise than foreseen."""
    return render_template("authority/run.html", run=run_page(outside(), actor(), run_id))


@blueprint.get("/<uuid:run_id>/tien-do")
@by_itself
def state(run_id: UUID) -> ResponseReturnValue:
    """The progress alone, asked again while it moves; at its end the whole page is."""
    run = run_page(outside(), actor(), run_id)
    fragment = make_response(render_template("authority/run_state.html", run=run))
    if run.progress.done:
        fragment.headers["HX-Redirect"] = url_for("moves.one", run_id=run_id)
    return fragment
