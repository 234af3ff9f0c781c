"""`/quan-tri/tham-quyen`: the register of authority, for those who keep it."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from engine.questions.register.competence_list import competence_list
from engine.questions.register.home import home
from engine.questions.register.instrument_list import Wanted, instrument_list
from web.current import actor, outside
from web.existing import existing

blueprint = Blueprint("authority", __name__, url_prefix="/quan-tri/tham-quyen")

LONGEST_SEARCH = 100


@blueprint.get("")
def page() -> str:
    """What waits for a second pair of eyes, what is about to end, what has lapsed; `tim` looks
    through everything."""
    words = request.args.get("tim", "").strip()[:LONGEST_SEARCH]
    acts = instrument_list(outside(), actor(), Wanted(words)) if words else None
    laws = competence_list(outside(), actor(), words) if words else None
    here = "/quan-tri/tham-quyen"
    return render_template(
        "authority/page.html",
        home=home(outside(), actor()),
        words=words,
        acts=acts,
        laws=laws,
        units=existing(f"{here}/don-vi"),
    )
