"""The notice after a forwarding: what happened, and for some seconds the way back."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import Flask, flash, session

from engine.questions.task.forwarded import Forwarded, forwarded
from web.current import actor, outside
from web.sign_in import reader

UNDO = "undo"
"""Category of flashed notices that carry a way back."""


def tell(dossier_id: UUID, kind: str, otherwise: str) -> None:
    """Say on the next page what an act of this kind has made of the dossier, with the way back;
    `otherwise` when that is no longer, or was not, its last change."""
    done = forwarded(outside(), actor(), dossier_id, kind)
    if done is None:
        flash(otherwise, "done")
    else:
        offer(done.says, (done,))


def offer(sentence: str, done: Iterable[Forwarded]) -> None:
    """One notice for one or for many dossiers; one press takes back all that may be."""
    back = [each for each in done if each.seconds]
    if not back:
        flash(sentence, "done")
        return
    forget()  # one way back at a time: that of the last press
    until = time.time() + min(each.seconds for each in back)
    flash(
        {
            "says": sentence,
            "moves": [f"{each.dossier_id}.{each.version}" for each in back],
            "until": until,
            "again": False,
            "person": str(actor().person_id),
        },  # type: ignore[arg-type]  # the session keeps any JSON; our template knows this one
        UNDO,
    )


def seconds_left(told: dict[str, Any]) -> int:
    """Of the window, when a page with the notice is drawn; while some are left, the next page
    has it, too. None for whoever sits down at the same browser next."""
    someone = reader()
    if someone is None or str(someone.person_id) != told["person"]:
        return 0
    left = max(0, int(told["until"] - time.time()))
    if left:
        flash({**told, "again": True}, UNDO)  # type: ignore[arg-type]  # as above
    return left


def forget() -> None:
    """What was taken back is offered no more."""
    if "_flashes" in session:
        session["_flashes"] = [each for each in session["_flashes"] if each[0] != UNDO]


def install(app: Flask) -> None:
    """Give the templates this name."""
    app.jinja_env.globals["seconds_left"] = seconds_left
