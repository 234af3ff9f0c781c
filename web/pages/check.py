"""`/kiem-tra`: is this result genuine? By file, or by the QR code printed on it."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.errors import UploadRefused
from engine.questions.public.status import result
from engine.questions.public.verdict import verdict
from web.current import outside
from web.guard import public
from web.sent_file import pdf
from web.tries import guessing, limited

blueprint = Blueprint("check", __name__, url_prefix="/kiem-tra")

CHECKS = 60
"""Files of one address in a window: each is looked at in a process of its own."""


@blueprint.get("")
@public
def page() -> str:
    """Ask for the file."""
    return render_template("check/page.html", wrong=None)


@blueprint.post("")
@public
def judge() -> ResponseReturnValue:
    """The verdict on an uploaded file. The file is not kept."""
    limited("check", CHECKS)
    file = request.files.get("file")
    if file is None or not file.filename:
        wrong = _("Hãy chọn tệp PDF cần kiểm tra.")
        return render_template("check/page.html", wrong=wrong), 422
    try:
        found = verdict(outside(), file.read())
    except UploadRefused as refused:
        return render_template("check/page.html", wrong=refused.sentence), 422
    return render_template(
        "check/verdict.html", verdict=found, name=file.filename, lookup_code=None
    )


@blueprint.get("/<lookup_code>")
@public
def by_code(lookup_code: str) -> str:
    """The verdict on the result as we keep it, to compare with the paper in hand."""
    found = verdict(outside(), _kept(lookup_code))
    return render_template("check/verdict.html", verdict=found, name=None, lookup_code=lookup_code)


@blueprint.get("/<lookup_code>/ban-goc")
@public
def original(lookup_code: str) -> ResponseReturnValue:
    """The result itself, for whoever holds its code."""
    return pdf(_kept(lookup_code), "ket-qua.pdf")


def _kept(lookup_code: str) -> bytes:
    """The result that is kept. Raises NotFound, TooManyTries."""
    with guessing():
        return result(outside(), lookup_code)
