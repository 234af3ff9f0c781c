"""The report of all units against its recount: every line, every figure, every period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from engine.core.clock import Calendar, CalendarUnknown
from engine.core.period import Period
from engine.outside.outside import Outside
from engine.questions.reports.asked import OF_DOSSIERS, OF_STEPS, Asked
from engine.questions.reports.dossier_report import count_dossiers
from engine.questions.reports.scope import Names, procedure_names, whole_scope
from engine.questions.reports.step_report import count_steps
from engine.simulate.report_recount import (
    Seen,
    dossier_figures,
    seen,
    step_minutes,
    steps_between,
)
from engine.store.all_histories import all_histories, seats_by_unit
from engine.store.bundles import load_bundle
from engine.store.load_calendar import load_calendar
from engine.store.time import OfficeTime, read_time

Places = Counter[tuple[str, str]]
"""A number for every line and figure."""
NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Checked:
    """`compared` figures, of which the differing ones are told in a line each."""

    dossiers: int
    compared: int
    differences: tuple[str, ...]


def check_report(outside: Outside, periods: Iterable[Period]) -> Checked:
    """Count everything twice, once by the report's SQL, once from the entries of the history.

    Both within one snapshot of the database: nobody need stop working.
    """
    compared, differences = 0, []
    with outside.sessions.begin() as session:
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        time = read_time(session, outside.clock.now())
        seats = seats_by_unit(session)
        histories = [
            seen(of, seats, lambda sha: load_bundle(session, sha)) for of in all_histories(session)
        ]
        names, scope = procedure_names(session), whole_scope(session)
        calendars = {s.unit: load_calendar(session, s.unit, time.epoch) for s in histories}
        for period in periods:
            for by in (*OF_DOSSIERS, *OF_STEPS):
                asked = Asked(period, by)
                said: Places = Counter()
                if by in OF_DOSSIERS:
                    at = period.judged_at(time.now)
                    for key, found in count_dossiers(session, asked, scope, names, at).items():
                        said.update({(key, figure): n for figure, n in found.items()})
                    counted = _dossiers(histories, asked, names, time)
                else:
                    for key, line in count_steps(session, asked, scope, names, time).items():
                        minutes = {"waited": line.waited, "worked": line.worked}
                        more = {**line.figures, **minutes, "paused": line.paused}
                        said.update({(key, figure): n for figure, n in more.items()})
                    counted = _steps(histories, asked, calendars, time)
                places = said.keys() | counted.keys()
                compared += len(places)
                differences += [
                    f"{period.first}..{period.last} {by} {line} {figure}: "
                    f"{said[line, figure]} / {counted[line, figure]}"
                    for line, figure in sorted(places)
                    if said[line, figure] != counted[line, figure]
                ]
    return Checked(len(histories), compared, tuple(differences))


def _dossiers(histories: Iterable[Seen], asked: Asked, names: Names, time: OfficeTime) -> Places:
    counted: Places = Counter()
    for dossier in histories:
        line = {
            "unit": str(dossier.unit),
            "field": names.fields[dossier.procedure],
            "procedure": dossier.procedure,
            "officer": dossier.officer or NOBODY,
        }[asked.by]
        figures = dossier_figures(dossier, asked.period.first, asked.period.last, time.now)
        counted.update({(line, figure): 1 for figure in figures})
    return counted


def _steps(
    histories: Iterable[Seen], asked: Asked, calendars: Mapping[UUID, Calendar], time: OfficeTime
) -> Places:
    counted: Places = Counter()
    for dossier in histories:
        hours = calendars[dossier.unit].intervals
        for step in steps_between(dossier, asked.period.first, asked.period.last, time.now):
            line = f"{dossier.procedure}|{step.element}" if asked.by == "step" else step.by
            line = line or NOBODY
            counted[line, "done"] += 1
            counted[line, step.outcome or "no_term"] += 1
            try:
                minutes = step_minutes(dossier, step, hours)
            except CalendarUnknown:
                continue
            for figure, number in zip(("waited", "worked", "paused"), minutes, strict=True):
                counted[line, figure] += number
    return counted
