"""`/tham-quyen`: who may decide which procedure on a day, for anyone; the same as JSON and CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, time, timedelta
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from engine.core.authority.words import end_words
from engine.core.vietnamese import LOCAL, format_date, parse_date
from engine.errors import InvalidAnswers
from engine.questions.public.authority import Line, authority, every_line
from web.current import outside
from web.guard import public
from web.pages.delegation import LONGEST, page_number
from web.spreadsheet import CSV_TYPE, Cell, csv_lines
from web.tries import limited

blueprint = Blueprint("public_authority", __name__)

WHOLE = 30
"""Whole registers that one address may take in a window: each reads all of it."""
KINDS = {
    "law": _l("Theo luật"),
    "delegation": _l("Được ủy quyền"),
    "devolution": _l("Được phân cấp"),
}


@blueprint.get("/tham-quyen")
@public
def page() -> ResponseReturnValue:
    """Found by words of procedure or unit, without diacritics."""
    wrong: dict[str, Any] = {}
    try:
        at = asked_day()
    except InvalidAnswers as refused:
        at, wrong = None, dict(refused.fields)
    found = authority(outside(), wanted(), at, page_number())

    def turn(number: int) -> str:
        return url_for("public_authority.page", **kept(), trang=number)

    shown = render_template(
        "public_authority/page.html",
        found=found,
        wanted=wanted(),
        day=request.args.get("ngay") or format_date(found.at),
        wrong=wrong,
        kinds=KINDS,
        kept=kept(),
        turn=turn,
        end_words=end_words,
    )
    return (shown, 422) if wrong else shown


@blueprint.get("/tham-quyen.json")
@public
def as_json() -> ResponseReturnValue:
    """All lines of the search, as they come."""
    limited("authority", WHOLE)
    lines = every_line(outside(), wanted(), asked_day())
    return Response(_json(lines), mimetype="application/json")


@blueprint.get("/tham-quyen.csv")
@public
def as_csv() -> ResponseReturnValue:
    """The same for a spreadsheet."""
    limited("authority", WHOLE)
    lines = every_line(outside(), wanted(), asked_day())
    kinds = {kind: str(words) for kind, words in KINDS.items()}
    held = {True: _("có"), False: _("khuyết")}
    rows: Iterator[list[Cell]] = (
        [
            line.procedure, line.title, line.field, line.unit_code, line.unit, line.seat,
            kinds[line.kind], line.ground, _day(line.issued_on), line.scope, _day(line.valid_from),
            _last(line), held[line.held],
        ]
        for line in lines
    )  # fmt: skip
    head = [
        _("Mã thủ tục"), _("Thủ tục"), _("Lĩnh vực"), _("Mã đơn vị"), _("Đơn vị"), _("Chức danh"),
        _("Theo"), _("Căn cứ"), _("Ngày văn bản"), _("Điều kiện"), _("Từ ngày"),
        _("Đến hết ngày"), _("Người giữ chức"),
    ]  # fmt: skip
    sent = Response(csv_lines(head, rows), mimetype=CSV_TYPE)
    sent.headers["Content-Disposition"] = 'attachment; filename="tham-quyen.csv"'
    return sent


def wanted() -> str:
    """The words that are looked for."""
    return request.args.get("tim", "")[:LONGEST]


def kept() -> dict[str, Any]:
    """The address's own words, for links that stay with this search."""
    return {name: value for name in ("tim", "ngay") if (value := request.args.get(name))}


def asked_day() -> datetime | None:
    """Noon of the day asked for; None for now. Raises InvalidAnswers."""
    written = request.args.get("ngay", "").strip()
    if not written:
        return None
    try:
        day = parse_date(written)
    except ValueError as fault:
        raise InvalidAnswers({"ngay": [str(fault)]}) from None
    if day == outside().clock.now().astimezone(LOCAL).date():
        return None
    return datetime.combine(day, time(12), LOCAL)


def _json(lines: Iterator[Line]) -> Iterator[str]:
    yield '{"lines": ['
    for place, line in enumerate(lines):
        yield (", \n" if place else "\n") + json.dumps(
            {**asdict(line), **{name: _iso(getattr(line, name)) for name in _TIMES}},
            ensure_ascii=False,
        )
    yield "\n]}\n"


_TIMES = ("issued_on", "valid_from", "valid_to")


def _iso(at: datetime | None) -> str | None:
    return at.astimezone(LOCAL).isoformat() if at else None


def _day(at: datetime | None) -> Cell:
    return at.astimezone(LOCAL).date() if at else None


def _last(line: Line) -> Cell:
    return _day(line.valid_to - timedelta(seconds=1)) if line.valid_to else None
