"""The short way for hot statements is the same transaction and the same failures."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from engine.errors import ServiceDown
from engine.store.one_row import one_row


def test_one_row_sees_what_the_transaction_wrote(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        session.execute(text("UPDATE register_epoch SET epoch = 41"))
        assert one_row(session, "SELECT epoch + %(n)s FROM register_epoch", {"n": 1}) == (42,)


def test_an_error_does_not_repeat_peoples_data(database: sessionmaker[Session]) -> None:
    with database() as session:
        with pytest.raises(psycopg.DataError) as wrong:
            one_row(session, "SELECT length(%(name)s) / 0", {"name": "Đỗ Thị Ổi"})
        assert "Ổi" not in str(wrong.value)


def test_after_a_lost_server_the_next_session_works(database: sessionmaker[Session]) -> None:
    with database() as held, database() as idle, database() as killer:
        killer.connection()
        pids = [one_row(s, "SELECT pg_backend_pid()", {})[0] for s in (held, idle)]
        idle.commit()  # its connection goes back to the pool, and dies there
        for pid in pids:
            killer.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        killer.commit()
        with pytest.raises(ServiceDown):
            one_row(held, "SELECT 1", {})
    for _ in range(3):
        with database.begin() as session:
            assert one_row(session, "SELECT 1", {}) == (1,)
