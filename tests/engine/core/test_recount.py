"""One open dossier under a new calendar: what moves, what is told, what is left alone."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from bpmn.values import Kind
from engine.core.acts import TimerFired
from engine.core.advance import advance
from engine.core.clock import Calendar, CalendarUnknown, parse_budget, parse_calendar
from engine.core.dossier import Group
from engine.core.history import FIRST, chain
from engine.core.move import LedgerEntry
from engine.core.recount import CalendarEdit, OpenDossier, OpenTask, OpenTimer, Recounted, recount
from tests.engine.core.clock.offices import at, plain
from tests.factories.dossiers import dossier, element, moved, surroundings, task

_NOW = at("2026-11-23 10:00")
_EDIT = CalendarEdit(None, 2, "9441/TB-BNV")
_HOURS = [["08:00", "12:00"], ["13:00", "17:00"]]
_OWN, _SHARED, _FREE = UUID(int=1), UUID(int=2), UUID(int=3)
_FIRES, _LAPSES = UUID(int=4), UUID(int=5)


_BUNDLE = dossier(
    element("ThamDinh", budget="1 ngày làm việc"),
    element("TrinhKy", budget="2 ngày làm việc", group="noi_bo"),
    element("Khac"),
    total=parse_budget("3 ngày làm việc"),
).bundle


def _without(*days: str) -> Calendar:
    weekly = {str(number): _HOURS for number in range(1, 6)}
    return parse_calendar(weekly, {day: [] for day in days}, [2026, 2027])


def _open(**changed: Any) -> OpenDossier:
    """Received on a Monday at 9 with 3 days, as the plain calendar counts it."""
    begun = at("2026-11-23 09:00")
    plain_one = OpenDossier(
        id=UUID(int=9),
        version=4,
        history_hash=FIRST,
        unit_id=UUID(int=8),
        bundle_sha256="0" * 64,
        received_at=begun,
        due_at=at("2026-11-26 09:00"),
        statutory_due_at=at("2026-11-26 09:00"),
        apology_at=at("2026-11-25 09:00"),
        extended_at=None,
        stops=(),
        groups=(Group("noi_bo", "2 ngày làm việc", begun, at("2026-11-25 09:00")),),
        tasks=(
            OpenTask(_OWN, "ThamDinh", begun, at("2026-11-24 09:00"), None),
            OpenTask(_SHARED, "TrinhKy", begun, at("2026-11-25 09:00"), "noi_bo"),
            OpenTask(_FREE, "Khac", begun, at("2026-12-24 09:00"), None),
        ),
        timers=(
            OpenTimer(_FIRES, begun, at("2026-11-25 09:00"), "2 ngày làm việc"),
            OpenTimer(_LAPSES, begun, at("2026-11-25 09:00"), "P2D"),
        ),
    )
    return replace(plain_one, **changed)


def _moved(calendar: Calendar, **changed: Any) -> Recounted:
    found = recount(calendar, _BUNDLE, _open(**changed), _EDIT, _NOW)
    assert found is not None
    return found


def test_under_its_own_calendar_nothing_of_a_dossier_moves() -> None:
    assert recount(plain(), _BUNDLE, _open(), _EDIT, _NOW) is None
    assert recount(_without("2026-12-01"), _BUNDLE, _open(), _EDIT, _NOW) is None


def test_a_holiday_moves_what_counts_office_time_and_nothing_else() -> None:
    found = _moved(_without("2026-11-24"))
    assert found.due_at == found.statutory_due_at == at("2026-11-27 09:00")
    assert found.apology_at == at("2026-11-26 09:00")
    assert found.groups == {"noi_bo": at("2026-11-26 09:00")}
    assert found.tasks == {_OWN: at("2026-11-25 09:00"), _SHARED: at("2026-11-26 09:00")}
    assert found.timers == {_FIRES: at("2026-11-26 09:00")}
    assert found.version == 4


def test_history_keeps_old_and_new_and_the_edit() -> None:
    entry = _moved(_without("2026-11-24")).history
    assert entry.hash == chain(FIRST, entry.canonical)
    told = json.loads(entry.canonical)
    assert (told["kind"], told["actor"], told["task"], told["seq"]) == (
        "calendar_changed",
        None,
        None,
        5,
    )
    assert told["calendar"] == [None, 2, "9441/TB-BNV"]
    assert told["due"] == ["2026-11-26T02:00:00.000000Z", "2026-11-27T02:00:00.000000Z"]
    assert told["groups"] == [["noi_bo", "2026-11-26T02:00:00.000000Z"]]
    assert [each[0] for each in told["tasks"]] == [str(_OWN), str(_SHARED)]


def test_only_what_has_moved_is_told() -> None:
    later = _moved(_without("2026-11-25"))
    assert later.tasks == {_SHARED: at("2026-11-26 09:00")}
    assert set(json.loads(later.history.canonical)) >= {"tasks", "groups", "timers"}
    bare = _moved(_without("2026-11-25"), groups=(), tasks=(), timers=())
    assert not set(json.loads(bare.history.canonical)) & {"tasks", "groups", "timers"}


def test_an_apology_that_was_drafted_is_not_planned_again() -> None:
    assert _moved(_without("2026-11-24"), apology_at=None).apology_at is None


def test_a_promised_extension_moves_only_off_a_day_of_rest() -> None:
    extended = {"extended_at": at("2026-11-25 10:00"), "due_at": at("2026-12-02 10:00")}
    found = _moved(_without("2026-11-24"), **extended, apology_at=None)
    assert (found.due_at, found.statutory_due_at) == (
        at("2026-12-02 10:00"),
        at("2026-11-27 09:00"),
    )
    found = _moved(_without("2026-12-02"), **extended, apology_at=None)
    assert found.due_at == at("2026-12-03 08:00")


def test_the_stops_behind_a_dossier_are_counted_in() -> None:
    pause = LedgerEntry(
        UUID(int=7), "supplement", "pause", at("2026-11-23 10:00"), at("2026-11-23 12:00"), "BoSung"
    )
    found = _moved(plain(), stops=(pause,))
    assert found.due_at == at("2026-11-26 11:00")
    assert found.groups == {"noi_bo": at("2026-11-25 11:00")}
    assert _OWN not in found.tasks


def test_a_calendar_that_ends_too_early_is_said() -> None:
    with pytest.raises(CalendarUnknown, match="2028"):
        recount(plain(), _BUNDLE, _open(received_at=at("2027-12-30 09:00")), _EDIT, _NOW)


def test_who_opens_steps_is_bound_to_the_calendar_they_are_counted_by() -> None:
    """Else a step opened while a calendar is published could escape the recompute."""
    fired = TimerFired(task=task("HetHan"))
    elements = (element("HetHan", Kind.TIMER), element("ThamDinh", budget="1 ngày làm việc"))
    around = surroundings(open_tasks=(task("HetHan"),))
    opens = moved(done=("HetHan",), opens=("ThamDinh",))
    assert advance(dossier(*elements), fired, opens, around, _NOW).epoch == around.register.epoch
    ends = moved(done=("HetHan",))
    assert advance(dossier(*elements), fired, ends, around, _NOW).epoch is None
