"""The return counter: results that wait for their people, found by scan, code, name or phone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select, tuple_
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from engine.actions.actor import Actor
from engine.actions.returns.hand_over import CHANNEL
from engine.core.authority.register import Power
from engine.core.dossier import Bundle
from engine.core.move import TaskRef
from engine.core.procedure import attributes_of
from engine.core.vietnamese import LOCAL, fold
from engine.errors import NotFound, NotYours
from engine.outside.outside import Outside
from engine.questions.reach import require_reach, seats
from engine.questions.words import status_words
from engine.say import say
from engine.store.bundles import load_bundle
from engine.store.load_standing import load_standing
from engine.store.lookup import plain
from engine.store.offices import unit_names
from engine.store.records import CandidateRow, DossierRow, HandOverRow, TaskRow
from engine.store.time import read_time

MOST = 1000
"""A count above this is printed as "1.000+"."""
SHOWN = 100
LONG = timedelta(days=30)
"""After this a result counts as unclaimed for long."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One result at the desk; `days` are whole days since it came, `long` more than thirty."""

    ref: TaskRef
    code: str
    procedure_title: str
    applicant_name: str
    unit_name: str
    since: datetime
    days: int
    long: bool


@dataclass(frozen=True, slots=True)
class OfUnit:
    """How many wait that this unit resolved."""

    unit_id: UUID
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A dossier that was asked for and does not wait here; `says` tells why."""

    dossier_id: UUID
    code: str
    says: str


@dataclass(frozen=True, slots=True)
class Returns:
    """`count` equals the list behind it, up to `MOST`; then `capped` is true."""

    items: tuple[Waiting, ...]
    count: int
    capped: bool
    long: int
    units: tuple[OfUnit, ...]
    elsewhere: Elsewhere | None


def returns(
    outside: Outside, actor: Actor, wanted: str = "", unit_id: UUID | None = None
) -> Returns:
    """What waits at the reader's desks, the longest first; of it what `wanted` finds: a look-up
    code, a dossier's code, a name or a phone number without diacritics. Raises NotYours (no desk).
    """
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        held = seats(session, actor, now)
        if not any(Power.RECEIVE in office.powers for office in held):
            raise NotYours(
                say("Chỉ bộ phận tiếp nhận và trả kết quả mở được trang này."), "not_competent"
            )
        mine = _mine(session, actor, [office.position_id for office in held])
        every = and_(mine, _found(wanted)) if wanted.strip() else mine
        units = _units(session, every)
        here = every if unit_id is None else and_(every, DossierRow.unit_id == unit_id)
        items = _items(session, here, now)
        count = _count(session, here)
        return Returns(
            items=items,
            count=min(count, MOST),
            capped=count > MOST,
            long=_count(session, and_(here, TaskRow.opened_at < now - LONG)),
            units=units,
            elsewhere=None if items else _elsewhere(outside, session, actor, wanted),
        )


def _asked() -> ColumnElement[bool]:
    return and_(CandidateRow.dossier_id == TaskRow.dossier_id, CandidateRow.task_id == TaskRow.id)


def _mine(session: Session, actor: Actor, held: list[UUID]) -> ColumnElement[bool]:
    """Open return steps that are asked of these seats. Which steps of a diagram return a result
    only its forms say, so the few kinds of steps that wait here are looked at first."""
    open_here = and_(
        TaskRow.status == "open",
        TaskRow.kind == "user",
        or_(TaskRow.assignee_id.is_(None), TaskRow.assignee_id == actor.person_id),
        select(CandidateRow.task_id)
        .where(_asked(), CandidateRow.holder_id.in_((*held, actor.person_id)))
        .exists(),
    )
    kinds = session.execute(
        select(DossierRow.bundle_sha256, TaskRow.element)
        .join(DossierRow, DossierRow.id == TaskRow.dossier_id)
        .where(open_here)
        .distinct()
    )
    returning = [
        (sha256, element)
        for sha256, element in kinds
        if _returns_a_result(load_bundle(session, sha256), element)
    ]
    return and_(open_here, tuple_(DossierRow.bundle_sha256, TaskRow.element).in_(returning))


def _returns_a_result(bundle: Bundle, element: str) -> bool:
    attributes = attributes_of(bundle.procedure, bundle.compiled.elements[element])
    form = bundle.forms.get(attributes.get("form", ""))
    return form is not None and any(field.key == CHANNEL for field in form.fields)


def _found(wanted: str) -> ColumnElement[bool]:
    return or_(
        DossierRow.lookup_code == plain(wanted),
        DossierRow.search_text.contains(fold(wanted), autoescape=True),
    )


def _items(session: Session, here: ColumnElement[bool], now: datetime) -> tuple[Waiting, ...]:
    rows = session.execute(
        select(TaskRow, DossierRow)
        .join(DossierRow, DossierRow.id == TaskRow.dossier_id)
        .where(here)
        .order_by(TaskRow.opened_at, TaskRow.id)
        .limit(SHOWN)
    ).all()
    names = unit_names(session, {dossier.unit_id for _, dossier in rows})
    return tuple(
        Waiting(
            ref=TaskRef(task.dossier_id, task.id),
            code=dossier.code,
            procedure_title=load_bundle(session, dossier.bundle_sha256).procedure.title,
            applicant_name=str(dossier.applicant["full_name"]),
            unit_name=names[dossier.unit_id],
            since=task.opened_at,
            days=(now.astimezone(LOCAL).date() - task.opened_at.astimezone(LOCAL).date()).days,
            long=task.opened_at < now - LONG,
        )
        for task, dossier in rows
    )


def _count(session: Session, here: ColumnElement[bool]) -> int:
    ids = (
        select(TaskRow.id)
        .join(DossierRow, DossierRow.id == TaskRow.dossier_id)
        .where(here)
        .limit(MOST + 1)
    )
    return session.scalar(select(func.count()).select_from(ids.subquery())) or 0


def _units(session: Session, every: ColumnElement[bool]) -> tuple[OfUnit, ...]:
    rows = session.execute(
        select(DossierRow.unit_id, func.count())
        .join(TaskRow, DossierRow.id == TaskRow.dossier_id)
        .where(every)
        .group_by(DossierRow.unit_id)
    ).all()
    names = unit_names(session, [unit_id for unit_id, _ in rows])
    counted = (OfUnit(unit_id, names[unit_id], count) for unit_id, count in rows)
    return tuple(sorted(counted, key=lambda unit: unit.name))


def _elsewhere(outside: Outside, session: Session, actor: Actor, wanted: str) -> Elsewhere | None:
    """A dossier of that very code, if the reader may see it."""
    if not wanted.strip():
        return None
    row = session.scalars(
        select(DossierRow).where(
            or_(
                DossierRow.lookup_code == plain(wanted),
                DossierRow.code == wanted.strip().upper(),
            )
        )
    ).first()
    if row is None:
        return None
    dossier, _, now = load_standing(session, row.id, outside.clock.now())
    try:
        require_reach(session, actor, dossier, now)
    except NotFound:
        return None
    stands = status_words(dossier.status, dossier.outcome)
    return Elsewhere(
        row.id, row.code, say("Hồ sơ không chờ trả kết quả ở đây: %(stands)s.", stands=stands)
    )


@dataclass(frozen=True, slots=True)
class HandedOverView:
    """Who took a result along. `taker` is applicant | submitter | other; `signed` tells whether a
    signature was drawn."""

    taker: str
    taker_name: str
    taker_paper: str | None
    signed: bool
    at: datetime


def handed_over(outside: Outside, actor: Actor, dossier_id: UUID) -> HandedOverView:
    """Raises NotFound, for a dossier of another unit and for one not handed over alike."""
    with outside.sessions.begin() as session:
        row = _hand_over(outside, session, actor, dossier_id)
        return HandedOverView(
            row.taker,
            row.taker_name,
            row.taker_paper,
            row.signature_sha256 is not None,
            row.handed_at,
        )


def signature_bytes(outside: Outside, actor: Actor, dossier_id: UUID) -> bytes:
    """The drawn signature, a PNG. Raises NotFound."""
    with outside.sessions.begin() as session:
        sha256 = _hand_over(outside, session, actor, dossier_id).signature_sha256
    if sha256 is None:
        raise NotFound(say("Người nhận đã ký trên giấy."))
    return outside.files.get(sha256)


def _hand_over(outside: Outside, session: Session, actor: Actor, dossier_id: UUID) -> HandOverRow:
    dossier, _, now = load_standing(session, dossier_id, outside.clock.now())
    require_reach(session, actor, dossier, now)
    rows: Iterable[HandOverRow] = session.scalars(
        select(HandOverRow)
        .where(HandOverRow.dossier_id == dossier_id)
        .order_by(HandOverRow.handed_at.desc())
    )
    row = next(iter(rows), None)
    if row is None:
        raise NotFound(say("Hồ sơ này chưa được trả kết quả tại quầy."))
    return row
