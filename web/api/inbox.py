"""The inbox: what is to be done, due first; filters that are kept; the search."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from engine.actions.filters.delete import delete_filter
from engine.actions.filters.save import save_filter
from engine.errors import InvalidAnswers, NotFound
from engine.questions.inbox.inbox import FilterChoices, Inbox, filter_choices, inbox, saved_view
from engine.questions.inbox.search import Found, search
from engine.questions.inbox.views import Filter, Tab, View
from web.api.nouns import Noun
from web.api.reading import said
from web.current import actor, outside

noun = Noun("inbox")
MOST = 300
FARTHEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Looked:
    tab: Tab = said("Unless a filter is asked for.", default=Tab.PENDING)
    filter_id: UUID | None = said("A kept filter.", default=None)
    procedure: str | None = said("Slug.", most=200, default=None)
    step: str | None = said("Element of the diagram.", most=200, default=None)
    holder_id: UUID | None = said("One of one's posts.", default=None)
    words: str | None = said("As in the search.", most=200, default=None)
    limit: int = said("1 to 300.", default=50)
    offset: int = said("Rows that come before.", default=0)


@dataclass(frozen=True, slots=True)
class KeptFilter:
    name: str = said("How it is listed.", most=200)
    procedure: str | None = said("Slug.", most=200, default=None)
    step: str | None = said("Element of the diagram.", most=200, default=None)
    holder_id: UUID | None = said("One of one's posts.", default=None)
    words: str | None = said("As in the search.", most=200, default=None)


@dataclass(frozen=True, slots=True)
class FilterMade:
    id: UUID


@dataclass(frozen=True, slots=True)
class Typed:
    q: str = said("Code, name, identity or phone number.", most=200)


@noun.get("/inbox", "One's tasks with counts, due first")
def listed(query: Looked) -> Inbox:
    """The same rows, in the same order, with the same counters as the page."""
    if not (1 <= query.limit <= MOST and 0 <= query.offset <= FARTHEST):
        raise InvalidAnswers({"limit": [_("Mỗi lần từ 1 đến %(most)s dòng.", most=MOST)]})
    return inbox(outside(), actor(), _view(query), limit=query.limit, offset=query.offset)


@noun.get("/filters", "What one may filter by, and one's kept filters")
def choices() -> FilterChoices:
    """Procedures, steps and posts that are in the inbox."""
    return filter_choices(outside(), actor())


@noun.post("/filters", "Keep a filter under a name")
def keep_filter(body: KeptFilter) -> FilterMade:
    """A name that is there already is written anew."""
    return FilterMade(save_filter(outside(), actor(), body.name, _filter(body)))


@noun.post("/filters/<uuid:filter_id>/drop", "Drop a filter")
def drop_filter(filter_id: UUID) -> None:
    """One of one's own."""
    delete_filter(outside(), actor(), filter_id)


@noun.get("/search", "Dossiers by code, name, identity or phone number")
def sought(query: Typed) -> Found:
    """Without diacritics; the first of those that fit."""
    return search(outside(), actor(), query.q) if query.q.strip() else Found((), more=False)


def _view(asked: Looked) -> View:
    if asked.filter_id is not None:
        kept = saved_view(outside(), actor(), asked.filter_id)
        if kept is None:
            raise NotFound(_("Không có bộ lọc này."))
        return kept
    if chosen := _filter(asked):
        return View(filter=chosen)
    return View(tab=asked.tab)


def _filter(asked: Looked | KeptFilter) -> Filter:
    return Filter(asked.procedure, asked.step, asked.holder_id, asked.words)
