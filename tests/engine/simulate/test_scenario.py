"""Stories are read strictly, and their acts get times that lie in the past."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from engine.core.clock import Calendar, parse_calendar
from engine.core.vietnamese import LOCAL
from engine.simulate.office_hours import HOLIDAYS, OFFICE_DAY, WEEKLY, WORKING_SATURDAYS
from engine.simulate.scan import one_page_scan
from engine.simulate.scenario import Scenario, ScenarioFaulty, read_scenarios
from engine.simulate.timetable import MARGIN, NoTimeForIt, timetable
from tests.factories.clock import local
from tests.factories.office import SLUG
from tests.factories.ward import WORKFLOWS

SHIPPED = WORKFLOWS / "chung_thuc" / SLUG


def _calendar() -> Calendar:
    days: dict[str, list[list[str]]] = {
        (first + timedelta(days=n)).isoformat(): [] for first, length in HOLIDAYS
        for n in range(length)
    }  # fmt: skip
    days |= {saturday.isoformat(): OFFICE_DAY for saturday in WORKING_SATURDAYS}
    return parse_calendar(WEEKLY, days, [2025, 2026, 2027])


def _told(folder: Path, **changed: object) -> tuple[Scenario, ...]:
    [first, *_] = yaml.safe_load((SHIPPED / "scenario.yaml").read_text(encoding="utf-8"))
    text = yaml.safe_dump([{**first, **changed}], allow_unicode=True)
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    return read_scenarios(folder)


def test_a_story_without_a_file_is_no_story(tmp_path: Path) -> None:
    assert read_scenarios(tmp_path) == ()


def test_the_shipped_stories_are_read(tmp_path: Path) -> None:
    names = [s.name for s in read_scenarios(SHIPPED)]
    assert names == ["straight_through", "supplement", "refused", "lapsed"]
    assert _told(tmp_path) == read_scenarios(SHIPPED)[:1]


@pytest.mark.parametrize(
    "wrong",
    [
        {"la": 1},
        {"acts": []},
        {"acts": [{"do": "dream"}]},
        {"acts": [{"do": "clock", "at": "9h"}]},
        {"starts": {"weekday": "monday", "time": "08:00"}},
    ],
)
def test_a_faulty_story_is_refused_with_its_place(tmp_path: Path, wrong: object) -> None:
    assert isinstance(wrong, dict)
    with pytest.raises(ScenarioFaulty) as refused:
        _told(tmp_path, **wrong)
    assert next(iter(wrong)) in refused.value.sentence
    (tmp_path / "scenario.yaml").write_text("- [", encoding="utf-8")
    with pytest.raises(ScenarioFaulty, match="không là YAML"):
        read_scenarios(tmp_path)


@pytest.mark.parametrize("now", ["2026-03-09 12:00", "2026-01-05 03:00", "2027-12-31 23:00"])
def test_every_act_of_every_story_lies_in_the_past_and_in_order(now: str) -> None:
    calendar = _calendar()
    for scenario in read_scenarios(SHIPPED):
        times = timetable(scenario, calendar, local(now))
        assert len(times) == len(scenario.acts)
        assert times[-1] < local(now) - MARGIN
        assert all(one < two for one, two in pairwise(times))
        assert times[0].astimezone(LOCAL).weekday() == scenario.weekday
        assert times[0].astimezone(LOCAL).strftime("%H:%M") == scenario.time
        first, last = (t.astimezone(LOCAL).date() for t in (times[0], times[-1]))
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            assert bool(calendar.intervals(day)) == (day.weekday() < 5)


def test_without_a_known_year_there_is_no_time_for_a_story() -> None:
    [first, *_] = read_scenarios(SHIPPED)
    with pytest.raises(NoTimeForIt):
        timetable(first, _calendar(), local("2030-01-01 09:00"))


def test_equal_names_give_equal_scans_and_others_others() -> None:
    assert one_page_scan("a.pdf") == one_page_scan("a.pdf")
    assert one_page_scan("a.pdf") != one_page_scan("b.pdf")
    assert one_page_scan("giấy (1).pdf").startswith(b"%PDF-")
