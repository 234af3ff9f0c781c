"""The demonstration's ward, at a chosen moment, in a database of the bench."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from engine.bench.supplement_rounds import load_procedure
from engine.outside.outside import Outside, connect, prepare_database
from engine.settings import Settings
from engine.simulate.demo_city import BEGINNING
from engine.simulate.seed import seed
from engine.store.register_epoch import set_clock_offset


def office_at(settings: Settings, workflows: Path, at: datetime) -> Outside:
    """Everything that the measured procedure needs, in force; the office's clock shows `at`."""
    prepare_database(settings)
    outside = connect(settings)
    seed(outside)
    _set_clock(outside, BEGINNING + timedelta(days=1))
    load_procedure(outside, workflows)
    _set_clock(outside, at)
    return outside


def libpq(settings: Settings) -> str:
    """The database's URL without SQLAlchemy's part."""
    return str(settings.database_url).replace("+psycopg", "", 1)


def _set_clock(outside: Outside, at: datetime) -> None:
    with outside.sessions.begin() as session:
        set_clock_offset(session, round((at - outside.clock.now()).total_seconds()))
