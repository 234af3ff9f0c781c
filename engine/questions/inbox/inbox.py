"""The inbox: every open task that is asked of one person, over all their posts, due first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.core.move import TaskRef
from engine.core.vietnamese import fold
from engine.outside.outside import Outside
from engine.questions.inbox.one_press import one_press
from engine.questions.inbox.rows import InboxRow, Whose, inbox_rows, inbox_steps
from engine.questions.inbox.views import Filter, SavedFilter, Tab, View
from engine.questions.inbox.why import Whys, whys
from engine.questions.places import led_units
from engine.questions.reach import seats
from engine.questions.words import task_time
from engine.store.bundles import load_bundle
from engine.store.load_calendar import load_calendar
from engine.store.offices import Office
from engine.store.records import SavedFilterRow
from engine.store.saved_filters import filters_of
from engine.store.time import OfficeTime, read_time

MOST = 1000
"""A count above this is printed as "1.000+"; the list behind it is the same WHERE."""
EVERYTHING = View()


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One task of the list; `why` says in a few words why it is here. `unread`: the person has
    not opened it since it was opened or given to them."""

    ref: TaskRef
    dossier_code: str
    procedure_title: str
    step_name: str
    step: str
    """Same for the same step of the same internal procedure: what may be done together."""
    applicant_name: str
    why: str
    due_at: datetime | None
    remaining: str
    overdue: bool
    urgent: bool
    one_press: bool
    """Whether its primary button wants nothing filled in: such tasks go on several at once."""
    claimed: bool
    returned: bool
    unread: bool
    snoozed_until: datetime | None
    incident: str | None
    received_at: datetime
    unit_name: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A number as it is printed; `capped` above MOST."""

    count: int
    capped: bool


@dataclass(frozen=True, slots=True)
class SavedView:
    """A saved filter with its number."""

    id: UUID
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Inbox:
    """`count` equals the list behind it, up to `MOST`; then `capped` is true. `total` is exact.

    `offset` is the place of the first item; `next_offset` that of the next page, if there is one.
    `mark` changes with anything that the list shows but the minutes that go by.
    """

    items: tuple[InboxItem, ...]
    count: int
    capped: bool
    total: int
    tabs: Mapping[Tab, Tally]
    saved: tuple[SavedView, ...]
    snoozed_late: int
    view: View
    offset: int
    next_offset: int | None
    posts: tuple[Office, ...]
    mark: str


def inbox(
    outside: Outside,
    actor: Actor,
    view: View = EVERYTHING,
    *,
    limit: int = 50,
    offset: int = 0,
    only: Iterable[TaskRef] | None = None,
) -> Inbox:
    """`limit` tasks of this view, the nearest due first; then those without a time, and at the
    end those that only wait for an applicant. `only` narrows them to those named.

    Whoever heads a unit sees there, too, what nobody of it may do, for only they can mend that.
    """
    with outside.sessions.begin() as session:
        time = read_time(session, outside.clock.now())
        offices = seats(session, actor, time.now)
        by_post = {o.position_id: o for o in offices}
        whose = _whose(session, actor, time.now, offices)
        saved = [_saved(row) for row in filters_of(session, actor.person_id)]
        counted, rows = inbox_rows(
            session, whose, time.now, view, saved, limit=limit, offset=offset, only=only
        )
        told = whys(session, actor, rows, by_post)
        items = tuple(_item(session, time, row, by_post, told) for row in rows)
    after = offset + len(items)
    tabs = {tab: _tally(number) for tab, number in counted.tabs.items()}
    views = tuple(
        SavedView(each.id, each.name, _tally(number))
        for each, number in zip(saved, counted.saved, strict=True)
    )
    return Inbox(
        items=items,
        count=min(counted.here, MOST),
        capped=counted.here > MOST,
        total=counted.here,
        tabs=tabs,
        saved=views,
        snoozed_late=counted.snoozed_late,
        view=view,
        offset=offset,
        next_offset=after if items and after < counted.here else None,
        posts=offices,
        mark=_mark(items, tabs, views),
    )


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What a filter may ask: procedures by slug and steps by path, by title, and one's posts."""

    procedures: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str], ...]
    posts: tuple[Office, ...]
    saved: tuple[SavedFilter, ...]


def filter_choices(outside: Outside, actor: Actor) -> FilterChoices:
    """Of what lies in the person's inbox now."""
    procedures: dict[str, str] = {}
    steps: dict[str, str] = {}
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        offices = seats(session, actor, now)
        whose = _whose(session, actor, now, offices)
        for sha256, element in inbox_steps(session, whose, now):
            bundle = load_bundle(session, sha256)
            procedures[bundle.procedure.slug] = bundle.procedure.title
            steps[element] = bundle.compiled.elements[element].name
        saved = tuple(_saved(row) for row in filters_of(session, actor.person_id))
    return FilterChoices(_by_name(procedures), _by_name(steps), offices, saved)


def _by_name(names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(names.items(), key=lambda pair: fold(pair[1])))


def _whose(session: Session, actor: Actor, now: datetime, offices: Iterable[Office]) -> Whose:
    holders = [*(o.position_id for o in offices), actor.person_id]
    return Whose(actor.person_id, holders, led_units(session, actor, now))


def saved_view(outside: Outside, actor: Actor, filter_id: UUID) -> View | None:
    """The view of a saved filter; None for one that is not (or no longer) the person's."""
    with outside.sessions.begin() as session:
        rows = filters_of(session, actor.person_id)
    found = next((_saved(row) for row in rows if row.id == filter_id), None)
    return None if found is None else View(filter=found.filter, saved=found.id)


def _saved(row: SavedFilterRow) -> SavedFilter:
    return SavedFilter(
        row.id, row.name, Filter(row.procedure, row.element, row.holder_id, row.words)
    )


def _tally(number: int) -> Tally:
    return Tally(min(number, MOST), number > MOST)


def _item(
    session: Session,
    time: OfficeTime,
    row: InboxRow,
    offices: Mapping[UUID, Office],
    told: Whys,
) -> InboxItem:
    bundle = load_bundle(session, row.bundle_sha256)
    office = offices.get(row.holder_id) if row.holder_id else None
    left = task_time(load_calendar(session, row.unit_id, time.epoch), time.now, row)
    return InboxItem(
        ref=row.ref,
        dossier_code=row.code,
        procedure_title=bundle.procedure.title,
        step_name=bundle.compiled.elements[row.element].name,
        step=f"{row.bundle_sha256[:16]}/{row.element}",
        applicant_name=row.applicant_name,
        why=told.why(row, bundle),
        due_at=row.due_at,
        remaining=left.words,
        overdue=left.overdue,
        urgent=left.urgent,
        one_press=one_press(row, bundle),
        claimed=row.assignee_id is not None,
        returned=row.returned,
        unread=not row.seen,
        snoozed_until=row.snoozed_until,
        incident=row.incident,
        received_at=row.received_at,
        unit_name=office.unit_name if office else "",
    )


def _mark(items: Sequence[InboxItem], tabs: Mapping[Tab, Tally], saved: Sequence[SavedView]) -> str:
    shown = [
        (i.ref, i.due_at, i.why, i.unread, i.snoozed_until, i.incident, i.overdue, i.urgent)
        for i in items
    ]
    return hashlib.sha256(repr((shown, tabs, saved)).encode()).hexdigest()[:16]
