"""`/ho-so/moi`: the desk takes a dossier in on one page, and the receipt is there at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from engine.actions.dossiers.receive import Intake, receive
from engine.core.dossier import Party
from engine.errors import InvalidAnswers, NotFound, UploadRefused
from engine.questions.procedures import IntakeChoice, open_for_intake
from web.answers import answers_of
from web.current import actor, outside
from web.uploads import uploads_of

blueprint = Blueprint("intake", __name__, url_prefix="/ho-so/moi")


@blueprint.get("")
def page() -> str:
    """The form of the procedure asked for, or of the only one there is; else the choice."""
    return _page(_choice(request.args.get("thu-tuc")))


@blueprint.post("")
def take_in() -> ResponseReturnValue:
    """Receive the dossier; a form that fails comes back filled (files must be chosen again)."""
    choice = _choice(request.form.get("procedure"))
    if choice is None:
        raise NotFound(_("Không có thủ tục này để tiếp nhận."))
    try:
        received = receive(outside(), actor(), _intake(choice.slug))
    except InvalidAnswers as refused:
        return _page(choice, wrong=refused.fields), 422
    except UploadRefused as refused:
        return _page(choice, wrong={"papers": [refused.sentence]}), 422
    return redirect(url_for("receipt.page", dossier_id=received.dossier_id), 303)


@blueprint.post("/bieu-mau")
def ask_again() -> str:
    """The form's questions that are asked after what has been answered so far; keeps nothing."""
    choice = _choice(request.form.get("procedure"))
    if choice is None or choice.form is None:
        raise NotFound(_("Thủ tục này không có biểu mẫu tiếp nhận."))
    return render_template(
        "forms/fields.html",
        form=choice.form,
        answers=answers_of(request.form),
        wrong={},
        again=request.path,
    )


def _intake(slug: str) -> Intake:
    form = request.form
    other = any(form[name].strip() for name in form if name.startswith("submitter."))
    return Intake(
        procedure=slug,
        applicant=_party(form, "applicant"),
        submitter=_party(form, "submitter") if other else None,
        papers=tuple(uploads_of(request.files, "papers.")),
        answers=answers_of(form),
        idempotency_key=form.get("key") or str(uuid4()),
    )


def _party(form: MultiDict[str, str], role: str) -> Party:
    def text(name: str) -> str | None:
        return form.get(f"{role}.{name}", "").strip() or None

    return Party(
        full_name=text("full_name") or "",
        identity=text("identity"),
        phone=text("phone"),
        email=text("email"),
        address=text("address"),
    )


def _choice(slug: str | None) -> IntakeChoice | None:
    choices = open_for_intake(outside(), actor())
    if slug is None:
        return choices[0] if len(choices) == 1 else None
    return next((c for c in choices if c.slug == slug), None)


def _page(choice: IntakeChoice | None, wrong: Mapping[str, Sequence[str]] | None = None) -> str:
    return render_template(
        "intake/page.html",
        choices=open_for_intake(outside(), actor()),
        choice=choice,
        given=request.form,
        answers=answers_of(request.form),
        wrong=wrong or {},
        key=request.form.get("key") or str(uuid4()),
    )
