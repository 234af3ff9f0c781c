"""The tabs of the inbox, and filters: conditions over one's open tasks, each counted as listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from engine.core.search_words import text_query
from engine.core.vietnamese import LOCAL


class Tab(StrEnum):
    """The value is the one in the address."""

    PENDING = "can_lam"
    OVERDUE = "qua_han"
    TODAY = "hom_nay"
    RETURNED = "tra_lai"
    ASKED = "y_kien"
    WAITING = "cho"
    SNOOZED = "tam_gac"
    ALL = "tat_ca"


#: Over the rows of `inbox_rows`. Putting aside takes a task out of PENDING and out of nothing else:
#: what is late stays under OVERDUE, whatever one wished.
CONDITIONS: Mapping[Tab, str] = {
    Tab.PENDING: "NOT m.snoozed AND m.kind <> 'message'",
    Tab.OVERDUE: "m.due_at < %(now)s AND m.kind <> 'message'",
    Tab.TODAY: "m.due_at >= %(now)s AND m.due_at < %(midnight)s AND m.kind <> 'message'",
    Tab.RETURNED: "m.returned",
    Tab.ASKED: "(m.parent_id IS NOT NULL OR m.kind = 'joint')",
    Tab.WAITING: "m.kind = 'message'",
    Tab.SNOOZED: "m.snoozed",
    Tab.ALL: "true",
}
SNOOZED_LATE = "m.snoozed AND m.due_at < %(now)s AND m.kind <> 'message'"


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that must all hold; None asks nothing. `words` as in the search."""

    procedure: str | None = None
    element: str | None = None
    holder_id: UUID | None = None
    words: str | None = None

    def __bool__(self) -> bool:
        return any((self.procedure, self.element, self.holder_id, self.words))


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter that a person keeps."""

    id: UUID
    name: str
    filter: Filter


@dataclass(frozen=True, slots=True)
class View:
    """What of the inbox is looked at: a tab, or a filter over everything in it."""

    tab: Tab = Tab.ALL
    filter: Filter = Filter()
    saved: UUID | None = None
    """The saved filter that `filter` comes from."""


def midnight_after(now: datetime) -> datetime:
    """The end of this day, local time."""
    tomorrow = now.astimezone(LOCAL).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), LOCAL)


def condition(filter: Filter, name: str) -> tuple[str, dict[str, object]]:
    """The filter over the rows of `inbox_rows`, with its parameters under names of its own."""
    said: list[str] = []
    values: dict[str, object] = {}

    def add(text: str, key: str, value: object) -> None:
        said.append(text.replace("$", f"%({name}_{key})s"))
        values[f"{name}_{key}"] = value

    if filter.procedure:
        add(
            "EXISTS (SELECT FROM dossier d WHERE d.id = m.dossier_id AND d.procedure = $)",
            "procedure",
            filter.procedure,
        )
    if filter.element:
        add("m.element = $", "element", filter.element)
    if filter.holder_id:
        add("m.holder_id = $", "holder", filter.holder_id)
    if filter.words and (asked := text_query(filter.words)):
        add(
            "EXISTS (SELECT FROM dossier_search s WHERE s.dossier_id = m.dossier_id "
            "AND s.words @@ $::tsquery)",
            "words",
            asked,
        )
    return " AND ".join(said) or "true", values
