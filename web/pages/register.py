"""`/so-theo-doi`: what this desk took in in a period, on the screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from engine.actions.accounts.record_read import NO_DOSSIER
from engine.core.vietnamese import LOCAL, format_date, parse_date
from engine.errors import InvalidAnswers
from engine.questions.slips.register_book import RegisterBook, register_book, register_lines
from web.current import actor, outside
from web.reads import note_read
from web.sent_file import pdf

blueprint = Blueprint("register", __name__, url_prefix="/so-theo-doi")

WEEK = timedelta(days=6)


@blueprint.get("")
def page() -> ResponseReturnValue:
    """The book of the days asked for; of the last seven, if none were."""
    try:
        first, last = _days()
        note_read(NO_DOSSIER, "report", "so-theo-doi")
        return _page(register_lines(outside(), actor(), first, last))
    except InvalidAnswers as refused:
        return _page(None, refused.fields), 422


@blueprint.get("/ban-in")
def printed() -> ResponseReturnValue:
    """The same as PDF."""
    note_read(NO_DOSSIER, "report", "so-theo-doi")
    try:
        first, last = _days()
        return pdf(register_book(outside(), actor(), first, last), "so-theo-doi.pdf")
    except InvalidAnswers as refused:
        return _page(None, refused.fields), 422


def _days() -> tuple[date, date]:
    """Raises InvalidAnswers."""
    last = _day("last", outside().clock.now().astimezone(LOCAL).date())
    return _day("first", last - WEEK), last


def _day(name: str, otherwise: date) -> date:
    written = request.args.get(name, "").strip()
    if not written:
        return otherwise
    try:
        return parse_date(written)
    except ValueError as fault:
        raise InvalidAnswers({name: [str(fault)]}) from None


def _page(book: RegisterBook | None, wrong: Mapping[str, Sequence[str]] | None = None) -> str:
    given = {
        "first": request.args.get("first") or (format_date(book.first) if book else ""),
        "last": request.args.get("last") or (format_date(book.last) if book else ""),
    }
    return render_template("register/page.html", book=book, given=given, wrong=wrong or {})
