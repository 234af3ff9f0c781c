"""`/tra-ket-qua`: the return counter: scan or search, open, hand over, next."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

import segno
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.returns.hand_over import (
    AT_THE_DESK,
    CHANNEL,
    OTHER,
    RECEIVER,
    SUBMITTER,
    Taker,
    hand_over,
)
from engine.core.move import TaskRef
from engine.core.written_id import written_id
from engine.errors import InvalidAnswers
from engine.questions.dossier.page import dossier_page
from engine.questions.returns import handed_over, returns, signature_bytes
from engine.questions.task.page import TaskPage, task_page
from web.answers import answers_of
from web.current import actor, outside
from web.lookup_codes import code_in
from web.reads import note_read
from web.sent_file import sent

blueprint = Blueprint("returns", __name__, url_prefix="/tra-ket-qua")

DRAWN = "data:image/png;base64,"
"""How the pad sends what was drawn."""


@blueprint.get("")
def page() -> ResponseReturnValue:
    """What waits here. A scan or a code that finds one opens it at once."""
    wanted = code_in(request.args.get("tim", ""))
    found = returns(outside(), actor(), wanted, written_id(request.args.get("don-vi")))
    for item in found.items if wanted else ():
        note_read(item.ref.dossier_id, "search")
    if wanted and len(found.items) == 1:
        ref = found.items[0].ref
        address = url_for("returns.one", dossier_id=ref.dossier_id, task_id=ref.task_id)
        return redirect(address, 303)
    return render_template("returns/page.html", returns=found, wanted=wanted)


@blueprint.get("/<uuid:dossier_id>/<uuid:task_id>")
def one(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """The result, and who takes it: all filled in but for the press."""
    task = task_page(outside(), actor(), TaskRef(dossier_id, task_id))
    if task.form is None or not any(field.key == CHANNEL for field in task.form.fields):
        return redirect(url_for("task.page", dossier_id=dossier_id, task_id=task_id), 303)
    return _page(task)


@blueprint.post("/<uuid:dossier_id>/<uuid:task_id>")
def give(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Hand it over; the line of the register is there to be printed and signed."""
    form, ref = request.form, TaskRef(dossier_id, task_id)
    answers = answers_of(form)
    taker = Taker(form.get("taker", ""), form.get("taker_name", ""), form.get("taker_paper", ""))
    try:
        hand_over(
            outside(),
            actor(),
            ref,
            answers,
            taker,
            _drawn(form.get("signature", "")),
            form.get("key"),
        )
    except InvalidAnswers as refused:
        return _page(task_page(outside(), actor(), ref), refused.fields), 422
    if answers.get(CHANNEL) == AT_THE_DESK:
        return redirect(url_for("returns.done", dossier_id=dossier_id), 303)
    flash(_("Đã ghi trả kết quả; hồ sơ chuyển sang bước tiếp theo hoặc kết thúc."), "done")
    return redirect(url_for("returns.page"), 303)


@blueprint.get("/<uuid:dossier_id>/da-tra")
def done(dossier_id: UUID) -> str:
    """Who took it and when, as a line of the register; and the question for the applicant."""
    handed = handed_over(outside(), actor(), dossier_id)
    dossier = dossier_page(outside(), actor(), dossier_id)
    path = url_for("applicant.rating", lookup_code=dossier.head.lookup_code)
    address = f"{outside().settings.public_url}{path}"
    return render_template(
        "returns/done.html",
        handed=handed,
        dossier=dossier,
        rating=address,
        qr=segno.make(address, error="m").svg_data_uri(border=0),
    )


@blueprint.get("/<uuid:dossier_id>/chu-ky")
def signature(dossier_id: UUID) -> ResponseReturnValue:
    """The signature as it was drawn."""
    return sent(signature_bytes(outside(), actor(), dossier_id), "chu-ky.png", "image/png")


def _page(task: TaskPage, wrong: Mapping[str, Sequence[str]] | None = None) -> str:
    fields = () if task.form is None else task.form.fields
    given = request.form
    default = SUBMITTER if task.head.submitter else "applicant"
    return render_template(
        "returns/one.html",
        task=task,
        head=task.head,
        results=[document for document in task.documents if document.released],
        fields=[field for field in fields if field.key != RECEIVER],
        answers=answers_of(given) if given else {CHANNEL: AT_THE_DESK, **task.answers},
        taker=given.get("taker", default),
        other=OTHER,
        given=given,
        wrong=wrong or {},
        key=given.get("key") or str(uuid4()),
    )


def _drawn(sent_in: str) -> bytes | None:
    """The drawn signature; None for an empty pad. Raises InvalidAnswers."""
    if not sent_in:
        return None
    try:
        if not sent_in.startswith(DRAWN):
            raise NotBase64
        return b64decode(sent_in.removeprefix(DRAWN), validate=True)
    except (NotBase64, ValueError):
        said = _("Chữ ký trên màn hình không đọc được; hãy ký lại, hoặc ký trên giấy.")
        raise InvalidAnswers({"signature": [said]}) from None
