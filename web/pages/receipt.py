"""`/ho-so/<dossier>/giay-tiep-nhan`: the slip that the applicant takes along, with its QR code."""

from __future__ import annotations

from uuid import UUID

import segno
from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from engine.questions.dossier_page import dossier_page
from engine.questions.slips import receipt
from web.current import actor, outside
from web.sent_file import pdf

blueprint = Blueprint("receipt", __name__, url_prefix="/ho-so/<uuid:dossier_id>/giay-tiep-nhan")


@blueprint.get("")
def page(dossier_id: UUID) -> str:
    """Code, time to come back, and the QR code on the screen for a phone to take."""
    dossier = dossier_page(outside(), actor(), dossier_id)
    page = url_for("lookup.status", lookup_code=dossier.head.lookup_code)
    address = f"{outside().settings.public_url}{page}"
    return render_template(
        "receipt/page.html",
        dossier=dossier,
        address=address,
        qr=segno.make(address, error="m").svg_data_uri(border=0),
    )


@blueprint.get("/ban-in")
def printed(dossier_id: UUID) -> ResponseReturnValue:
    """The slip as PDF (Mẫu 01)."""
    return pdf(receipt(outside(), actor(), dossier_id), "giay-tiep-nhan.pdf")
