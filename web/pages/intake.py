"""`/ho-so/moi`: the desk takes a dossier in on one page, and the receipt is there at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.dossiers.receive import Intake, receive
from engine.actions.intake.remember_habit import remember_habit
from engine.actions.pending import keep_all
from engine.core.written_id import written_id
from engine.errors import InvalidAnswers, NotFound, NotYours, UploadRefused
from engine.questions.intake.acquaintance import desk_habit
from engine.questions.intake.next_step import next_step
from engine.questions.intake.online import online_to_receive, online_waiting
from engine.questions.intake.procedures import IntakeChoice, open_for_intake
from web.answers import answers_of
from web.current import actor, outside
from web.intake_sheet import Sheet, blank_sheet, online_sheet, sent_sheet
from web.reads import note_persons
from web.uploads import uploads_of

blueprint = Blueprint("intake", __name__, url_prefix="/ho-so/moi")


@blueprint.get("")
def page() -> str:
    """The form of the procedure asked for, or of the only one there is; else the choice. With
    `truc-tuyen`, filled in with an online submission."""
    if online := request.args.get("truc-tuyen"):
        taken_up = online_to_receive(outside(), actor(), _uuid(online))
        note_persons("online")
        choice = _choice(taken_up.procedure)
        if choice is None:
            raise NotFound(_("Không có thủ tục này để tiếp nhận."))
        return show(choice, online_sheet(choice, taken_up))
    choice = _choice(request.args.get("thu-tuc"))
    return show(choice, blank_sheet())


@blueprint.post("")
def take_in() -> ResponseReturnValue:
    """Receive the dossier; a form that fails comes back filled, its files kept."""
    choice = filled_in()
    refused_files = keep_sent(choice)
    sheet = sent_sheet(choice)
    if refused_files:
        return show(choice, sheet, wrong={"papers": refused_files}), 422
    try:
        received = receive(outside(), actor(), _intake(choice, sheet))
    except InvalidAnswers as refused:
        return show(choice, sheet, wrong=refused.fields), 422
    except UploadRefused as refused:
        return show(choice, sheet, wrong={"papers": [refused.sentence]}), 422
    except NotYours as refused:
        return show(choice, sheet, wrong={"procedure": [refused.sentence]}), 403
    remember_habit(outside(), actor(), print_at_once=sheet.print_at_once, procedure=choice.key)
    on = None if sheet.print_at_once else next_step(outside(), actor(), received.dossier_id)
    if on is not None:
        flash(_("Đã tiếp nhận hồ sơ %(code)s; làm tiếp ngay tại đây.", code=received.code), "done")
        there = url_for("task.page", dossier_id=on.dossier_id, task_id=on.task_id)
        return redirect(there, 303)
    now = 1 if sheet.print_at_once else None
    return redirect(url_for("receipt.page", dossier_id=received.dossier_id, now=now), 303)


@blueprint.post("/bieu-mau")
def ask_again() -> str:
    """The form's questions that are asked after what has been answered so far; keeps nothing."""
    choice = filled_in()
    if choice.form is None:
        raise NotFound(_("Thủ tục này không có biểu mẫu tiếp nhận."))
    return render_template(
        "forms/fields.html",
        form=choice.form,
        answers=answers_of(request.form),
        wrong={},
        again=request.path,
    )


def keep_sent(choice: IntakeChoice) -> list[str]:
    """Keep the files that came with the form, so that no answer loses them; what is wrong with
    those that cannot be taken."""
    uploads = uploads_of(request.files, "papers.")
    kept, wrong = keep_all(outside(), actor().person_id, choice.papers, uploads)
    g.kept_now = [each.id for each in kept]
    return list(wrong)


def _intake(choice: IntakeChoice, sheet: Sheet) -> Intake:
    return Intake(
        procedure=choice.slug,
        applicant=sheet.applicant,
        submitter=sheet.submitter,
        papers=(),
        answers=sheet.answers,
        idempotency_key=request.form.get("key") or str(uuid4()),
        resolving_unit_id=_unit(request.form["procedure"]),
        kept=tuple(each.id for each in sheet.kept),
        reused=sheet.reused,
        online_id=sheet.online_id,
        notices=sheet.notices,
    )


def _choice(key: str | None) -> IntakeChoice | None:
    """The one asked for, by key or slug; without one, the only one there is."""
    choices = open_for_intake(outside(), actor())
    if key is None:
        return choices[0] if len(choices) == 1 else None
    return next((c for c in choices if key in (c.key, c.slug)), None)


def filled_in() -> IntakeChoice:
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
    return written_id(key.partition("@")[2])


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(_("Không có bản nộp trực tuyến này.")) from None


def show(
    choice: IntakeChoice | None,
    sheet: Sheet,
    wrong: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The page as it was filled in so far."""
    habit = desk_habit(outside(), actor())
    choices = open_for_intake(outside(), actor())
    return render_template(
        "intake/page.html",
        choices=sorted(choices, key=lambda each: each.key != habit.procedure),
        last=habit.procedure,
        choice=choice,
        sheet=sheet,
        given=sheet.given,
        answers=sheet.answers,
        wrong=wrong or {},
        key=request.form.get("key") or str(uuid4()),
        print_at_once=sheet.print_at_once if request.form else habit.print_at_once,
        waiting=online_waiting(outside(), actor()),
    )
