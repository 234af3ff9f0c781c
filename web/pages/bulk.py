"""`/hang-loat`: one act for the tasks chosen in the list, with an answer for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.bulk.assign import assign_many
from engine.actions.bulk.forward import forward
from engine.actions.bulk.many import Answer, require_some
from engine.actions.bulk.send_back import send_back_many
from engine.core.move import TaskRef
from engine.errors import InvalidAnswers
from engine.questions.inbox.bulk import labels, receivers, targets
from web.chosen import person_chosen
from web.current import actor, outside
from web.picked import picked

blueprint = Blueprint("bulk", __name__, url_prefix="/hang-loat")

Wrong = Mapping[str, Sequence[str]]


@blueprint.post("/chuyen")
def send_on() -> ResponseReturnValue:
    """Each goes on by its step's primary action."""
    try:
        key = request.form.get("key", "").replace("\0", "") or str(uuid4())
        answers = forward(outside(), actor(), _chosen(), key)
    except InvalidAnswers as refused:
        return _refused(refused)
    return _done(_("Chuyển bước sau"), answers)


@blueprint.post("/giao")
def give() -> ResponseReturnValue:
    """To whom; then each is given."""
    try:
        refs = _chosen()
        to = person_chosen(request.form.get("assign_to"))
        if to is None:
            wrong = {"assign_to": [_("Hãy chọn người được giao.")]} if _sent() else {}
            return _give_page(refs, wrong)
        return _done(_("Giao việc"), assign_many(outside(), actor(), refs, to))
    except InvalidAnswers as refused:
        return _refused(refused)


@blueprint.post("/tra")
def send_back() -> ResponseReturnValue:
    """To which step and why; then each goes back."""
    form = request.form
    try:
        refs = _chosen()
        if not form.get("target"):
            wrong = {"target": [_("Hãy chọn bước nhận lại.")]} if _sent() else {}
            return _return_page(refs, wrong)
        answers = send_back_many(outside(), actor(), refs, form["target"], form.get("reason", ""))
        return _done(_("Chuyển trả"), answers)
    except InvalidAnswers as refused:
        if "reason" in refused.fields:
            return _return_page(refs, refused.fields)
        return _refused(refused)


@blueprint.get("/chuyen")
@blueprint.get("/giao")
@blueprint.get("/tra")
def back() -> ResponseReturnValue:
    """Whoever loads the address of an answer comes back to the list."""
    return redirect(url_for("inbox.page"), 303)


def _chosen() -> tuple[TaskRef, ...]:
    """The tasks that the form names. Raises InvalidAnswers, for none and for too many, too."""
    found = picked(request.form.getlist("viec"), "tasks")
    require_some(found)
    return found


def _sent() -> bool:
    """Whether this is the answered page and not the list."""
    return "answered" in request.form


def _give_page(refs: Sequence[TaskRef], wrong: Wrong) -> ResponseReturnValue:
    people = receivers(outside(), actor(), refs)
    page = render_template(
        "bulk/assign.html", refs=refs, people=people, given=request.form, wrong=wrong
    )
    return page, 422 if wrong else 200


def _return_page(refs: Sequence[TaskRef], wrong: Wrong) -> ResponseReturnValue:
    steps = targets(outside(), actor(), refs)
    page = render_template(
        "bulk/return.html", refs=refs, steps=steps, given=request.form, wrong=wrong
    )
    return page, 422 if wrong else 200


def _done(title: str, answers: Sequence[Answer]) -> ResponseReturnValue:
    named = labels(outside(), actor(), [answer.ref for answer in answers])
    return render_template(
        "bulk/done.html",
        title=title,
        refused=[answer for answer in answers if answer.refused],
        done=[answer for answer in answers if not answer.refused],
        named=named,
    )


def _refused(refused: InvalidAnswers) -> ResponseReturnValue:
    sentences = [said for each in refused.fields.values() for said in each]
    return render_template("bulk/refused.html", sentences=sentences), 422
