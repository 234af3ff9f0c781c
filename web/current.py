"""What every page needs of the present request: the outside world and who is asking."""

from __future__ import annotations

from typing import cast

from flask import current_app
from flask_login import current_user

from engine.actions.actor import Actor
from engine.outside.outside import Outside


def outside() -> Outside:
    """The adapters that this process was started with."""
    return cast(Outside, current_app.extensions["outside"])


def actor() -> Actor:
    """The signed-in person. Only for pages behind the guard: there is always one."""
    return cast(Actor, current_user.actor)
