"""`/ho-so/tu-choi-tiep-nhan`: the desk does not take in, and says why on a slip (Mẫu 03)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.core.dossier import Party
from engine.errors import InvalidAnswers
from engine.questions.intake.procedures import open_for_intake
from engine.questions.slips import IntakeRefused, intake_refusal
from web.current import actor, outside
from web.intake_sheet import party_sent
from web.sent_file import pdf

blueprint = Blueprint("refuse_intake", __name__, url_prefix="/ho-so/tu-choi-tiep-nhan")


@blueprint.get("")
def page() -> str:
    """What was asked for, by whom, and why it is not taken in."""
    return _page()


@blueprint.post("")
def printed() -> ResponseReturnValue:
    """The slip as PDF; no dossier is opened and nothing is kept. From the intake page the form
    comes first, with the person who stands there already."""
    form = request.form
    if form.get("begin"):
        return _page(given=dict(form) | asdict(party_sent("applicant")))
    if not form.get("procedure"):
        return _page({"procedure": [_("Hãy chọn thủ tục.")]}), 422
    refused = IntakeRefused(
        procedure=form["procedure"],
        applicant=Party(
            full_name=form.get("full_name", ""),
            identity=form.get("identity", "").strip() or None,
            phone=form.get("phone", "").strip() or None,
            email=None,
            address=form.get("address", "").strip() or None,
        ),
        reason=form.get("reason", ""),
        guidance=form.get("guidance", ""),
    )
    try:
        return pdf(intake_refusal(outside(), actor(), refused), "phieu-tu-choi-tiep-nhan.pdf")
    except InvalidAnswers as wrong:
        return _page(wrong.fields), 422


def _page(
    wrong: Mapping[str, Sequence[str]] | None = None, given: Mapping[str, str | None] | None = None
) -> str:
    return render_template(
        "intake/refuse.html",
        choices=open_for_intake(outside(), actor()),
        given=given or request.values,
        wrong=wrong or {},
    )
