"""A change of the register: who may, what stays of the past, and that it is effective at once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from engine.actions.register.office import changing
from engine.errors import AlreadyDone, NotFound, NotYours
from engine.outside.outside import Outside
from engine.store.records import RegisterEventRow, UnitRow
from engine.store.register_changes import correct, current, enter, strike
from engine.store.time import read_time
from tests.factories.office import Office
from tests.factories.people import actor_of


def unit(**columns: object) -> UnitRow:
    return UnitRow(
        **{
            "id": uuid4(),
            "code": "H26.777",
            "name": "Sở Thử nghiệm",
            "search_text": "so thu nghiem",
            **columns,
        }
    )


def epoch_of(outside: Outside) -> int:
    with outside.sessions.begin() as session:
        return read_time(session, outside.clock.now()).epoch


def test_only_a_registrar_changes_the_register(office: Office) -> None:
    for login in ("chu_tich", "mot_cua"):
        with pytest.raises(NotYours), changing(office.outside, actor_of(login)):
            raise AssertionError("nobody else gets this far")


def test_a_change_that_had_to_wait_is_recorded_when_its_turn_came(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = office.clock.now()
    monkeypatch.setattr(
        "engine.actions.register.office.hold_register",
        lambda session: office.clock.forward(minutes=2),
    )
    with changing(office.outside, actor_of("quan_tri")) as change:
        assert change.now - begun >= timedelta(minutes=2)


def test_a_correction_leaves_the_former_row_in_the_past(office: Office) -> None:
    before = epoch_of(office.outside)
    with changing(office.outside, actor_of("quan_tri")) as change:
        row = unit(valid_from=change.now)
        enter(change.session, row, change.by_id, change.now)
        record_id = row.id
    assert epoch_of(office.outside) == before + 1
    with changing(office.outside, actor_of("quan_tri_2")) as change:
        former = current(change.session, UnitRow, record_id)
        correct(change.session, former, change.by_id, change.now, reason="Sai tên", name="Sở Mới")
    with office.outside.sessions.begin() as session:
        rows = session.scalars(
            select(UnitRow).where(UnitRow.id == record_id).order_by(UnitRow.row_id)
        ).all()
        assert [row.name for row in rows] == ["Sở Thử nghiệm", "Sở Mới"]
        assert rows[0].recorded_to == rows[1].recorded_from
        assert [row.recorded_by_id for row in rows] == [
            actor_of("quan_tri").person_id,
            actor_of("quan_tri_2").person_id,
        ]
        events = session.scalars(
            select(RegisterEventRow).where(RegisterEventRow.record_id == record_id)
        ).all()
        assert [(e.kind, e.record_table, e.reason) for e in events] == [
            ("entered", "unit", None),
            ("corrected", "unit", "Sai tên"),
        ]


def test_who_saw_an_older_row_is_told(office: Office) -> None:
    with changing(office.outside, actor_of("quan_tri")) as change:
        row = enter(change.session, unit(valid_from=change.now), change.by_id, change.now)
        change.session.flush()
        seen, record_id = row.row_id, row.id
        correct(change.session, row, change.by_id, change.now + timedelta(seconds=1), name="Khác")
    with changing(office.outside, actor_of("quan_tri")) as change:
        former = current(change.session, UnitRow, record_id)
        with pytest.raises(AlreadyDone):
            correct(change.session, former, change.by_id, change.now, seen=seen, name="Khác nữa")


def test_a_struck_record_is_known_no_longer(office: Office) -> None:
    with changing(office.outside, actor_of("quan_tri")) as change:
        row = enter(change.session, unit(valid_from=change.now), change.by_id, change.now)
        strike(change.session, row, change.by_id, change.now, "Nhập nhầm")
        record_id = row.id
    with pytest.raises(NotFound), office.outside.sessions.begin() as session:
        current(session, UnitRow, record_id)


def test_what_was_done_to_the_register_is_only_added(office: Office) -> None:
    with changing(office.outside, actor_of("quan_tri")) as change:
        enter(change.session, unit(valid_from=change.now), change.by_id, change.now)
    for statement in ("UPDATE register_event SET kind = 'x'", "DELETE FROM register_event"):
        with pytest.raises(DBAPIError), office.outside.sessions.begin() as session:
            session.execute(text(statement))
