from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import Any

import pytest

from engine.core.clock import (
    BeforeClosing,
    CalendarUnknown,
    ClockFacts,
    Extension,
    Step,
    Wait,
    dossier_due,
    extended_due,
    group_due,
    parse_budget,
    parse_calendar,
    parse_timer,
    step_due,
    times,
)
from tests.engine.core.clock.offices import Stop, at, odd, plain, said

_PLAIN = plain()
_DAYS_3 = parse_budget("3 ngày làm việc")


def _facts(**changed: Any) -> ClockFacts[str]:
    plain_one: ClockFacts[str] = ClockFacts(
        received_at=at("2026-11-23 09:00"),
        cutoff=None,
        statutory=_DAYS_3,
        declared=None,
        extension=None,
        stops=(),
        groups={},
        steps={},
        waits={},
    )
    return replace(plain_one, **changed)


def _due(*stops: Stop, cutoff: time | BeforeClosing | None = None) -> str:
    return said(dossier_due(_PLAIN, at("2026-11-23 09:00"), cutoff, _DAYS_3, stops))


def test_the_term_begins_with_the_dossier() -> None:
    assert _due() == "2026-11-26 09:00"


def test_a_pause_lets_the_remainder_go_on() -> None:
    """Lạng Sơn QĐ 2487 B13: the applicant's time is "không tính thời gian"."""
    assert _due(Stop("pause", at("2026-11-24 09:00"), at("2026-12-01 09:00"))) == "2026-12-03 09:00"


def test_a_restart_counts_the_term_again_from_the_complete_dossier() -> None:
    """NĐ 297/2025/NĐ-CP Art 6."""
    stop = Stop("restart", at("2026-11-24 09:00"), at("2026-12-01 10:00"))
    assert _due(stop) == "2026-12-04 10:00"


def test_what_is_brought_in_after_the_cut_off_is_received_the_next_day() -> None:
    stop = Stop("restart", at("2026-11-24 09:00"), at("2026-12-01 16:10"))
    assert _due(stop, cutoff=BeforeClosing(60)) == "2026-12-04 17:00"
    assert _due(stop) == "2026-12-04 16:10"


def test_a_restart_counts_even_when_the_term_was_over() -> None:
    stop = Stop("restart", at("2026-11-30 09:00"), at("2026-12-01 10:00"))
    assert _due(stop) == "2026-12-04 10:00"


def test_pauses_before_a_restart_are_forgotten_and_those_after_it_count() -> None:
    before = Stop("pause", at("2026-11-23 10:00"), at("2026-11-23 15:00"))
    restart = Stop("restart", at("2026-11-24 09:00"), at("2026-12-01 10:00"))
    after = Stop("pause", at("2026-12-02 10:00"), at("2026-12-03 10:00"))
    assert _due(before, restart) == "2026-12-04 10:00"
    assert _due(after, restart, before) == "2026-12-07 10:00"


def test_a_stop_that_lasts_leaves_the_time_as_it_was() -> None:
    assert _due(Stop("pause", at("2026-11-24 09:00"), None)) == "2026-11-26 09:00"
    assert _due(Stop("restart", at("2026-11-24 09:00"), None)) == "2026-11-26 09:00"


def test_a_promised_shorter_term_stands_beside_the_statutory_one() -> None:
    found = times(_PLAIN, _facts(declared=parse_budget("2 ngày làm việc")))
    assert said(_some(found.due_at)) == "2026-11-25 09:00"
    assert said(_some(found.statutory_due_at)) == "2026-11-26 09:00"
    assert said(_some(found.apology_at)) == "2026-11-24 09:00"


def test_a_promise_where_the_law_names_no_term_is_no_statutory_term() -> None:
    found = times(_PLAIN, _facts(statutory=None, declared=_DAYS_3))
    assert said(_some(found.due_at)) == "2026-11-26 09:00"
    assert found.statutory_due_at is None


def test_a_dossier_without_a_term_has_no_times() -> None:
    found = times(_PLAIN, _facts(statutory=None))
    assert (found.due_at, found.statutory_due_at, found.apology_at) == (None, None, None)


def test_a_dossier_without_a_term_needs_no_calendar_of_the_next_year() -> None:
    found = times(_PLAIN, _facts(statutory=None, received_at=at("2027-12-31 18:00")))
    assert found.due_at is None


def test_a_term_without_a_working_day_before_its_end_plans_no_apology() -> None:
    assert times(_PLAIN, _facts(statutory=parse_budget("1 ngày làm việc"))).apology_at is None
    assert times(_PLAIN, _facts(statutory=parse_budget("9 giờ"))).apology_at is not None


_EXTENDED = Extension(at("2026-11-25 09:00"), at("2026-12-01 10:00"))


def test_an_extended_dossier_is_due_when_it_was_promised_and_apologises_no_more() -> None:
    """ "Không quá một lần": QĐ 88/2025/QĐ-UBND Lai Châu; NĐ 297/2025/NĐ-CP Art 6."""
    found = times(_PLAIN, _facts(extension=_EXTENDED))
    assert said(_some(found.due_at)) == "2026-12-01 10:00"
    assert said(_some(found.statutory_due_at)) == "2026-11-26 09:00"
    assert found.apology_at is None


@pytest.mark.parametrize(
    ("stop", "expected"),
    [
        (Stop("pause", at("2026-11-24 08:00"), at("2026-11-25 09:00")), "2026-12-01 10:00"),
        (Stop("pause", at("2026-11-26 08:00"), at("2026-11-27 08:00")), "2026-12-02 10:00"),
        (Stop("restart", at("2026-11-26 08:00"), at("2026-11-27 09:00")), "2026-12-03 10:00"),
        (Stop("pause", at("2026-11-26 08:00"), None), "2026-12-01 10:00"),
        (Stop("pause", at("2026-12-01 10:00"), at("2026-12-03 10:00")), "2026-12-01 10:00"),
    ],
)
def test_an_extension_is_held_up_by_the_stops_that_follow_it(stop: Stop, expected: str) -> None:
    assert said(extended_due(_PLAIN, _EXTENDED, [stop])) == expected


def test_an_extension_until_a_day_of_rest_ends_at_the_next_opening() -> None:
    """Not later than Bộ luật Dân sự 91/2015/QH13 Art 148(5): the end of that working day."""
    to_holiday = Extension(at("2026-11-20 09:00"), at("2026-11-24 10:00"))
    assert said(extended_due(odd(), to_holiday, ())) == "2026-11-25 08:00"
    over_night = Extension(at("2026-11-23 18:00"), at("2026-11-24 10:00"))
    stop = Stop("pause", at("2026-11-23 19:00"), at("2026-11-23 20:00"))
    assert said(extended_due(odd(), over_night, [stop])) == "2026-11-25 08:00"


def test_a_group_shares_one_budget_and_stops_with_the_dossier() -> None:
    """hn_1.012644: one duration printed for eight steps."""
    begun = at("2026-11-23 09:00")
    pause = Stop("pause", at("2026-11-24 09:00"), at("2026-12-01 09:00"))
    assert said(group_due(_PLAIN, begun, _DAYS_3, [])) == "2026-11-26 09:00"
    assert said(group_due(_PLAIN, begun, _DAYS_3, [pause])) == "2026-12-03 09:00"
    assert said(group_due(_PLAIN, begun, _DAYS_3, [replace(pause, ends_at=None)])) == (
        "2026-11-26 09:00"
    )


def test_a_step_begins_when_the_office_is_open_and_is_not_stopped() -> None:
    night = Step(at("2026-11-23 20:00"), parse_budget("3 ngày"))
    assert said(step_due(_PLAIN, night)) == "2026-11-27 08:00"
    pause = Stop("pause", at("2026-11-24 09:00"), at("2026-12-01 09:00"))
    found = times(_PLAIN, _facts(steps={"beside": night}, stops=(pause,)))
    assert said(found.steps["beside"]) == "2026-11-27 08:00"


def test_every_time_of_a_dossier_follows_a_new_holiday() -> None:
    facts = _facts(
        groups={"appraisal": Step(at("2026-11-23 10:00"), _DAYS_3)},
        steps={"shared": "appraisal", "own": Step(at("2026-11-23 11:00"), _DAYS_3)},
        waits={
            "days": Wait(at("2026-11-23 09:00"), parse_timer("3 ngày làm việc")),
            "clock": Wait(at("2026-11-23 09:00"), parse_timer("P2D")),
        },
        stops=(Stop("pause", at("2026-11-23 14:00"), at("2026-11-23 15:00")),),
    )
    before, after = times(_PLAIN, facts), times(_without("2026-11-25"), facts)
    assert [said(_some(t.due_at)) for t in (before, after)] == [
        "2026-11-26 10:00",
        "2026-11-27 10:00",
    ]
    assert said(_some(after.statutory_due_at)) == "2026-11-27 10:00"
    assert said(_some(after.apology_at)) == "2026-11-26 10:00"
    assert said(after.groups["appraisal"]) == "2026-11-27 11:00" == said(after.steps["shared"])
    assert said(after.steps["own"]) == "2026-11-27 11:00"
    assert said(after.waits["days"]) == "2026-11-27 09:00"
    assert after.waits["clock"] == before.waits["clock"]


def test_a_term_beyond_the_known_years_is_not_guessed() -> None:
    with pytest.raises(CalendarUnknown, match="2028"):
        times(_PLAIN, _facts(received_at=at("2027-12-30 09:00")))


def _without(day: str) -> Any:
    hours = [["08:00", "12:00"], ["13:00", "17:00"]]
    return parse_calendar({str(n): hours for n in range(1, 6)}, {day: []}, [2026, 2027])


def _some(moment: datetime | None) -> datetime:
    assert moment is not None
    return moment
