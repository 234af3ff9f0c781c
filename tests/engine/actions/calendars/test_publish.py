"""A calendar is published in one edit: what contradicts, forgets or rewrites the past is said."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from engine.actions.calendars.publish import publish
from engine.core.clock import CalendarFaulty, CalendarUnknown
from engine.core.clock.read_calendar import read_calendar
from engine.errors import NotFound, PastChanged
from engine.simulate.demo_city import WARD
from engine.simulate.office_hours import FILE
from engine.store.calendars import calendar_in_force, told_by
from engine.store.load_calendar import load_calendar
from engine.store.records import CalendarRow, RecomputeRow
from engine.store.register_epoch import bump_epoch
from engine.store.time import read_time
from tests.engine.store.factory import census
from tests.factories.office import Office

SHIPPED = FILE.read_bytes()
TODAY_OFF = SHIPPED + b"days: {2026-03-09: []}\n"
FRIDAY_OFF = SHIPPED + b"days: {2026-03-13: []}\n"
LAST_FRIDAY_OFF = SHIPPED + b"days: {2026-03-06: [], 2026-01-05: []}\n"
WARD_CODE = "H26.999"


def test_the_calendar_in_force_is_the_new_one_at_once(office: Office) -> None:
    with office.outside.sessions() as session:
        before = read_time(session, office.clock.now()).epoch
        assert load_calendar(session, WARD, before).intervals(date(2026, 3, 13))
    published = publish(office.outside, FRIDAY_OFF, decision="12/QĐ-UBND")
    assert published.version == 2
    with office.outside.sessions() as session:
        epoch = read_time(session, office.clock.now()).epoch
        assert epoch == before + 1
        assert load_calendar(session, WARD, epoch).intervals(date(2026, 3, 13)) == ()
        row = calendar_in_force(session, None)
        assert row is not None
        assert row.decision == "12/QĐ-UBND"
        assert told_by(row) == read_calendar(FRIDAY_OFF)
        assert row.decisions == {"2025": "6150/TB-BLĐTBXH", "2026": "9441/TB-BNV", "2027": None}


def test_the_former_version_is_kept_as_recorded(office: Office) -> None:
    publish(office.outside, FRIDAY_OFF)
    with office.outside.sessions() as session:
        rows = session.scalars(select(CalendarRow).order_by(CalendarRow.version)).all()
        assert [row.version for row in rows] == [1, 2]
        assert rows[0].id == rows[1].id
        assert rows[0].recorded_to == rows[1].recorded_from


def test_the_same_calendar_twice_changes_nothing(office: Office) -> None:
    publish(office.outside, FRIDAY_OFF)
    with office.outside.sessions() as session:
        before = census(session)
    again = publish(office.outside, FRIDAY_OFF)
    assert again.recompute is None
    assert again.version == 2
    with office.outside.sessions() as session:
        assert census(session) == before


def test_a_unit_may_have_a_calendar_of_its_own(office: Office) -> None:
    published = publish(office.outside, FRIDAY_OFF, unit_code=WARD_CODE)
    assert published.version == 1
    with office.outside.sessions() as session:
        epoch = read_time(session, office.clock.now()).epoch
        assert load_calendar(session, WARD, epoch).intervals(date(2026, 3, 13)) == ()
        general = calendar_in_force(session, None)
        assert general is not None
        assert "2026-03-13" not in general.days


def test_an_unknown_unit_is_refused_by_its_code(office: Office) -> None:
    with pytest.raises(NotFound, match=r"H00\.1"):
        publish(office.outside, FRIDAY_OFF, unit_code="H00.1")


def test_today_may_still_become_a_day_off(office: Office) -> None:
    assert publish(office.outside, TODAY_OFF).version == 2


def test_days_gone_by_are_changed_only_when_that_is_meant(office: Office) -> None:
    with office.outside.sessions() as session:
        before = census(session)
    with pytest.raises(PastChanged) as refused:
        publish(office.outside, LAST_FRIDAY_OFF)
    assert refused.value.days == "05/01/2026, 06/03/2026"
    assert "chỉ hồ sơ đang giải quyết" in refused.value.sentence
    with office.outside.sessions() as session:
        assert census(session) == before
    assert publish(office.outside, LAST_FRIDAY_OFF, past=True).version == 2


def test_many_days_gone_by_are_named_in_part(office: Office) -> None:
    """Other hours for Mondays change every Monday that was."""
    other = SHIPPED.replace(b'monday: ["08:00', b'monday: ["07:30')
    with pytest.raises(PastChanged, match=r"06/01/2025, 13/01/2025, 20/01/2025 và \d+ ngày khác"):
        publish(office.outside, other)


def test_a_year_that_was_known_is_not_forgotten(office: Office) -> None:
    without = SHIPPED.replace("  2027: dự kiến\n".encode(), b"")
    with pytest.raises(CalendarFaulty, match="không có năm 2027"):
        publish(office.outside, without)


def test_a_broken_file_is_refused_before_anything_is_read(office: Office) -> None:
    with pytest.raises(CalendarFaulty, match="Tệp lịch làm việc không dùng được"):
        publish(office.outside, b"hours: {}\n")


def test_the_first_calendar_of_an_installation_has_no_past(office: Office) -> None:
    with office.outside.sessions.begin() as session:
        session.query(CalendarRow).delete()
        bump_epoch(session)
    with office.outside.sessions() as session:
        epoch = read_time(session, office.clock.now()).epoch
        with pytest.raises(CalendarUnknown, match="Chưa có lịch"):
            load_calendar(session, WARD, epoch)
    assert publish(office.outside, LAST_FRIDAY_OFF).version == 1


def test_what_is_to_be_counted_anew_is_written_with_the_edit(office: Office) -> None:
    office.receive()
    published = publish(office.outside, FRIDAY_OFF)
    assert published.recompute is not None
    assert (published.recompute.total, published.recompute.done) == (1, False)
    with office.outside.sessions() as session:
        assert session.scalars(select(func.count()).select_from(RecomputeRow)).one() == 1
