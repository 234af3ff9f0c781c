"""The list of procedures that anybody may read: found by words, field, and where it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from engine.actions.dossiers.extension import APOLOGY
from engine.core.clock import say_budget
from engine.core.procedure import Procedure
from engine.core.vietnamese import fold
from engine.outside.outside import Outside
from engine.questions.words import LEVEL
from engine.say import say
from engine.store.bundles import load_procedure
from engine.store.offices import unit_names
from engine.store.records import BundleRow, ProcedureVersionRow
from engine.store.time import read_time

PAGE = 50
"""Procedures of one page of the list."""


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """One procedure (TTHC). `key` is its national code, or its slug where it has none."""

    key: str
    code: str | None
    title: str
    field: str
    level: str
    total: str | None
    """How long it may take, as the agency promises; None where no term is published."""
    units: tuple[str, ...]
    """Who resolves it; () for every unit."""


@dataclass(frozen=True, slots=True)
class ProcedureList:
    """One page of what was found; `fields` are all fields with how many procedures each has."""

    lines: tuple[ProcedureLine, ...]
    count: int
    page: int
    pages: int
    fields: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Found:
    key: str
    code: str | None
    title: str
    field: str
    level: str
    sha256: str
    units: tuple[UUID, ...]


def procedure_list(
    outside: Outside, wanted: str = "", field: str = "", page: int = 1
) -> ProcedureList:
    """By title. `wanted` is words of title or code, without diacritics, all of which must be
    there; what is asked of a page that there is not is the last one."""
    with outside.sessions.begin() as session:
        every = list(_in_force(session, outside))
        words = _fold(wanted).split()
        told = [f for f in every if all(w in _fold(f"{f.title} {f.code or ''}") for w in words)]
        fields = Counter(f.field for f in told)
        here = sorted((f for f in told if field in ("", f.field)), key=lambda f: _fold(f.title))
        pages = max(1, -(-len(here) // PAGE))
        page = min(max(1, page), pages)
        shown = here[(page - 1) * PAGE : page * PAGE]
        names = unit_names(session, {unit for f in shown for unit in f.units})
        lines = tuple(_line(session, f, names) for f in shown)
    by_name = tuple(sorted(fields.items(), key=lambda each: _fold(each[0])))
    return ProcedureList(lines, len(here), page, pages, by_name)


def promised(procedure: Procedure) -> str | None:
    """The shorter term that the agency promises, else the law's."""
    total = procedure.declared_total or procedure.total
    return None if total is None else say_budget(total)


@lru_cache(8192)
def _fold(text: str) -> str:
    """Titles are folded once: some thousand at every key would be felt."""
    return fold(text)


def _in_force(session: Session, outside: Outside) -> Iterator[_Found]:
    """Every procedure that somebody may ask for, once, whatever internal procedures it has."""
    row = ProcedureVersionRow
    now = read_time(session, outside.clock.now()).now
    called = func.coalesce(BundleRow.code, BundleRow.procedure).label("called")
    versions = session.execute(
        select(
            called, BundleRow.code, BundleRow.title, BundleRow.field, BundleRow.level,
            BundleRow.sha256, row.unit_id,
        )
        .join(BundleRow, BundleRow.sha256 == row.bundle_sha256)
        .where(
            row.recorded_to.is_(None),
            row.valid_from <= now,
            or_(row.valid_to.is_(None), row.valid_to > now),
            row.procedure != APOLOGY,
        )
        .order_by(called, row.instrument_id.is_(None), row.valid_from.desc())
    )  # fmt: skip
    for key, same in groupby(versions, key=lambda version: version.called):
        rows = list(same)
        first = rows[0]
        units = () if any(r.unit_id is None for r in rows) else tuple(r.unit_id for r in rows)
        yield _Found(
            key, first.code, first.title, first.field, first.level, first.sha256,
            tuple(dict.fromkeys(units)),
        )  # fmt: skip


def _line(session: Session, found: _Found, names: dict[UUID, str]) -> ProcedureLine:
    return ProcedureLine(
        key=found.key,
        code=found.code,
        title=found.title,
        field=found.field,
        level=say(LEVEL[found.level]),
        total=promised(load_procedure(session, found.sha256)),
        units=tuple(names[unit] for unit in found.units),
    )
