"""Tình hình thực hiện ủy quyền: what was decided on one instrument in a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import select

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.core.vietnamese import LOCAL
from engine.outside.outside import Outside
from engine.questions.register.results import instrument_words
from engine.store.leaning import Decided, decided_on
from engine.store.offices import issuer_name
from engine.store.records import InstrumentRow
from engine.store.report_dues import reports_sent

LATE = "after"


@dataclass(frozen=True, slots=True)
class Figures:
    """Dossiers. `decided` = `granted` + `refused`; of the finished ones `on_time` and `late`;
    `returned`: sent back at least once on their way."""

    decided: int
    granted: int
    refused: int
    on_time: int
    late: int
    returned: int


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One procedure in one month (1 to 12)."""

    procedure: str
    title: str
    month: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class InstrumentReport:
    """`due` is "15/12" or None; `sent`: the year's report was marked as sent."""

    instrument_id: UUID
    instrument: str
    issuer: str
    year: int
    made_at: datetime
    lines: tuple[ReportLine, ...]
    total: Figures
    due: str | None
    sent: bool


def instrument_report(
    outside: Outside, actor: Actor, instrument_id: UUID, year: int | None = None
) -> InstrumentReport:
    """For who keeps the register; `year` left out is this one. Raises NotYours, NotFound."""
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        asked = year or now.astimezone(LOCAL).year
        name = instrument_words(session, instrument_id)
        row = session.scalars(
            select(InstrumentRow).where(
                InstrumentRow.id == instrument_id, InstrumentRow.recorded_to.is_(None)
            )
        ).one_or_none()
        issuer = issuer_name(session, row.issuer_position_id) if row else ""
        begins, ends = (datetime(each, 1, 1, tzinfo=LOCAL) for each in (asked, asked + 1))
        found = decided_on(session, instrument_id, begins, ends)
        sent = (instrument_id, asked) in reports_sent(session, [instrument_id])
    due = row.report_due if row else None
    return InstrumentReport(
        instrument_id=instrument_id,
        instrument=name,
        issuer=issuer,
        year=asked,
        made_at=now,
        lines=_lines(found),
        total=_figures(found),
        due="/".join(reversed(due.split("-"))) if due else None,
        sent=sent,
    )


def _lines(found: Iterable[Decided]) -> tuple[ReportLine, ...]:
    def key(each: Decided) -> tuple[str, int]:
        return each.procedure, each.signed_at.astimezone(LOCAL).month

    lines = []
    for (procedure, month), members in groupby(sorted(found, key=key), key=key):
        decided = list(members)
        lines.append(ReportLine(procedure, decided[-1].title, month, _figures(decided)))
    return tuple(lines)


def _figures(found: Iterable[Decided]) -> Figures:
    every = list(found)
    refused = sum(each.kind == "refusal" for each in every)
    late = sum(each.timeliness == LATE for each in every)
    return Figures(
        decided=len(every),
        granted=len(every) - refused,
        refused=refused,
        on_time=sum(each.timeliness in ("before", "on") for each in every),
        late=late,
        returned=sum(each.returned for each in every),
    )
