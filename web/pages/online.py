"""`/nop-ho-so`: somebody hands a dossier in from home, without an account.

The page of a submission has a secret address: who has it, fills it in. Nothing here tells whether
a code, a name or a number exists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

import segno
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.online.fill import (
    MOST_BYTES,
    OPEN,
    Filling,
    begin_online,
    drop_online,
    file_of,
    hand_in,
    save_online,
)
from engine.actions.pending import kept_bytes
from engine.core.forms import Form
from engine.core.written_id import written_id
from engine.errors import InvalidAnswers, NotFound
from engine.questions.intake.online import OnlineState, OpenAtHome, online_state, open_at_home
from web.answers import answers_of
from web.current import outside
from web.guard import public
from web.intake_sheet import Sheet, party_sent, submitter_sent
from web.sent_file import sent
from web.tries import limited
from web.uploads import uploads_of

blueprint = Blueprint("online", __name__, url_prefix="/nop-ho-so")

HOUR = 3600
LOOKS, BEGINNINGS, SENDINGS, WRONG_SECRETS = 1200, 20, 120, 60
"""Times an hour from one address: a whole ward may sit behind one."""


@blueprint.get("")
@public
def page() -> str:
    """Every procedure that may be handed in online, with its desks."""
    count_try("look", LOOKS)
    return render_template("online/list.html", open=open_at_home(outside()), title=None)


@blueprint.get("/<procedure>")
@public
def start(procedure: str) -> ResponseReturnValue:
    """What one procedure asks for, and the button to begin; with several desks, which one."""
    count_try("look", LOOKS)
    found = _open(procedure)
    if len(found) > 1:
        return render_template("online/list.html", open=found, title=found[0].choice.title)
    [one] = found
    return render_template("online/start.html", one=one, form=for_the_public(one.choice.form))


@blueprint.post("/<procedure>")
@public
def begin(procedure: str) -> ResponseReturnValue:
    """Open an empty submission, and go to its secret address; without a desk, to the choice."""
    [one, *more] = _open(procedure)
    if more:
        return redirect(url_for("online.start", procedure=procedure), 303)
    count_try("begin", BEGINNINGS)
    secret = begin_online(outside(), one.desk.unit_id, one.choice.key)
    return redirect(url_for("online.fill", secret=secret, moi=1), 303)


@blueprint.get("/tiep/<secret>")
@public
def fill(secret: str) -> ResponseReturnValue:
    """Where a submission stands: to be filled in, waiting at the desk, taken in or refused."""
    return _show(secret, state_at(secret))


@blueprint.post("/tiep/<secret>")
@public
def send(secret: str) -> ResponseReturnValue:
    """Save what is there, hand it in, or erase it."""
    state = state_at(secret)
    count_try("send", SENDINGS)
    if request.form.get("act") == "drop":
        drop_online(outside(), secret)
        flash(_("Đã xóa bản nộp và mọi tệp kèm theo."), "done")
        return redirect(url_for("online.page"), 303)
    choice = desk_of(state)
    filling = Filling(
        applicant=party_sent("applicant"),
        submitter=submitter_sent(),
        answers=answers_of(request.form),
        uploads=tuple(uploads_of(request.files, "papers.")),
        keep=tuple(_uuids(request.form.getlist("kept"))),
        papers=choice.choice.papers,
        form=for_the_public(choice.choice.form),
    )
    try:
        if request.form.get("act") == "save":
            if wrong := save_online(outside(), secret, filling):
                return _show(secret, state_at(secret), {"papers": wrong}), 422
            flash(_("Đã lưu; có thể đóng trang và mở lại bằng địa chỉ này."), "done")
        else:
            hand_in(outside(), secret, filling)
    except InvalidAnswers as refused:
        return _show(secret, state_at(secret), refused.fields), 422
    return redirect(url_for("online.fill", secret=secret), 303)


@blueprint.post("/tiep/<secret>/bieu-mau")
@public
def ask_again(secret: str) -> str:
    """The questions that are asked after what has been answered so far; keeps nothing."""
    form = for_the_public(desk_of(state_at(secret)).choice.form)
    if form is None:
        raise NotFound(_("Thủ tục này không có biểu mẫu tiếp nhận."))
    return render_template(
        "forms/fields.html",
        form=form,
        answers=answers_of(request.form),
        wrong={},
        again=request.path,
    )


@blueprint.get("/tiep/<secret>/tep/<uuid:file_id>")
@public
def file(secret: str, file_id: UUID) -> ResponseReturnValue:
    """One of the submission's own files."""
    state_at(secret)
    kept, data = kept_bytes(outside(), file_of(outside(), secret), file_id)
    return sent(data, kept.name, kept.media_type)


def for_the_public(form: Form | None) -> Form | None:
    """The form without what steers the dossier: whether it is complete is the desk's to say."""
    if form is None:
        return None
    asked = tuple(each for each in form.fields if each.key not in form.facts)
    return replace(form, fields=asked, facts=frozenset())


def _open(procedure: str) -> tuple[OpenAtHome, ...]:
    """The desks of one procedure; one of them, where the address (a QR code's) names it."""
    found = open_at_home(outside(), procedure)
    desk, key = request.values.get("noi"), request.values.get("viec")
    chosen = tuple(
        each
        for each in found
        if desk in (None, each.desk.unit_code) and key in (None, each.choice.key)
    )
    if not chosen:
        raise NotFound(_("Thủ tục này chưa nhận hồ sơ trực tuyến ở đây."))
    return chosen


def state_at(secret: str) -> OnlineState:
    try:
        return online_state(outside(), secret)
    except NotFound:
        count_try("secret", WRONG_SECRETS)
        raise


def desk_of(state: OnlineState) -> OpenAtHome:
    found = open_at_home(outside())
    here = (
        each
        for each in found
        if each.desk.unit_id == state.unit_id and each.choice.key == state.procedure
    )
    one = next(here, None)
    if one is None:
        raise NotFound(_("Thủ tục này không còn nhận hồ sơ trực tuyến; hãy đến bộ phận tiếp nhận."))
    return one


def _show(secret: str, state: OnlineState, wrong: Mapping[str, Sequence[str]] | None = None) -> str:
    address = f"{outside().settings.public_url}{url_for('online.fill', secret=secret)}"
    if state.status not in OPEN:
        return render_template(
            "online/state.html",
            state=state,
            address=address,
            qr=segno.make(address, error="m").svg_data_uri(border=0),
        )
    one = desk_of(state)
    sheet = Sheet(
        applicant=state.applicant,
        submitter=state.submitter,
        answers=state.answers,
        kept=state.files,
    )
    if wrong and request.method == "POST":
        sheet = replace(
            sheet,
            applicant=party_sent("applicant"),
            submitter=submitter_sent(),
            answers=answers_of(request.form),
        )
    return render_template(
        "online/form.html",
        secret=secret,
        state=state,
        one=one,
        form=for_the_public(one.choice.form),
        sheet=sheet,
        given=sheet.given,
        answers=sheet.answers,
        wrong=wrong or {},
        address=address,
        new="moi" in request.args,
        most_mb=MOST_BYTES // (1024 * 1024),
    )


def count_try(door: str, most: int) -> None:
    """Raises TooManyTries."""
    limited(f"online-{door}", most, HOUR)


def _uuids(texts: Sequence[str]) -> list[UUID]:
    return [id for text in texts if (id := written_id(text)) is not None]
