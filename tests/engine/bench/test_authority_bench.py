"""What `trinhky bench authority` measures, on a register of two units."""

from __future__ import annotations

from sqlalchemy import select

from engine.actions.register.load import load
from engine.bench.authority_bench import measure
from engine.outside.register_book import open_book
from engine.store.records import UnitRow
from tests.factories.office import Office
from tests.factories.register_book import city, xlsx


def test_a_procedure_without_anybody_is_counted(office: Office) -> None:
    with open_book(xlsx(city()), "danh-muc.xlsx") as book:
        load(office.outside, book)
    with office.outside.sessions.begin() as session:
        unit = session.scalars(select(UnitRow.id).where(UnitRow.code == "T1.01")).one()
    pairs = [("3.000001", unit)] * 19 + [("3.000003", unit)]
    office.clock.forward(days=90)
    found = measure(office.outside, pairs, rows=20, first=1.0, again=0.5)
    assert (found.procedures, found.nobody) == (20, 1)
    assert 0 < found.warm_median_ms <= found.warm_p95_ms
    assert 0 < found.cold_median_ms <= found.cold_p95_ms
    assert found.figures["delegated"] == 1
