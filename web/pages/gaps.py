"""`/quan-tri/tham-quyen/khoang-trong`: from when nobody may sign what, and what is given twice."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from engine.actions.register.find_gaps import find_gaps
from engine.questions.register.gaps import gaps
from web.current import actor, outside

blueprint = Blueprint("gaps", __name__, url_prefix="/quan-tri/tham-quyen/khoang-trong")


@blueprint.get("")
def page() -> str:
    """As the last night found it, 90 days ahead."""
    return render_template("gaps/page.html", gaps=gaps(outside(), actor()))


@blueprint.post("")
def look_again() -> ResponseReturnValue:
    """Now, instead of tonight."""
    find_gaps(outside(), actor())
    return redirect(url_for("gaps.page"), 303)
