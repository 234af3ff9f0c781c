"""The report against its recount: every line, every figure, every period asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from engine.actions.actor import Actor
from engine.core.period import Period
from engine.outside.outside import Outside
from engine.questions.reports.asked import OF_DOSSIERS, OF_STEPS, Asked
from engine.questions.reports.dossier_report import report
from engine.questions.reports.step_report import step_report
from engine.simulate.report_recount import (
    Seen,
    StepSeen,
    dossier_figures,
    seen,
    step_minutes,
    steps_between,
)
from engine.store.all_histories import all_histories
from engine.store.bundles import load_bundle
from engine.store.load_calendar import load_calendar
from engine.store.time import read_time

NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Checked:
    """`compared` figures, of which the differing ones are told in a line each."""

    dossiers: int
    compared: int
    differences: tuple[str, ...]


def check_report(outside: Outside, actor: Actor, periods: list[Period]) -> Checked:
    """Compare what this person's report says with a recount. Raises NotYours."""
    histories = _read(outside)
    compared, differences = 0, []
    for period in periods:
        for by in (*OF_DOSSIERS, *OF_STEPS):
            asked = Asked(period, by)
            said = _said(outside, actor, asked)
            counted = _recounted(outside, histories, asked, _units(outside, actor, period))
            for place in sorted(said.keys() | counted.keys()):
                compared += 1
                if said[place] != counted[place]:
                    line, figure = place
                    differences.append(
                        f"{period.first}–{period.last} {by} {line} {figure}: "
                        f"báo cáo {said[place]}, đếm lại {counted[place]}"
                    )
    return Checked(len(histories), compared, tuple(differences))


Places = Counter[tuple[str, str]]


def _read(outside: Outside) -> list[Seen]:
    with outside.sessions.begin() as session:
        return [
            seen(of.unit_id, of.entries, lambda sha: load_bundle(session, sha))
            for of in all_histories(session)
        ]


def _units(outside: Outside, actor: Actor, period: Period) -> set[UUID]:
    """The units that the report offers."""
    return {UUID(key) for key, _ in report(outside, actor, Asked(period)).choices.units}


def _said(outside: Outside, actor: Actor, asked: Asked) -> Places:
    said: Places = Counter()
    if asked.by in OF_DOSSIERS:
        for line in report(outside, actor, asked).lines:
            for figure, number in line.figures.items():
                said[line.key, figure] += number
        return +said
    for step in step_report(outside, actor, asked).lines:
        minutes = {"waited": step.waited, "worked": step.worked, "paused": step.paused}
        for figure, number in {**step.figures, **minutes}.items():
            said[step.key, figure] += number
    return +said


def _recounted(outside: Outside, histories: list[Seen], asked: Asked, units: set[UUID]) -> Places:
    counted: Places = Counter()
    first, last = asked.period.first, asked.period.last
    with outside.sessions.begin() as session:
        epoch, now = read_time(session, outside.clock.now())
        names = {s.procedure: s.bundle.procedure.field for s in histories}
        for dossier in histories:
            if asked.by in OF_DOSSIERS:
                if dossier.unit in units:
                    line = _line(dossier, asked.by, names)
                    for figure, number in dossier_figures(dossier, first, last, now).items():
                        counted[line, figure] += number
                continue
            calendar = load_calendar(session, dossier.unit, epoch)
            for step in steps_between(dossier, first, last, now):
                _add(counted, dossier, step, asked.by, calendar.intervals, units)
    return +counted


def _add(
    counted: Places,
    dossier: Seen,
    step: StepSeen,
    by: str,
    hours: Callable[[date], Iterator[tuple[object, object]]],
    units: set[UUID],
) -> None:
    raise NotImplementedError


def _line(dossier: Seen, by: str, fields: dict[str, str]) -> str:
    return {
        "unit": str(dossier.unit),
        "field": fields[dossier.procedure],
        "procedure": dossier.procedure,
        "officer": dossier.officer or NOBODY,
    }[by]
