"""Which part of the inbox this browser looks at: a tab or a filter, in the address and kept.

The next task opens out of the same part, so the choice is kept in the session until another is
made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request, session, url_for
from flask_babel import lazy_gettext as _l

from engine.core.search_words import text_query
from engine.core.written_id import written_id
from engine.questions.inbox.inbox import Inbox, saved_view
from engine.questions.inbox.views import Filter, Tab, View
from web.current import actor, outside

KEPT = "inbox"
LONGEST = 200
"""What is longer is no step and no name."""
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
    """The view that the address names; None when it names none."""
    asked = _asked()
    return _view(asked) if asked else None


def kept_view() -> View:
    """The view of the address, else the one that was chosen last, else what is to be done."""
    return asked_view() or _view(session.get(KEPT) or {})


def keep_view() -> None:
    """From now on the view of the address is the chosen one. For the page itself only: what an
    open page fetches by itself leaves the session alone."""
    asked = _asked()
    if asked and session.get(KEPT) != asked:
        session[KEPT] = asked


def forget_view() -> None:
    """Back to what is to be done."""
    session.pop(KEPT, None)


def filter_of(values: Mapping[str, str]) -> Filter:
    """The conditions of a form or an address; what cannot be read asks nothing."""
    words = _text(values, "chu")
    return Filter(
        procedure=_text(values, "thu_tuc"),
        element=_text(values, "buoc"),
        holder_id=written_id(values.get("vi_tri")),
        words=words if text_query(words or "") else None,
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


def _asked() -> dict[str, str]:
    return {name: value for name in NAMES if (value := _text(request.args, name))}


def _text(values: Mapping[str, str], name: str) -> str | None:
    return values.get(name, "").replace("\0", "").strip()[:LONGEST] or None


def _view(asked: Mapping[str, str]) -> View:
    if (filter_id := written_id(asked.get("loc"))) is not None:
        return saved_view(outside(), actor(), filter_id) or FIRST
    if chosen := filter_of(asked):
        return View(filter=chosen)
    try:
        return View(tab=Tab(asked.get("muc", Tab.PENDING)))
    except ValueError:
        return FIRST
