"""`/quan-tri/tham-quyen`: the register of authority, for those who keep it."""

from __future__ import annotations

from flask import Blueprint, render_template

from engine.actions.register.office import require_registrar
from web.current import actor, outside

blueprint = Blueprint("authority", __name__, url_prefix="/quan-tri/tham-quyen")


@blueprint.get("")
def page() -> str:
    """What the register holds, what waits for a second pair of eyes, and what is about to end."""
    with outside().sessions.begin() as session:
        require_registrar(session, outside(), actor())
    return render_template("authority/page.html")
