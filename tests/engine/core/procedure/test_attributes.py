from __future__ import annotations

from dataclasses import replace

from bpmn.values import Element, Kind
from engine.core.procedure import attributes_of, declared
from tests.engine.core.procedure.texts import procedure


def _step(path: str, **attributes: str) -> Element:
    return Element(path, "Ký", Kind.USER, None, attributes)


def test_what_procedure_yaml_settles_for_a_call_wins_over_the_diagrams() -> None:
    signing = _step("KySo/LanhDaoKy", budget="1 giờ", performer="leader")
    assert attributes_of(procedure(), signing) == {
        "budget": "2 giờ",
        "performer": "leader",
        "returnsTo": "ThamDinh",
    }


def test_a_step_that_is_not_named_keeps_what_the_diagrams_say() -> None:
    for path in ("KySo/VanThu", "LanhDaoKy", "KyKhac/LanhDaoKy", "KySo"):
        assert attributes_of(procedure(), _step(path, budget="1 giờ")) == {"budget": "1 giờ"}


def test_an_outer_call_wins_over_an_inner_one() -> None:
    nested = replace(
        procedure(),
        calls={
            "Ngoai": {"Trong/Ky": {"budget": "3 giờ"}},
            "Ngoai/Trong": {"Ky": {"budget": "2 giờ", "group": "ky"}},
        },
    )
    found = attributes_of(nested, _step("Ngoai/Trong/Ky", budget="1 giờ"))
    assert found == {"budget": "3 giờ", "group": "ky"}


def test_only_declared_answers_become_facts() -> None:
    answers = {"ket_luan": None, "ly_do": "x"}
    assert declared(procedure(), answers) == {"ket_luan": None}
