"""The short way for the two statements of every step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from sqlalchemy.orm import Session


def one_row(session: Session, statement: str, parameters: Mapping[str, object]) -> tuple[Any, ...]:
    """Execute in the session's transaction and answer the one row.

    Past SQLAlchemy's results, which cost more CPU than the driver's whole work here. Raises
    `psycopg.Error` for what the server refuses, and ServiceDown when it is gone, as `engine_for`.
    """
    connection = session.connection()
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    try:
        row: tuple[Any, ...] | None = driver.execute(statement, parameters).fetchone()
    except psycopg.OperationalError:
        if driver.broken:
            # Once more the long way: it finds the connection gone, empties the pool and says so.
            connection.exec_driver_sql(statement, dict(parameters))
        raise
    assert row is not None
    return row
