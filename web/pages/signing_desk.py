"""`/ky-duyet`: the signing desk. What the signer should know, and how an assistant arranges it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.actor import Actor
from engine.actions.batch.choose import SIGN
from engine.actions.desk.arrange import arrange
from engine.actions.desk.look import look
from engine.actions.documents.sign import sign_with
from engine.actions.tasks.send_back import send_back
from engine.core.move import TaskRef
from engine.errors import InvalidAnswers
from engine.outside.keys import OpenKey
from engine.outside.outside import Outside
from engine.questions.desks.signing_case import signing_case
from engine.questions.desks.signing_desk import signing_desk
from web.current import actor, outside
from web.desk import ITEM, Act, desk_for
from web.shown import LaidOut


def _sign(outside: Outside, actor: Actor, ref: TaskRef, shown: str, key: OpenKey) -> object:
    return sign_with(outside, actor, ref, shown, key, "full")


def _beside(ref: TaskRef, _laid: LaidOut) -> Mapping[str, object]:
    return {"case": signing_case(outside(), actor(), ref)}


desk = desk_for(
    Act(
        desk="signing_desk",
        prefix="/ky-duyet",
        kind=SIGN,
        press="ky",
        way_back="chuyen-tra",
        read=signing_desk,
        use_key=_sign,
        send_back=send_back,
        beside=_beside,
        no_password=lambda: _("Hãy nhập mật khẩu của khóa ký."),
        done=lambda code: _("Đã ký %(code)s; hệ thống đang hoàn tất chữ ký.", code=code),
        sent_back=lambda code: _("Đã chuyển trả hồ sơ %(code)s.", code=code),
    ),
    __name__,
    "da-xem",
    "xep",
)
blueprint = desk.blueprint


@blueprint.post(f"{ITEM}/da-xem")
def look_at_it(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """The page lies open before the signer: it may now be chosen into a batch."""
    ref = TaskRef(dossier_id, task_id)
    look(outside(), actor(), ref, request.form.get("shown_sha256", ""))
    if "HX-Request" not in request.headers:
        return redirect(desk.address(ref), 303)
    item = signing_desk(outside(), actor()).item(ref)
    return render_template("signing_desk/looked.html", item=item, open_ref=ref)


@blueprint.post(f"{ITEM}/xep")
def arrange_it(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Put it first or last, or leave a word for the signer."""
    ref, form = TaskRef(dossier_id, task_id), request.form
    try:
        arrange(
            outside(),
            actor(),
            ref,
            place=form.get("place", "usual"),
            look=form.get("look") == "true",
            note=form.get("note", ""),
        )
    except InvalidAnswers as refused:
        return desk.render(desk.read(), ref, wrong=refused.fields, arranging=True), 422
    flash(_("Đã sắp xếp lại danh sách ký duyệt."), "done")
    return redirect(desk.address(ref), 303)
