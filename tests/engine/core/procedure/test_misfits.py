from __future__ import annotations

import pytest

from bpmn.values import Element, Kind
from engine.core.forms import Form
from engine.core.procedure import misfits
from tests.engine.core.forms.definitions import form
from tests.engine.core.procedure.texts import procedure

_FILES = {"documents/ban_sao.typ"}
_ELEMENTS = {
    "ThamDinh": Element("ThamDinh", "Thẩm định", Kind.USER, None, {}),
    "KySo/LanhDaoKy": Element("KySo/LanhDaoKy", "Ký", Kind.USER, None, {}),
    "Cho": Element("Cho", "Chờ", Kind.TIMER, None, {}, timer="15 ngày làm việc"),
}


def _codes(
    old: str = "",
    new: str = "",
    *,
    forms: dict[str, Form] | None = None,
    without: str = "",
    timer: str = "P30D",
) -> list[str]:
    elements = {path: each for path, each in _ELEMENTS.items() if path != without}
    elements["Cho"] = Element("Cho", "Chờ", Kind.TIMER, None, {}, timer=timer)
    found = misfits(procedure(old, new), forms or {}, elements, _FILES)
    return [problem.code for problem in found]


def test_a_bundle_that_holds_together_has_no_misfit() -> None:
    assert _codes(forms={"thu": form({"ket_luan": {}}, **{"x-fact": ["ket_luan"]})}) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("documents/ban_sao.typ", "documents/khac.typ", "document-template-missing"),
        ("drafter: ThamDinh", "drafter: SoanThao", "document-step-missing"),
        ("drafter: ThamDinh", "drafter: Cho", "document-step-missing"),
        ("{LanhDaoKy: {", "{ChuTichKy: {", "call-step-missing"),
        ("budget: 2 giờ", "form: khong_co", "call-form-missing"),
        ("budget: 2 giờ", "document: khong_co", "call-document-missing"),
    ],
)
def test_what_one_part_names_the_others_must_have(old: str, new: str, code: str) -> None:
    assert code in _codes(old, new)


def test_a_fact_must_be_declared_with_the_type_of_its_answer() -> None:
    number = form({"ket_luan": {"type": "number"}}, **{"x-fact": ["ket_luan"]})
    unknown = form({"khac": {}}, **{"x-fact": ["khac"]})
    assert _codes(forms={"thu": number}) == ["form-fact-type"]
    assert _codes(forms={"thu": unknown}) == ["form-fact-undeclared"]


def test_a_timer_must_be_readable_by_the_legal_clock() -> None:
    assert _codes(timer="ngày kia") == ["timer-unreadable"]


def test_a_signing_step_that_the_diagram_lost_is_found() -> None:
    found = _codes(without="KySo/LanhDaoKy")
    assert sorted(found) == ["call-step-missing", "document-step-missing"]
