"""A file of the register is taken in whole or not at all, and twice is once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text

from engine.actions.register.load import load, preview, write
from engine.core.authority.may_act import mandates
from engine.core.authority.register import Power
from engine.core.register_file.changes import Changes, Kind
from engine.errors import RegisterFaulty
from engine.outside.outside import Outside
from engine.outside.register_book import open_book
from engine.questions.delegation.summary import summary
from engine.store.load_register import load_register
from engine.store.records import (
    AppointmentRow,
    InstrumentRow,
    PositionRow,
    RegisterLoadRow,
    UnitRow,
)
from engine.store.time import read_time
from tests.engine.store.factory import census
from tests.factories.office import Office
from tests.factories.register_book import DEPUTY, city, xlsx

Rows = Mapping[str, Sequence[Sequence[object]]]


def take_in(outside: Outside, rows: Rows) -> Changes:
    with open_book(xlsx(rows), "danh-muc.xlsx") as book:
        return load(outside, book)


def epoch_of(outside: Outside) -> int:
    with outside.sessions.begin() as session:
        return read_time(session, outside.clock.now()).epoch


def who_decides(outside: Outside, code: str = "T1.01") -> dict[str, tuple[str, ...]]:
    with outside.sessions.begin() as session:
        epoch, now = read_time(session, outside.clock.now())
        unit = session.scalars(select(UnitRow.id).where(UnitRow.code == code)).first()
        assert unit is not None
        register = load_register(session, "3.000001", [unit], epoch)
        found = mandates(register, Power.DECIDE, "3.000001", unit, now, {})
    return {register.persons[m.person_id].full_name: m.capacity for m in found}


def test_what_is_taken_in_is_effective_at_once_and_counted(office: Office) -> None:
    outside = office.outside
    before = epoch_of(outside)
    with open_book(xlsx(city()), "danh-muc.xlsx") as book:
        foreseen = preview(outside, book)
    assert epoch_of(outside) == before
    changes = take_in(outside, city())
    assert changes.counts == foreseen.counts
    assert changes.total(Kind.NEW) == 16
    assert epoch_of(outside) == before + 1
    assert who_decides(outside) == {"Phạm Thử Hai": ("Q. GIÁM ĐỐC",)}
    assert asdict(summary(outside)) == {
        "procedures": 3, "plans": 2, "planned": 2, "delegated": 1, "internal_procedures": 1,
        "undelegated": 1, "two_delegates": 0,
    }  # fmt: skip
    with outside.sessions.begin() as session:
        [kept] = session.scalars(select(RegisterLoadRow))
    assert kept.file_name == "danh-muc.xlsx"
    assert kept.changed["counts"]["unit"]["new"] == 2
    assert kept.changed["told"]["new"][0] == "Đơn vị T1: Ủy ban nhân dân thành phố Thử"


def test_loading_twice_changes_nothing(office: Office) -> None:
    take_in(office.outside, city())
    epoch = epoch_of(office.outside)
    with office.outside.sessions() as session:
        before = census(session)
    assert take_in(office.outside, city()).nothing
    assert epoch_of(office.outside) == epoch
    with office.outside.sessions() as session:
        assert census(session) == before


def test_one_wrong_cell_and_nothing_of_the_file_is_taken(office: Office) -> None:
    with office.outside.sessions() as session:
        before = census(session)
    rows = city()
    rows["Phương án"][2][2] = "T9.99"
    with pytest.raises(RegisterFaulty) as refused:
        take_in(office.outside, rows)
    [fault] = refused.value.faults
    assert (fault.sheet, fault.row, fault.column) == ("Phương án", 3, "Đơn vị nhận")  # type: ignore[attr-defined]
    assert "Tệp có 1 chỗ sai nên chưa có gì được ghi" in refused.value.sentence
    with office.outside.sessions() as session:
        assert census(session) == before


def test_a_correction_leaves_the_past_and_what_files_do_not_have(office: Office) -> None:
    outside = office.outside
    take_in(outside, city())
    with outside.sessions.begin() as session:
        row = session.scalars(select(InstrumentRow).where(InstrumentRow.number == "12/QĐ-UBND"))
        row.one().file_sha256 = "f" * 64
        number = session.scalar(select(func.count()).select_from(PositionRow))
    office.clock.forward(minutes=1)
    rows = city()
    rows["Văn bản"][1][7] = date(2026, 1, 31)
    changes = take_in(outside, rows)
    assert [change.kind for change in changes.written] == [Kind.CORRECTED]
    with outside.sessions.begin() as session:
        former, now = session.scalars(
            select(InstrumentRow)
            .where(InstrumentRow.number == "12/QĐ-UBND")
            .order_by(InstrumentRow.row_id)
        )
        assert former.recorded_to == now.recorded_from
        assert (former.id, now.recorded_to, now.file_sha256) == (now.id, None, "f" * 64)
        assert former.valid_to is not None
        assert now.valid_to is not None
        assert former.valid_to - now.valid_to > timedelta(days=300)
        assert session.scalar(select(func.count()).select_from(PositionRow)) == number
    assert who_decides(outside) == {}
    assert summary(outside).delegated == 0


def test_who_is_in_the_register_already_is_found_by_their_number(office: Office) -> None:
    outside = office.outside
    take_in(outside, city())
    rows: dict[str, list[list[object]]] = {
        "Người": [city()["Người"][0], [f"PNOVN-{DEPUTY}", "Phạm Thử Ba"]],
        "Bổ nhiệm": [
            city()["Bổ nhiệm"][0],
            [DEPUTY, "T1.01.V1", "không", date(2025, 7, 1), date(2025, 12, 31)],
        ],
    }
    changes = take_in(outside, rows)
    assert (changes.total(Kind.NEW), changes.total(Kind.CORRECTED)) == (0, 2)
    with outside.sessions.begin() as session:
        held = session.scalars(
            select(AppointmentRow).where(
                AppointmentRow.recorded_to.is_(None), AppointmentRow.valid_to.is_not(None)
            )
        )
        assert [each.acting for each in held] == [False]


def test_acts_go_on_while_a_file_is_written(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until the epoch is raised, last of all, nobody who saves an act waits."""
    seen: list[str] = []

    def written(*told: Any) -> None:
        write(*told)
        with office.outside.sessions.begin() as other:
            other.execute(text("SELECT epoch FROM register_epoch FOR SHARE NOWAIT"))
            taken = other.execute(text("SELECT pg_try_advisory_xact_lock(7403911)")).scalar_one()
            seen.append("another change waits" if not taken else "another change goes on")

    monkeypatch.setattr("engine.actions.register.load.write", written)
    take_in(office.outside, city())
    assert seen == ["another change waits"]
