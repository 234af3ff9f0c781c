"""`/ho-so/<dossier>/phieu/<slip>`: the slips of a dossier, as PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.actor import Actor
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.slips import (
    apology_letter,
    control_sheet,
    receipt,
    stop_notice,
    supplement_request,
)
from web.current import actor, outside
from web.sent_file import pdf

blueprint = Blueprint("slips", __name__)

Slip = Callable[[Outside, Actor, UUID], bytes]
SLIPS: Mapping[str, Slip] = {
    "giay-tiep-nhan": receipt,
    "bo-sung": supplement_request,
    "xin-loi": apology_letter,
    "dung-giai-quyet": stop_notice,
    "kiem-soat": control_sheet,
}


@blueprint.get("/ho-so/<uuid:dossier_id>/phieu/<slip>")
def printed(dossier_id: UUID, slip: str) -> ResponseReturnValue:
    """The slip of this name, if the dossier has it now."""
    return pdf(slip_named(slip)(outside(), actor(), dossier_id), f"{slip}.pdf")


def slip_named(name: str) -> Slip:
    """Raises NotFound."""
    make = SLIPS.get(name)
    if make is None:
        raise NotFound(_("Không có loại phiếu này."))
    return make
