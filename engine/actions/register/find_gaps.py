"""Where nobody may sign within the next 90 days, and what is given twice: found once a night."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.core.authority.gaps import Gap, gaps, overlaps
from engine.core.authority.register import AUTHORITY_POWERS, Grant, Power, Register
from engine.core.authority.verdict import receiver_name
from engine.core.authority.words import act_name
from engine.core.canonical import as_json
from engine.core.performers import units_using
from engine.core.vietnamese import LOCAL
from engine.outside.outside import Outside
from engine.say import in_vietnamese
from engine.store.bundles import load_bundle
from engine.store.gap_runs import (
    drop_old_runs,
    drop_run,
    internal_procedures_at_work,
    is_made,
    take_run,
)
from engine.store.load_register import load_register
from engine.store.records import GapRunRow
from engine.store.time import OfficeTime, read_time

AHEAD = timedelta(days=90)

log = structlog.get_logger()


def find_gaps_nightly(outside: Outside) -> None:
    """The worker's turn, cheap when the day's run is made. A run that fails is logged, and taken
    up again later by whoever comes."""
    with outside.sessions.begin() as session:
        day = _day(read_time(session, outside.clock.now()).now)
        if is_made(session, day):
            return
    try:
        _run(outside)
    except Exception:
        log.exception("gaps_failed")


def find_gaps(outside: Outside, actor: Actor) -> None:
    """At once, for who keeps the register. Raises NotYours."""
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        drop_run(session, _day(now))
    _run(outside)


def _run(outside: Outside) -> None:
    system_now = outside.clock.now()
    with outside.sessions.begin() as session:
        office = read_time(session, system_now)
        if not take_run(session, _day(office.now), office.now + AHEAD, system_now):
            return
    with outside.sessions.begin() as session:
        row = session.get_one(GapRunRow, _day(office.now))
        _look(session, row, office)
        drop_old_runs(session, office.now)
        log.info("gaps_found", pairs=row.pairs, gaps=len(row.gaps), overlaps=len(row.overlaps))


@in_vietnamese()
def _look(session: Session, row: GapRunRow, office: OfficeTime) -> None:
    missing: list[Any] = []
    twice: list[Any] = []
    asked = _asked(session, office.now)
    for procedure, (title, pairs) in sorted(asked.items()):
        units = {unit_id for _, unit_id in pairs}
        register = load_register(session, procedure, units, office.epoch)
        for power, unit_id in sorted(pairs):
            found = gaps(register, power, procedure, unit_id, office.now, row.until)
            missing += [_gap(register, gap, title) for gap in found]
        twice += _overlaps(register, procedure, title, office.now, row.until)
    row.pairs = sum(len(pairs) for _, pairs in asked.values())
    row.gaps, row.overlaps = missing, twice
    row.epoch, row.made_at = office.epoch, office.now


def _asked(session: Session, now: datetime) -> Mapping[str, tuple[str, set[tuple[Power, UUID]]]]:
    """By procedure: its title, and the powers that its diagrams ask for, each with the unit."""
    asked: dict[str, tuple[str, set[tuple[Power, UUID]]]] = {}
    for sha256, parties in internal_procedures_at_work(session, now):
        bundle = load_bundle(session, sha256)
        procedure = bundle.procedure
        _, pairs = asked.setdefault(procedure.code_or_slug, (procedure.title, set()))
        pairs |= units_using(bundle, parties, AUTHORITY_POWERS)
    return asked


def _gap(register: Register, gap: Gap, title: str) -> Any:
    unit = register.units.get(gap.unit_id)
    return as_json(
        {
            "power": gap.power,
            "procedure": gap.procedure,
            "title": title,
            "unit_id": gap.unit_id,
            "unit": unit.name if unit else "",
            "begins": gap.begins,
            "ends": gap.ends,
            "clause": gap.refusal.clause,
            "record_id": gap.refusal.record_id,
            "says": gap.refusal.says,
        }
    )


def _overlaps(
    register: Register, procedure: str, title: str, begins: datetime, ends: datetime
) -> Iterator[Any]:
    for overlap in overlaps(register, procedure, begins, ends):
        yield as_json(
            {
                "procedure": procedure,
                "title": title,
                "two_delegates": overlap.two_delegates,
                "first": _given(register, overlap.first),
                "second": _given(register, overlap.second),
                "begins": overlap.both.valid_from,
                "ends": overlap.both.valid_to,
            }
        )


def _given(register: Register, grant: Grant) -> dict[str, object]:
    instrument = register.instruments[grant.instrument_id]
    return {
        "to": receiver_name(register, grant),
        "instrument_id": instrument.id,
        "instrument": act_name(instrument),
    }


def _day(now: datetime) -> str:
    return now.astimezone(LOCAL).date().isoformat()
