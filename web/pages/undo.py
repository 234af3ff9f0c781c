"""`/hoan-tac`: take back what was just forwarded, and be at the task again."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.dossiers.undo import TakenBack, undo
from engine.errors import AlreadyDone, NotFound, TrinhKyError, UndoRefused
from web import undo as offers
from web.current import actor, outside

blueprint = Blueprint("undo", __name__)

MOST = 100
"""Dossiers that one press takes back."""


@blueprint.post("/hoan-tac")
def take_back() -> ResponseReturnValue:
    """Each `move` is a dossier and the version that its forwarding made, joined by a point."""
    moves = [_move(text) for text in request.form.getlist("move")[:MOST]]
    if not moves:
        raise NotFound(_("Không có việc nào để hoàn tác."))
    back: list[TakenBack] = []
    refused: list[TrinhKyError] = []
    for dossier_id, version in moves:
        try:
            back.append(undo(outside(), actor(), dossier_id, version))
        except (UndoRefused, AlreadyDone) as refusal:
            refused.append(refusal)
    offers.forget()
    if not back:
        return _refused(refused[0])
    if len(moves) == 1:
        flash(_("Đã hoàn tác: hồ sơ trở lại đây, nội dung đã ghi vẫn còn."), "done")
        return redirect(_where(back[0]), 303)
    flash(_("Đã hoàn tác %(count)s hồ sơ.", count=len(back)), "done")
    for sentence in dict.fromkeys(refusal.sentence for refusal in refused):
        flash(sentence, "trouble")
    return redirect(url_for("inbox.page"), 303)


@blueprint.get("/hoan-tac")
def back_home() -> ResponseReturnValue:
    """Whoever loads again the address of a refused undo."""
    return redirect(url_for("inbox.page"), 303)


def _move(text: str) -> tuple[UUID, int]:
    dossier, _point, version = text.partition(".")
    try:
        return UUID(dossier), int(version)
    except ValueError:
        raise NotFound(_("Không có việc nào để hoàn tác.")) from None


def _where(back: TakenBack) -> str:
    page = "task_acts.return_page" if back.kind == "returned" else "task.page"
    return url_for(page, dossier_id=back.ref.dossier_id, task_id=back.ref.task_id)


def _refused(refusal: TrinhKyError) -> ResponseReturnValue:
    heading = _("Không hoàn tác được nữa")
    page = render_template("errors/page.html", code=409, heading=heading, sentence=refusal.sentence)
    return page, 409
