"""Numbers: unique in their register, gaps only with a reason."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine.errors import AlreadyDone, NotFound
from engine.store.counters import next_counter
from engine.store.numbers import (
    Reserved,
    assign_number,
    cancel_number,
    number_of,
    reserve_number,
)
from engine.store.records import NumberRow
from tests.engine.store.factory import NOON, UNIT

DOSSIER = uuid4()


def _reserve(session: Session, document_id: UUID, **other: Any) -> Reserved:
    asked: dict[str, Any] = {
        "unit_id": UNIT,
        "year": 2026,
        "kind": "ban_sao",
        "symbol": "BS-UBND",
        "dossier_id": DOSSIER,
        "document_id": document_id,
        "now": NOON,
    }
    return reserve_number(session, **{**asked, **other})


def test_numbers_run_from_one_without_a_gap(database: sessionmaker[Session]) -> None:
    def reserve(_: int) -> int:
        with database.begin() as session:
            return _reserve(session, uuid4()).value

    with ThreadPoolExecutor(8) as clerks:
        values = list(clerks.map(reserve, range(40)))
    assert sorted(values) == list(range(1, 41))


def test_a_document_keeps_its_number_however_often_it_asks(
    database: sessionmaker[Session],
) -> None:
    document = uuid4()

    def reserve(_: int) -> Reserved:
        with database.begin() as session:
            return _reserve(session, document)

    with ThreadPoolExecutor(4) as clerks:
        assert len(set(clerks.map(reserve, range(8)))) == 1
    with database.begin() as session:
        assert number_of(session, DOSSIER, document) == reserve(0)
        assert _reserve(session, uuid4()).value == 2


def test_a_number_is_lost_with_its_transaction_and_given_again(
    database: sessionmaker[Session],
) -> None:
    with database() as session:
        assert _reserve(session, uuid4()).value == 1
        session.rollback()
    with database.begin() as session:
        assert _reserve(session, uuid4()).value == 1


@pytest.mark.parametrize("other", [{"unit_id": uuid4()}, {"year": 2027}, {"kind": "thong_bao"}])
def test_each_unit_year_and_kind_has_its_own_register(
    database: sessionmaker[Session], other: dict[str, Any]
) -> None:
    with database.begin() as session:
        first, second = _reserve(session, uuid4()), _reserve(session, uuid4(), **other)
        assert (first.value, second.value) == (1, 1)
        assert first.register_id != second.register_id


def test_an_assigned_number_stays(database: sessionmaker[Session]) -> None:
    document = uuid4()
    with database.begin() as session:
        number = _reserve(session, document)
        assert number.symbol == "BS-UBND"
        assign_number(session, number)
        assert _reserve(session, document) == number
        assert number_of(session, DOSSIER, document) == number
        row = session.scalars(select(NumberRow)).one()
        assert (row.status, row.reserved_at, row.cancelled_at) == ("assigned", NOON, None)
        with pytest.raises(AlreadyDone):
            assign_number(session, number)
        with pytest.raises(AlreadyDone):
            cancel_number(session, number, "muộn", NOON)


def test_a_gap_keeps_its_reason_and_is_never_filled(database: sessionmaker[Session]) -> None:
    document = uuid4()
    with database.begin() as session:
        number, other = _reserve(session, document), _reserve(session, uuid4())
        cancel_number(session, number, "Hồ sơ rút trước khi phát hành", NOON)
        row = session.get_one(NumberRow, (number.register_id, 1))
        assert (row.status, row.reason, row.cancelled_at) == (
            "cancelled",
            "Hồ sơ rút trước khi phát hành",
            NOON,
        )
        assert session.get_one(NumberRow, (other.register_id, 2)).status == "reserved"
        with pytest.raises(NotFound):
            number_of(session, DOSSIER, document)
        with pytest.raises(AlreadyDone):
            assign_number(session, number)
        assert _reserve(session, document).value == 3


def test_a_gap_without_a_reason_is_refused(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        number = _reserve(session, uuid4())
        with pytest.raises(ValueError, match="reason"):
            cancel_number(session, number, "  ", NOON)


def test_a_document_of_another_dossier_has_no_number_here(
    database: sessionmaker[Session],
) -> None:
    document = uuid4()
    with database.begin() as session:
        _reserve(session, document)
        with pytest.raises(NotFound):
            number_of(session, uuid4(), document)


def test_counters_of_a_scope_never_give_a_serial_twice(database: sessionmaker[Session]) -> None:
    def serial(_: int) -> int:
        with database.begin() as session:
            return next_counter(session, "H26.31:261123")

    with ThreadPoolExecutor(8) as desks:
        assert sorted(desks.map(serial, range(24))) == list(range(1, 25))
    with database.begin() as session:
        assert next_counter(session, "H26.31:261124") == 1
