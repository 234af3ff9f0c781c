"""`/thu-tuc`, `/thu-tuc/<code>`: what may be asked for, with which papers, in how long."""

from __future__ import annotations

from typing import Any

import segno
from flask import Blueprint, current_app, render_template, request, url_for

from engine.questions.public.procedure_list import procedure_list
from engine.questions.public.procedure_page import procedure_page
from web.current import outside
from web.guard import public

blueprint = Blueprint("procedures", __name__, url_prefix="/thu-tuc")

ONLINE = "/nop-ho-so/<"
"""How the address of the public online form begins, where this installation has one."""
LONGEST = 100
"""Characters of a search that are looked at."""


@blueprint.get("")
@public
def page() -> str:
    """The list, found by words and field."""
    wanted = request.args.get("tim", "")[:LONGEST]
    field = request.args.get("linh-vuc", "")
    number = request.args.get("trang", 1, type=int)
    return render_template(
        "procedures/list.html",
        found=procedure_list(outside(), wanted, field, number),
        wanted=wanted,
        field=field,
    )


@blueprint.get("/<key>")
@public
def one(key: str) -> str:
    """One procedure; its address is the national code, or the slug where it has none."""
    procedure = procedure_page(outside(), key)
    path = url_for("procedures.one", key=procedure.key)
    address = f"{outside().settings.public_url}{path}"
    return render_template(
        "procedures/one.html",
        procedure=procedure,
        online=_online(procedure.slug),
        address=address,
        qr=segno.make(address, error="m").svg_data_uri(border=0),
    )


def _online(slug: str) -> str | None:
    """The address at which the dossier may be handed in online, if there is such a page."""
    for rule in current_app.url_map.iter_rules():
        if rule.rule.startswith(ONLINE) and "GET" in (rule.methods or ()):
            [*names] = rule.arguments
            if len(names) == 1:
                values: dict[str, Any] = {names[0]: slug}
            return url_for(rule.endpoint, **values)
    return None
