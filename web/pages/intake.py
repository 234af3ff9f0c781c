"""`/ho-so/moi`: the desk takes a dossier in on one page, and the receipt is there at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from engine.actions.dossiers.receive import Intake, receive
from engine.core.dossier import Party
from engine.errors import InvalidAnswers, NotFound, NotYours, UploadRefused
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
    choice = _filled_in()
    try:
        received = receive(outside(), actor(), _intake(choice))
    except InvalidAnswers as refused:
        return _page(choice, wrong=refused.fields), 422
    except UploadRefused as refused:
        return _page(choice, wrong={"papers": [refused.sentence]}), 422
    except NotYours as refused:
        return _page(choice, wrong={"procedure": [refused.sentence]}), 403
    return redirect(url_for("receipt.page", dossier_id=received.dossier_id), 303)


@blueprint.post("/bieu-mau")
def ask_again() -> str:
    """The form's questions that are asked after what has been answered so far; keeps nothing."""
    choice = _filled_in()
    if choice.form is None:
        raise NotFound(_("Thủ tục này không có biểu mẫu tiếp nhận."))
    return render_template(
        "forms/fields.html",
        form=choice.form,
        answers=answers_of(request.form),
        wrong={},
        again=request.path,
    )


def _intake(choice: IntakeChoice) -> Intake:
    form = request.form
    other = any(form[name].strip() for name in form if name.startswith("submitter."))
    return Intake(
        procedure=choice.slug,
        applicant=_party(form, "applicant"),
        submitter=_party(form, "submitter") if other else None,
        papers=tuple(uploads_of(request.files, "papers.")),
        answers=answers_of(form),
        idempotency_key=form.get("key") or str(uuid4()),
        resolving_unit_id=_unit(form["procedure"]),
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


def _choice(key: str | None) -> IntakeChoice | None:
    """The one asked for, by key or slug; without one, the only one there is."""
    choices = open_for_intake(outside(), actor())
    if key is None:
        return choices[0] if len(choices) == 1 else None
    return next((c for c in choices if key in (c.key, c.slug)), None)


def _filled_in() -> IntakeChoice:
    """The one whose form was sent. Where the units that resolve it have changed in the meantime,
    the procedure is still that procedure: what was filled in is not lost."""
    key = request.form.get("procedure", "")
    same = (c for c in open_for_intake(outside(), actor()) if _code(c.key) == _code(key))
    choice = _choice(key) or next(same, None)
    if choice is None:
        raise NotFound(_("Không có thủ tục này để tiếp nhận."))
    return choice


def _code(key: str) -> str:
    return key.partition("@")[0]


def _unit(key: str) -> UUID | None:
    """The resolving unit that the desk chose, if there was a choice."""
    try:
        return UUID(key.partition("@")[2])
    except ValueError:
        return None


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
