"""`/ho-so/<dossier>/giay-tiep-nhan`: the slip that the applicant takes along, with its QR code."""

from __future__ import annotations

from uuid import UUID

import segno
from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.actions.dossiers.reprint import reprint
from engine.questions.dossier.page import dossier_page
from engine.questions.intake.acquaintance import desk_habit
from engine.questions.intake.receipt import notices_queued, times_reprinted
from engine.questions.slips import receipt
from web.current import actor, outside
from web.sent_file import pdf

blueprint = Blueprint("receipt", __name__, url_prefix="/ho-so/<uuid:dossier_id>/giay-tiep-nhan")


@blueprint.get("")
def page(dossier_id: UUID) -> str:
    """Code, time to come back, and the QR code on the screen for a phone to take. With `now` the
    print dialog opens by itself."""
    dossier = dossier_page(outside(), actor(), dossier_id)
    page = url_for("lookup.status", lookup_code=dossier.head.lookup_code)
    address = f"{outside().settings.public_url}{page}"
    return render_template(
        "receipt/page.html",
        dossier=dossier,
        address=address,
        qr=segno.make(address, error="m").svg_data_uri(border=0),
        times=times_reprinted(outside(), actor(), dossier_id),
        notices=notices_queued(outside(), actor(), dossier_id),
        print_at_once="now" in request.args,
        next=desk_habit(outside(), actor()).procedure,
    )


@blueprint.get("/ban-in")
def printed(dossier_id: UUID) -> ResponseReturnValue:
    """The slip as PDF (Mẫu 01); with `lan` marked as that print after the first."""
    times = request.args.get("lan", type=int)
    return pdf(receipt(outside(), actor(), dossier_id, times), "giay-tiep-nhan.pdf")


@blueprint.post("/in-lai")
def print_again(dossier_id: UUID) -> ResponseReturnValue:
    """Record one more print, and go to it."""
    times = reprint(outside(), actor(), dossier_id)
    return redirect(url_for("receipt.printed", dossier_id=dossier_id, lan=times), 303)
