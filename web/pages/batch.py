"""`/lo/<batch>`: several documents signed or sealed with one password, an answer for each.

One request signs a few; the page asks for the next few with the password that only its own field
holds. It can be left and come back to: where each document stands is read from the attempts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.batch.lay_out import lay_out
from engine.actions.batch.sign_next import sign_next
from engine.errors import SigningRefused
from engine.questions.desks.batch import batch
from signing.errors import SigningError
from web.by_itself import by_itself
from web.current import actor, outside

blueprint = Blueprint("batch", __name__, url_prefix="/lo/<uuid:batch_id>")

Wrong = Mapping[str, Sequence[str]]


@blueprint.get("")
def page(batch_id: UUID) -> str:
    """What was chosen, how far it is, and the one password."""
    return _page(batch_id)


@blueprint.get("/tinh-trang")
@by_itself
def state(batch_id: UUID) -> ResponseReturnValue:
    """Where each document stands, asked again while something moves."""
    return _items(batch_id)


@blueprint.post("/trinh-bay")
def lay_them_out(batch_id: UUID) -> ResponseReturnValue:
    """Write the next pages; the fragment asks for more until all lie before the signer."""
    lay_out(outside(), actor(), batch_id)
    if "HX-Request" in request.headers:
        return _items(batch_id)
    return redirect(url_for("batch.page", batch_id=batch_id), 303)


@blueprint.post("/ky")
def sign_them(batch_id: UUID) -> ResponseReturnValue:
    """Sign, or seal, the next few. A wrong password changes nothing."""
    password = request.form.get("password", "")
    try:
        if not password:
            raise SigningRefused(_("Hãy nhập mật khẩu của khóa ký."), "no_password")
        lay_out(outside(), actor(), batch_id)
        sign_next(outside(), actor(), batch_id, password)
    except (SigningRefused, SigningError) as refused:
        wrong = {"password": [refused.sentence]}
        if "HX-Request" in request.headers:
            return _items(batch_id, wrong), 422
        return _page(batch_id, wrong), 422
    if "HX-Request" in request.headers:
        return _items(batch_id)
    return redirect(url_for("batch.page", batch_id=batch_id), 303)


@blueprint.get("/ky")
@blueprint.get("/trinh-bay")
def back(batch_id: UUID) -> ResponseReturnValue:
    """Whoever loads again the address of a form comes back to the batch."""
    return redirect(url_for("batch.page", batch_id=batch_id), 303)


def _page(batch_id: UUID, wrong: Wrong | None = None) -> str:
    found = batch(outside(), actor(), batch_id)
    return render_template("batch/page.html", batch=found, wrong=wrong or {})


def _items(batch_id: UUID, wrong: Wrong | None = None) -> Response:
    """The list alone; when it has come to an end the whole page is, for its counters to be true."""
    found = batch(outside(), actor(), batch_id)
    fragment = make_response(render_template("batch/items.html", batch=found, wrong=wrong or {}))
    if not found.to_sign and not found.finishing:
        fragment.headers["HX-Redirect"] = url_for("batch.page", batch_id=batch_id)
    return fragment
