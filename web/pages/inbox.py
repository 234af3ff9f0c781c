"""`/`: the inbox, home of everyone who works here; the first task is open beside the list."""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from engine.errors import AlreadyDone
from engine.questions.inbox import inbox
from web.current import actor, outside
from web.pages.task import render_task

blueprint = Blueprint("inbox", __name__)


@blueprint.get("/")
def page() -> ResponseReturnValue:
    """The list, due first. On a narrow screen the list alone is shown."""
    mine = inbox(outside(), actor())
    for item in mine.items:
        # Somebody may have done it between the list and the page: then the next one is open.
        with suppress(AlreadyDone):
            return render_task(item.ref, place="at-list", tasks=mine)
    return render_template("inbox/empty.html", tasks=mine)
