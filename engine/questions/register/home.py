"""The register's home: what waits for second eyes, what is about to end, what has lapsed."""

from __future__ import annotations

from dataclasses import dataclass

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.core.authority.register import InstrumentState
from engine.outside.outside import Outside
from engine.questions.register.commitment_page import Waiting, waiting_commitments
from engine.questions.register.gaps import GapCount, gap_count
from engine.questions.register.instrument_index import instrument_index
from engine.questions.register.instrument_list import InstrumentLine, line_of
from engine.questions.register.report_dues import ReportDue, dues
from engine.questions.register.words import Standing
from engine.store.time import read_time

MOST = 20


@dataclass(frozen=True, slots=True)
class Home:
    """`mine` wait for this reader's eyes, `others` for somebody else's, because the reader entered
    them. `ending`: within ninety days, the first to end first."""

    mine: tuple[InstrumentLine, ...]
    others: tuple[InstrumentLine, ...]
    ending: tuple[InstrumentLine, ...]
    ending_count: int
    commitments: tuple[Waiting, ...]
    in_force: int
    without_file: int
    """In force, and without their decision."""
    gaps: GapCount
    reports: tuple[ReportDue, ...]
    """Yearly reports that are due soon or late."""


def home(outside: Outside, actor: Actor) -> Home:
    """Raises NotYours."""
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        every = instrument_index(session, read_time(session, outside.clock.now()).epoch)
        commitments = waiting_commitments(session, now)
        gaps = gap_count(session)
        reports = tuple(each for each in dues(session, now) if each.state in ("due", "late"))
    open_ones = [s for s in every if s.state in (InstrumentState.DRAFT, InstrumentState.REVIEWED)]
    ending = sorted((s for s in every if s.ends_soon(now)), key=lambda s: s.valid_to or now)
    in_force = [s for s in every if s.standing(now) is Standing.IN_FORCE]
    by_me = [s for s in open_ones if actor.person_id in s.entered_by]
    for_me = [s for s in open_ones if actor.person_id not in s.entered_by]
    return Home(
        mine=tuple(line_of(short, now) for short in for_me[:MOST]),
        others=tuple(line_of(short, now) for short in by_me[:MOST]),
        ending=tuple(line_of(short, now) for short in ending[:MOST]),
        ending_count=len(ending),
        commitments=commitments[:MOST],
        in_force=len(in_force),
        without_file=sum(not short.has_file for short in in_force),
        gaps=gaps,
        reports=reports,
    )
