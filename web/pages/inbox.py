"""`/`: the inbox, home of everyone who works here; the first task is open beside the list."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID, uuid4

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.filters.delete import delete_filter
from engine.actions.filters.save import save_filter
from engine.errors import AlreadyDone, InvalidAnswers
from engine.questions.inbox.inbox import filter_choices, inbox
from web.by_itself import by_itself
from web.current import actor, outside
from web.inbox_view import (
    FIRST,
    TAB_NAMES,
    address_of,
    asked_view,
    filter_of,
    forget_view,
    keep_view,
    kept_view,
    shown_tabs,
)
from web.pages.task import render_task

blueprint = Blueprint("inbox", __name__)

PAGE = 50
MOST_AGAIN = 300
"""Rows that the list brings anew when it looks whether something changed."""


@blueprint.record_once
def _names(state: object) -> None:
    app: Flask = state.app  # type: ignore[attr-defined]  # Flask's BlueprintSetupState
    app.jinja_env.globals.update(
        fresh_key=uuid4, tab_names=TAB_NAMES, inbox_address=address_of, shown_tabs=shown_tabs
    )


@blueprint.get("/")
def page() -> ResponseReturnValue:
    """The list, due first. On a narrow screen the list alone is shown."""
    asked = asked_view()
    keep_view()
    view = asked or kept_view()
    mine = inbox(outside(), actor(), view, limit=PAGE, offset=_number("tu"))
    if asked is None and not mine.items and view != FIRST:
        forget_view()  # the last of that part is done: on with the rest
        mine = inbox(outside(), actor(), FIRST, limit=PAGE)
    for item in mine.items:
        # Somebody may have done it between the list and the page: then the next one is open.
        with suppress(AlreadyDone):
            return render_task(item.ref, place="at-list", tasks=mine)
    return render_template("inbox/empty.html", tasks=mine)


@blueprint.get("/danh-sach")
@by_itself
def part() -> ResponseReturnValue:
    """The list alone, for the open page: again (204 while nothing has changed), or going on."""
    rows = min(max(_number("hien"), PAGE), MOST_AGAIN)
    mine = inbox(outside(), actor(), kept_view(), limit=rows, offset=_number("tu"))
    if request.args.get("dau") == mine.mark:
        return "", 204
    template = "inbox/rows.html" if request.args.get("them") else "inbox/part.html"
    return render_template(template, tasks=mine, open_ref=None)


@blueprint.get("/loc")
def filters() -> str:
    """Choose conditions; look at what fits, or keep them under a name."""
    return _filters()


@blueprint.post("/loc")
def keep_filter() -> ResponseReturnValue:
    """Keep the conditions under a name."""
    try:
        kept = save_filter(
            outside(), actor(), request.form.get("name", ""), filter_of(request.form)
        )
    except InvalidAnswers as refused:
        return _filters(refused.fields), 422
    flash(_("Đã lưu bộ lọc."), "done")
    return redirect(url_for("inbox.page", loc=kept), 303)


@blueprint.post("/loc/<uuid:filter_id>/xoa")
def drop_filter(filter_id: UUID) -> ResponseReturnValue:
    """Drop a filter of one's own."""
    delete_filter(outside(), actor(), filter_id)
    forget_view()
    flash(_("Đã xóa bộ lọc."), "done")
    return redirect(url_for("inbox.filters"), 303)


def _filters(wrong: object = None) -> str:
    return render_template(
        "inbox/filters.html",
        choices=filter_choices(outside(), actor()),
        given=request.form or request.args,
        wrong=wrong or {},
    )


def _number(name: str) -> int:
    value = request.args.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 7 else 0
