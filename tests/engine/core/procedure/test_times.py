from __future__ import annotations

from bpmn.values import Element, Kind, Severity
from engine.core.procedure.times import time_problems
from tests.engine.core.procedure.texts import procedure


def _told(*steps: Element, total: str = "total: trong ngày") -> list[tuple[str, str | None]]:
    found = time_problems(
        procedure("total: trong ngày", total), {step.path: step for step in steps}
    )
    return [(each.code, each.element) for each in found]


def _step(path: str, kind: Kind = Kind.USER, **attributes: str) -> Element:
    return Element(path, "Thẩm định", kind, None, attributes)


def test_a_step_without_a_time_is_told_where_the_procedure_promises_one() -> None:
    assert _told(_step("A")) == [("step-without-time", "A")]
    (warned,) = time_problems(procedure(), {"A": _step("A")})
    assert warned.severity is Severity.WARNING
    assert "Thẩm định" in warned.cause


def test_a_step_whose_time_is_published_as_not_counted_is_well() -> None:
    assert _told(_step("A", counted="no")) == []
    assert _told(_step("A", counted="yes")) == [("step-without-time", "A")]


def test_where_no_time_is_promised_none_is_missed() -> None:
    assert _told(_step("A"), total="total: null") == []


def test_what_no_person_does_needs_no_time() -> None:
    assert _told(_step("A", Kind.MACHINE), _step("B", Kind.MESSAGE)) == []


def test_the_time_that_a_call_settles_counts() -> None:
    assert _told(_step("KySo/LanhDaoKy")) == []


def test_a_shared_duration_is_written_on_every_step_of_its_group() -> None:
    one, other = _step("A", group="g", budget="7 ngày"), _step("B", group="g")
    assert _told(one, other) == [("group-without-budget", "B")]


def test_a_shared_duration_is_the_same_on_every_step() -> None:
    one, other = _step("A", group="g", budget="7 ngày"), _step("B", group="g", budget="8 ngày")
    assert _told(one, other) == [("group-budgets-differ", "B")]
    same = _step("B", group="g", budget="07 ngày")
    assert _told(one, same) == []
