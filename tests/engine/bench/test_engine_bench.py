"""The measured step is a real one, and what it is compared with writes the same rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engine.bench.pgbench import DOSSIERS_PER_CLIENT, Pgbench
from engine.bench.supplement_rounds import Rounds, load_procedure
from engine.outside.outside import Outside
from engine.outside.servers import Servers
from engine.settings import Settings
from engine.simulate import demo_city as city
from engine.simulate.seed import seed
from engine.store.records import AnswerRow, DossierRow, HistoryRow, MandateRow, TaskRow
from engine.store.register_epoch import set_clock_offset
from engine.store.verify_history import first_broken

WORKFLOWS = Path(__file__).parents[3] / "workflows"
MONDAY = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def office(outside: Outside) -> Outside:
    """The demonstration's ward on a Monday morning, with the measured procedure in force."""
    seed(outside)
    _set_clock(outside, city.BEGINNING + timedelta(days=1))
    load_procedure(outside, WORKFLOWS)
    _set_clock(outside, MONDAY)
    return outside


def _set_clock(outside: Outside, at: datetime) -> None:
    with outside.sessions.begin() as session:
        set_clock_offset(session, round((at - outside.clock.now()).total_seconds()))


def test_a_round_is_two_real_steps_of_each_dossier(office: Outside) -> None:
    rounds = Rounds(office, 2)
    with office.sessions.begin() as session:
        before = session.scalars(select(func.count()).select_from(HistoryRow)).one()
    took = rounds.go()
    assert took.steps == 4
    assert took.cpu > 0
    assert took.wall > 0
    with office.sessions.begin() as session:
        after = session.scalars(select(func.count()).select_from(HistoryRow)).one()
        assert after - before == 2 * 3
        for dossier in session.scalars(select(DossierRow)):
            assert first_broken(session, dossier.id) is None
            done = session.scalars(
                select(TaskRow.element)
                .where(TaskRow.dossier_id == dossier.id, TaskRow.status == "done")
                .order_by(TaskRow.closed_at)
            ).all()
            assert done == ["TiepNhan", "ThamDinh", "BoSung/LapPhieu", "BoSung/NhanBoSung"]
            waits = select(TaskRow.element, TaskRow.due_at).where(
                TaskRow.dossier_id == dossier.id, TaskRow.status == "open"
            )
            ((element, due_at),) = session.execute(waits).all()
            assert element == "ThamDinh"
            assert due_at is not None
        forms = set(session.scalars(select(AnswerRow.form)))
        assert {"tham_dinh", "supplement_request"} <= forms
        powers = {row.content["power"] for row in session.scalars(select(MandateRow))}
        assert {"receive", "appraise"} <= powers


def test_pgbench_moves_dossiers_as_wide_as_the_real_ones(
    office: Outside, settings: Settings, servers: Servers
) -> None:
    Rounds(office, 1)
    programs = servers.postgres.binary("pgbench").parent
    url = str(settings.database_url).replace("+psycopg", "", 1)
    pgbench = Pgbench.prepare(programs, url, clients=2)
    assert pgbench.settings["fsync"] == "off"  # as the tests' server is; the bench's is not
    assert pgbench.settings["synchronous_commit"] in {"on", "off"}
    assert pgbench.per_second(clients=2, seconds=1) > 0
    with office.sessions.begin() as session:
        copies = 2 * DOSSIERS_PER_CLIENT
        assert session.scalars(select(func.count()).select_from(DossierRow)).one() == copies + 1
        open_tasks = select(func.count()).where(TaskRow.status == "open")
        assert session.scalars(open_tasks).one() == copies + 1
        moved = session.scalars(select(DossierRow).order_by(DossierRow.version.desc())).first()
        assert moved is not None
        rows = select(func.count()).where(HistoryRow.dossier_id == moved.id)
        assert session.scalars(rows).one() == moved.version
        real = select(func.octet_length(DossierRow.state)).where(DossierRow.code != "")
        assert len(set(session.scalars(real))) == 1
