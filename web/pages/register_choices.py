"""`/quan-tri/tham-quyen/goi-y`: what a field of the register's forms may name, while one types."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from engine.questions.register.choices import offered
from web.current import actor, outside

blueprint = Blueprint("register_choices", __name__, url_prefix="/quan-tri/tham-quyen/goi-y")

LONGEST = 200


@blueprint.get("")
def offers() -> str:
    """Options for the list under a field; `loai` is a kind of `engine.questions.register.choices`,
    `tim` what was typed."""
    words = request.args.get("tim", "")[:LONGEST]
    found = offered(outside(), actor(), request.args.get("loai", ""), words)
    return render_template("authority/choices.html", found=found)
