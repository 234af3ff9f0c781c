"""Which part of the inbox this browser looks at: a tab or a filter, in the address and kept.

The next task opens out of the same part, so the choice is kept in the session until another is
made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import request, session, url_for
from flask_babel import lazy_gettext as _l

from engine.questions.inbox import Inbox, saved_view
from engine.questions.inbox_views import Filter, Tab, View
from web.current import actor, outside

KEPT = "inbox"
NAMES = ("muc", "loc", "thu_tuc", "buoc", "vi_tri", "chu")
TAB_NAMES = {
    Tab.PENDING: _l("Cần làm"),
    Tab.OVERDUE: _l("Quá hạn"),
    Tab.TODAY: _l("Đến hạn hôm nay"),
    Tab.RETURNED: _l("Được chuyển trả"),
    Tab.ASKED: _l("Lấy ý kiến"),
    Tab.WAITING: _l("Đang chờ"),
    Tab.SNOOZED: _l("Tạm gác"),
    Tab.ALL: _l("Tất cả"),
}
FIRST = View(tab=Tab.PENDING)


def asked_view() -> View | None:
    """The view that the address names, and from now on kept; None when it names none."""
    asked = {name: value for name in NAMES if (value := request.args.get(name, "").strip())}
    if not asked:
        return None
    if session.get(KEPT) != asked:
        session[KEPT] = asked
    return _view(asked)


def kept_view() -> View:
    """The view of the address, else the one that was chosen last, else what is to be done."""
    return asked_view() or _view(session.get(KEPT) or {})


def forget_view() -> None:
    """Back to what is to be done."""
    session.pop(KEPT, None)


def filter_of(values: Mapping[str, str]) -> Filter:
    """The conditions of a form or an address; what cannot be read asks nothing."""
    return Filter(
        procedure=values.get("thu_tuc", "").strip() or None,
        element=values.get("buoc", "").strip() or None,
        holder_id=_id(values.get("vi_tri")),
        words=values.get("chu", "").strip() or None,
    )


def address_of(view: View, endpoint: str = "inbox.page", **more: object) -> str:
    """The address of a view."""
    asked: dict[str, object] = {}
    if view.saved:
        asked["loc"] = view.saved
    elif view.filter:
        named = (view.filter.procedure, view.filter.element, view.filter.holder_id)
        asked = dict(zip(("thu_tuc", "buoc", "vi_tri"), named, strict=True))
        asked["chu"] = view.filter.words
    else:
        asked["muc"] = view.tab.value
    values: dict[str, Any] = {name: value for name, value in (asked | more).items() if value}
    return url_for(endpoint, **values)


def shown_tabs(inbox: Inbox) -> list[Tab]:
    """Those with something behind them, the first, and the one that is looked at."""
    here = None if inbox.view.filter else inbox.view.tab
    return [tab for tab in Tab if tab in (Tab.PENDING, Tab.ALL, here) or inbox.tabs[tab].count]


def _view(asked: Mapping[str, str]) -> View:
    if (filter_id := _id(asked.get("loc"))) is not None:
        return saved_view(outside(), actor(), filter_id) or FIRST
    if chosen := filter_of(asked):
        return View(filter=chosen)
    try:
        return View(tab=Tab(asked.get("muc", Tab.PENDING)))
    except ValueError:
        return FIRST


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
