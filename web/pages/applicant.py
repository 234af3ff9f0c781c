"""`/t/<code>/bo-sung`, `/danh-gia/<code>`: what an applicant does with the code of the slip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.ratings.rate import rate
from engine.actions.supplements.send_in import LIMIT, send_in
from engine.errors import AlreadyDone, InvalidAnswers, NotFound, UploadRefused
from engine.questions.public.status import status as status_of
from web.current import outside
from web.guard import public
from web.pages.lookup import render_status
from web.tries import guessing, limited
from web.uploads import uploads_of

blueprint = Blueprint("applicant", __name__)

SENDINGS, RATINGS = 30, 60
"""Of one address in a window; behind one address may stand a whole village or a desk's tablet."""
HEADERS = 64 * 1024
"""Bytes that a form needs beside its files."""


@blueprint.post("/t/<lookup_code>/bo-sung")
@public
def supplement(lookup_code: str) -> ResponseReturnValue:
    """Keep the papers that were asked for; the page comes back with a receipt."""
    limited("sending", SENDINGS)
    if (request.content_length or 0) > LIMIT + HEADERS:
        said = _("Các tệp nặng quá 25 MB; hãy chụp, quét với độ phân giải thấp hơn.")
        return render_status(lookup_code, {"papers": [said]}), 413
    try:
        with guessing():
            send_in(outside(), lookup_code, _wait(), tuple(uploads_of(request.files, "papers.")))
    except InvalidAnswers as refused:
        return render_status(lookup_code, refused.fields), 422
    except UploadRefused as refused:
        return render_status(lookup_code, {"papers": [refused.sentence]}), 422
    except AlreadyDone as late:
        return render_status(lookup_code, {"papers": [late.sentence]}), 409
    flash(_("Cơ quan đã nhận giấy tờ bổ sung, hồ sơ được giải quyết tiếp."), "done")
    return redirect(url_for("lookup.status", lookup_code=lookup_code), 303)


@blueprint.get("/t/<lookup_code>/bo-sung")
@public
def back(lookup_code: str) -> ResponseReturnValue:
    """Whoever loads again the address of a refused sending comes back to the status."""
    return redirect(url_for("lookup.status", lookup_code=lookup_code), 303)


@blueprint.get("/danh-gia/<lookup_code>")
@public
def rating(lookup_code: str) -> ResponseReturnValue:
    """The question alone: for the desk's tablet, and the thanks after it."""
    return _rating(lookup_code)


@blueprint.post("/danh-gia/<lookup_code>")
@public
def give_rating(lookup_code: str) -> ResponseReturnValue:
    """Keep the rating, or change it within the days that one may."""
    limited("rating", RATINGS)
    try:
        with guessing():
            form = request.form
            rate(outside(), lookup_code, form.get("score", ""), form.get("words", ""))
    except InvalidAnswers as refused:
        return _rating(lookup_code, refused.fields), 422
    except AlreadyDone as late:
        return _rating(lookup_code, {"score": [late.sentence]}), 409
    return redirect(url_for("applicant.rating", lookup_code=lookup_code), 303)


def _wait() -> UUID:
    """The wait that the page answers. Raises NotFound for what no page of ours says."""
    try:
        return UUID(request.form.get("wait", ""))
    except ValueError:
        raise NotFound(_("Hồ sơ không còn chờ bổ sung; hãy xem tình trạng hồ sơ.")) from None


def _rating(lookup_code: str, wrong: Mapping[str, Sequence[str]] | None = None) -> str:
    with guessing():
        found = status_of(outside(), lookup_code)
    return render_template(
        "lookup/rating.html",
        status=found,
        lookup_code=lookup_code,
        given=request.form,
        wrong=wrong or {},
    )
