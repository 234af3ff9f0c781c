"""Stories are read strictly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.simulate.doings import DOINGS
from engine.simulate.scan import one_page_scan
from engine.simulate.scenario import Scenario, ScenarioFaulty, read_scenarios
from engine.simulate.scenario_schema import MAY, NEEDED
from tests.factories.office import SLUG
from tests.factories.ward import WORKFLOWS

SHIPPED = WORKFLOWS / "chung_thuc" / SLUG
SAID: dict[str, Any] = {
    "as": "mot_cua",
    "step": "ThamDinh",
    "to": "TiepNhan",
    "value": "agree",
    "text": "Đồng ý.",
    "reason": "Vì thế.",
    "message": "lien_thong",
    "message_id": "một",
    "assign_to": "tu_phap",
    "at": "09:00",
    "answers": {"ket_luan": "dat"},
    "papers": [{"component": "don", "name": "don.pdf"}],
}


def told(folder: Path, **changed: object) -> tuple[Scenario, ...]:
    [first, *_] = yaml.safe_load((SHIPPED / "scenario.yaml").read_text(encoding="utf-8"))
    text = yaml.safe_dump([{**first, **changed}], allow_unicode=True)
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    return read_scenarios(folder)


def complete_act(do: str) -> dict[str, Any]:
    """An act with all that its kind may have."""
    return {"do": do, **{key: SAID[key] for key in NEEDED[do] | MAY.get(do, frozenset())}}


def test_a_story_without_a_file_is_no_story(tmp_path: Path) -> None:
    assert read_scenarios(tmp_path) == ()


def test_the_shipped_stories_are_read(tmp_path: Path) -> None:
    names = [s.name for s in read_scenarios(SHIPPED)]
    assert names[:4] == ["straight_through", "supplement", "refused", "lapsed"]
    assert told(tmp_path) == read_scenarios(SHIPPED)[:1]


@pytest.mark.parametrize(
    "wrong",
    [
        {"la": 1},
        {"acts": []},
        {"acts": [{"do": "dream"}]},
        {"acts": [{"do": "clock", "at": "9h"}]},
        {"acts": [{"do": "clock", "at": "25:00"}]},
        {"acts": [{"do": "clock", "at": "09:00", "expects": {"council": {"maybe": 1}}}]},
        {"starts": {"weekday": "monday", "time": "08:00"}},
        {"expects": {"outcome": "granted", "due_after": "lâu"}},
    ],
    ids=str,
)
def test_a_faulty_story_is_refused_with_its_place(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(ScenarioFaulty) as refused:
        told(tmp_path, **wrong)
    assert next(iter(wrong)) in refused.value.sentence
    assert "scenario.yaml" in refused.value.sentence


def test_what_is_no_yaml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text("- [", encoding="utf-8")
    with pytest.raises(ScenarioFaulty, match="không là YAML"):
        read_scenarios(tmp_path)


@pytest.mark.parametrize("do", NEEDED)
def test_every_kind_of_act_is_told_with_what_it_needs_and_nothing_else(
    tmp_path: Path, do: str
) -> None:
    whole = complete_act(do)
    [scenario] = told(tmp_path, acts=[whole])
    assert scenario.acts[0].do == do
    for key in NEEDED[do]:
        with pytest.raises(ScenarioFaulty, match=f"{do}: thiếu {key}"):
            told(tmp_path, acts=[{k: v for k, v in whole.items() if k != key}])
    for key in SAID.keys() - whole.keys() - {"at"}:
        with pytest.raises(ScenarioFaulty, match=f"{do}: không dùng {key}"):
            told(tmp_path, acts=[{**whole, key: SAID[key]}])


def test_the_player_can_do_every_act_of_the_grammar() -> None:
    assert set(DOINGS) == set(NEEDED)


@pytest.mark.parametrize("at", ["07:05", "+3 16:30", "+150 08:00", "+30d 09:00"])
@pytest.mark.parametrize("due_after", [12, "150 ngày"])
def test_times_are_told_in_working_days_or_calendar_days(
    tmp_path: Path, at: str, due_after: int | str
) -> None:
    [first, *_] = yaml.safe_load((SHIPPED / "scenario.yaml").read_text(encoding="utf-8"))
    expects = {**first["expects"], "due_after": due_after}
    [scenario] = told(tmp_path, acts=[{"do": "clock", "at": at}], expects=expects)
    assert scenario.acts[0].at == at
    assert scenario.expects["due_after"] == due_after


def test_equal_names_give_equal_scans_and_others_others() -> None:
    assert one_page_scan("a.pdf") == one_page_scan("a.pdf")
    assert one_page_scan("a.pdf") != one_page_scan("b.pdf")
    assert one_page_scan("giấy (1).pdf").startswith(b"%PDF-")
