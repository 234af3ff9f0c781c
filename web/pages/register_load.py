"""`/quan-tri/tham-quyen/nap`: a file of the register, shown first, taken in by a second person."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from engine.actions.papers import Upload
from engine.actions.register.bring_file import bring_file
from engine.actions.register.take_file_in import take_file_in
from engine.core.register_file.sheets import SHEETS
from engine.errors import RegisterFaulty, TrinhKyError, UploadRefused
from engine.questions.delegation.loads import loads, one_load
from web.current import actor, outside

blueprint = Blueprint("register_load", __name__, url_prefix="/quan-tri/tham-quyen/nap")

ACCEPTED = (".xlsx", ".csv")
KINDS = {"new": _l("Mới"), "corrected": _l("Sửa"), "ended": _l("Kết thúc")}


@blueprint.get("")
def page() -> str:
    """The form, and the last files."""
    return _page()


@blueprint.post("")
def bring() -> ResponseReturnValue:
    """Judge the file and keep it with what it would change."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _page(UploadRefused(_("Hãy chọn tệp danh mục."))), 422
    try:
        load_id = bring_file(outside(), actor(), Upload("", file.filename, file.read()))
    except (RegisterFaulty, UploadRefused) as refused:
        return _page(refused, file.filename), 422
    return redirect(url_for("register_load.one", load_id=load_id), 303)


@blueprint.get("/<uuid:load_id>")
def one(load_id: UUID) -> str:
    """What the file changes, and who may take it in."""
    found = one_load(outside(), actor(), load_id)
    return render_template("register_load/one.html", load=found, kinds=KINDS)


@blueprint.post("/<uuid:load_id>")
def take_in(load_id: UUID) -> ResponseReturnValue:
    """All of it, at once."""
    if take_file_in(outside(), actor(), load_id):
        flash(_("Đã nạp; danh mục mới có hiệu lực từ lúc này."))
    else:
        flash(_("Danh mục đã đổi từ lúc chạy thử, chưa có gì được ghi; hãy xem lại thay đổi."))
    return redirect(url_for("register_load.one", load_id=load_id), 303)


def _page(refused: TrinhKyError | None = None, name: str = "") -> str:
    return render_template(
        "register_load/page.html",
        loads=loads(outside(), actor()),
        sheets=[sheet.title for sheet in SHEETS],
        accepted=ACCEPTED,
        refused=refused,
        faults=getattr(refused, "faults", ()),
        more=getattr(refused, "more", 0),
        name=name,
    )
