"""`/van-hanh`: what is stuck, why, since when, what to press."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.operations.retry import retry
from engine.actions.operations.retry_alike import retry_alike
from engine.core.vietnamese import format_number
from engine.errors import NotYours
from engine.questions.operations.operations import alike, stuck
from engine.questions.operations.system_state import system_state
from engine.questions.places import places
from web.current import actor, outside

blueprint = Blueprint("operations", __name__, url_prefix="/van-hanh")


@blueprint.get("")
def page() -> str:
    """Everything that waits for a service, or for somebody who may act."""
    require_operations()
    found = stuck(outside(), actor())
    counts = Counter(item.kind for item in found)
    return render_template(
        "operations/page.html", groups=alike(found), counts=counts, state=system_state(outside())
    )


@blueprint.post("/thu-lai/<string:key>")
def again_alike(key: str) -> ResponseReturnValue:
    """Try everything that waits for the same cause now."""
    require_operations()
    count = retry_alike(outside(), actor(), key)
    flash(_("Đã yêu cầu thử lại ngay %(count)s việc.", count=format_number(count)), "done")
    return redirect(url_for("operations.page"), 303)


@blueprint.post("/<uuid:dossier_id>/<uuid:outbox_id>/thu-lai")
def again(dossier_id: UUID, outbox_id: UUID) -> ResponseReturnValue:
    """Try a waiting piece of work now instead of at its next turn."""
    require_operations()
    retry(outside(), actor(), dossier_id, outbox_id)
    flash(_("Đã yêu cầu thử lại ngay."), "done")
    return redirect(url_for("operations.page"), 303)


def require_operations() -> None:
    """Raises NotYours."""
    if not places(outside(), actor()).operations:
        raise NotYours(_("Chỉ lãnh đạo đơn vị và người vận hành hệ thống được mở trang này."))
