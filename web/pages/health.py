"""`/health`, `/ready`: for the machines that watch us."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from engine.questions.operations.health import health, ready
from web.current import outside
from web.guard import public

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
@public
def alive() -> ResponseReturnValue:
    """200 while this process answers."""
    return jsonify(health(outside()))


@blueprint.get("/ready")
@public
def can_serve() -> ResponseReturnValue:
    """200 when database and queue answer, else 503 with what does not."""
    found = ready(outside())
    return jsonify(asdict(found)), 200 if found.ok else 503
