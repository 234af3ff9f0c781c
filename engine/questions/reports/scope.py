"""Whose figures a person may see: of the units that they lead or report on, and those below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.core.authority.register import Position, Rank
from engine.core.vietnamese import fold
from engine.errors import NotYours
from engine.say import say
from engine.store.load_register import load_person_positions
from engine.store.records import BundleRow, PersonRow, UnitRow

REPORTER = "reporter"
"""Role of the seat that reports for a unit (tổng hợp, báo cáo) without leading it."""


@dataclass(frozen=True, slots=True)
class Scope:
    """`units` by id, in order of the tree: a unit before those below it."""

    units: Mapping[UUID, str]


def may_report(held: Iterable[Position]) -> bool:
    """Whether one of these seats opens the report."""
    return any(_reports(p) for p in held)


def require_scope(session: Session, actor: Actor, now: datetime) -> Scope:
    """The units of which the person may see figures. Raises NotYours when there is none."""
    held = load_person_positions(session, actor.person_id, now)
    roots = {p.unit_id for p in held if _reports(p)}
    if not roots:
        raise NotYours(
            say("Chỉ lãnh đạo đơn vị và người được giao tổng hợp báo cáo được mở trang này."),
            "not_competent",
        )
    return Scope(_below(session, roots))


def whole_scope(session: Session) -> Scope:
    """Every unit there is: for checks, not for a person."""
    rows = session.execute(
        select(UnitRow.id, UnitRow.name).where(UnitRow.recorded_to.is_(None)).order_by(UnitRow.code)
    )
    return Scope({row.id: row.name for row in rows})


def _reports(position: Position) -> bool:
    return position.rank is not Rank.STAFF or REPORTER in position.roles


def _below(session: Session, roots: set[UUID]) -> Mapping[UUID, str]:
    children: dict[UUID | None, list[tuple[str, UUID]]] = {}
    names: dict[UUID, str] = {}
    for id_, name, parent in session.execute(
        select(UnitRow.id, UnitRow.name, UnitRow.parent_id)
        .where(UnitRow.recorded_to.is_(None))
        .order_by(UnitRow.code)
    ):
        names[id_] = name
        children.setdefault(parent, []).append((fold(name), id_))
    found: dict[UUID, str] = {}
    waiting = [root for root in names if root in roots]
    while waiting:
        unit = waiting.pop(0)
        if unit not in found:
            found[unit] = names[unit]
            waiting[:0] = [id_ for _, id_ in sorted(children.get(unit, ()))]
    return found


@dataclass(frozen=True, slots=True)
class Names:
    """How procedures are called, and the field of each; by slug."""

    titles: Mapping[str, str]
    fields: Mapping[str, str]

    def of_field(self, field: str) -> list[str]:
        return [slug for slug, its in self.fields.items() if its == field]


def procedure_names(session: Session) -> Names:
    """By the version that was loaded last: one procedure is one line, whatever it was called."""
    rows = session.execute(
        select(BundleRow.procedure, BundleRow.title, BundleRow.field)
        .ext(distinct_on(BundleRow.procedure))
        .order_by(BundleRow.procedure, BundleRow.loaded_at.desc(), BundleRow.sha256)
    ).all()
    return Names({r.procedure: r.title for r in rows}, {r.procedure: r.field for r in rows})


def names_and_keys(
    session: Session, persons: Iterable[UUID | None]
) -> Mapping[UUID | None, tuple[str, str]]:
    """Key to sort by (the given name first) and full name, by person."""
    rows = session.execute(
        select(PersonRow.id, PersonRow.name_key, PersonRow.full_name).where(
            PersonRow.id.in_({id_ for id_ in persons if id_ is not None}),
            PersonRow.recorded_to.is_(None),
        )
    )
    return {id_: (key, name) for id_, key, name in rows}
