"""`/ho-so/truc-tuyen`: what was handed in online and waits at the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import segno
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.online.decide import ask_for_more, refuse_online
from engine.errors import InvalidAnswers, NotFound
from engine.questions.intake.desk import desk_of
from engine.questions.intake.online import OnlineToReceive, online_queue, online_to_receive
from engine.questions.intake.procedures import open_for_intake
from engine.questions.slips import IntakeRefused, intake_refusal
from web.current import actor, outside
from web.reads import note_persons
from web.sent_file import pdf

blueprint = Blueprint("online_desk", __name__, url_prefix="/ho-so/truc-tuyen")


@blueprint.get("")
def page() -> str:
    """The queue, the longest waiting first."""
    queue = online_queue(outside(), actor())
    if queue:
        note_persons("online")
    return render_template("online_desk/queue.html", queue=queue)


@blueprint.get("/<uuid:submission_id>")
def answer(submission_id: UUID) -> str:
    """Ask for more, or refuse: what the person will read on their page."""
    note_persons("online")
    return _page(online_to_receive(outside(), actor(), submission_id))


@blueprint.post("/<uuid:submission_id>")
def decide(submission_id: UUID) -> ResponseReturnValue:
    """Give it back to be completed, or refuse it and print the slip (Mẫu 03)."""
    waiting = online_to_receive(outside(), actor(), submission_id)
    reason, guidance = request.form.get("reason", ""), request.form.get("guidance", "")
    try:
        if request.form.get("act") != "refuse":
            code = ask_for_more(outside(), actor(), submission_id, reason)
            flash(_("Đã yêu cầu hoàn thiện bản nộp %(code)s.", code=code), "done")
            return redirect(url_for("online_desk.page"), 303)
        refused = IntakeRefused(waiting.procedure, waiting.applicant, reason, guidance)
        slip = intake_refusal(outside(), actor(), refused)
        refuse_online(outside(), actor(), submission_id, reason, guidance)
    except InvalidAnswers as wrong:
        return _page(waiting, wrong.fields), 422
    return pdf(slip, "phieu-tu-choi-tiep-nhan.pdf")


@blueprint.get("/ma-qr/<procedure>")
def poster(procedure: str) -> str:
    """A sheet with the QR code that leads to the online form of a procedure at this desk."""
    choices = open_for_intake(outside(), actor())
    choice = next((c for c in choices if procedure in (c.code_or_slug, c.slug)), None)
    if choice is None:
        raise NotFound(_("Không có thủ tục này để tiếp nhận."))
    desk = desk_of(outside(), actor())
    path = url_for("online.start", procedure=choice.code_or_slug, noi=desk.unit_code)
    address = f"{outside().settings.public_url}{path}"
    return render_template(
        "online_desk/poster.html",
        choice=choice,
        desk=desk,
        address=address,
        qr=segno.make(address, error="m").svg_data_uri(border=2),
    )


def _page(waiting: OnlineToReceive, wrong: Mapping[str, Sequence[str]] | None = None) -> str:
    return render_template(
        "online_desk/answer.html", waiting=waiting, given=request.form, wrong=wrong or {}
    )
