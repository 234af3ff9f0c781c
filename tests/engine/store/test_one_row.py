"""The short way fails as the long one does."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DataError, OperationalError, StatementError
from sqlalchemy.orm import Session, sessionmaker

from engine.store.one_row import one_row


def test_one_row_sees_what_the_transaction_wrote(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        session.execute(text("UPDATE register_epoch SET epoch = 41"))
        assert one_row(session, "SELECT epoch + %(n)s FROM register_epoch", {"n": 1}) == (42,)


def test_an_error_is_sqlalchemys_and_keeps_the_parameters_to_itself(
    database: sessionmaker[Session],
) -> None:
    with database.begin() as session, pytest.raises(DataError) as wrong:
        one_row(session, "SELECT 1 / length(%(name)s) - 1 / 0", {"name": "Đỗ Thị Ổi"})
    assert "Ổi" not in str(wrong.value)
    assert isinstance(wrong.value, StatementError)


def test_after_a_lost_server_the_next_session_works(database: sessionmaker[Session]) -> None:
    with database() as idle, database() as killer:
        lost = one_row(idle, "SELECT pg_backend_pid()", {})[0]
        with database() as other:
            also_lost = one_row(other, "SELECT pg_backend_pid()", {})[0]
            other.commit()
        for pid in (lost, also_lost):
            killer.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        killer.commit()
        with pytest.raises(OperationalError) as gone:
            one_row(idle, "SELECT 1", {})
        assert gone.value.connection_invalidated
        idle.rollback()
        for _ in range(3):
            with database.begin() as session:
                assert one_row(session, "SELECT 1", {}) == (1,)
