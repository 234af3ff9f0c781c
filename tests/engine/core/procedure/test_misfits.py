from __future__ import annotations

import pytest

from bpmn.values import Element, Kind
from engine.core.forms import Form
from engine.core.procedure import misfits
from tests.engine.core.forms.definitions import form
from tests.engine.core.procedure.texts import procedure

_FILES = {"documents/ban_sao.typ"}
_ELEMENTS = {
    "ThamDinh": Element("ThamDinh", "Thẩm định", Kind.USER, None, {"form": "thu"}),
    "KySo/LanhDaoKy": Element(
        "KySo/LanhDaoKy", "Ký", Kind.USER, None, {"power": "decide", "document": "ban_sao"}
    ),
    "KySo/DongDau": Element(
        "KySo/DongDau", "Đóng dấu", Kind.USER, None, {"power": "seal", "document": "ban_sao"}
    ),
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


def _steps(**attributes: str) -> list[str]:
    """What is said of one more step with these attributes."""
    implementation = attributes.pop("implementation", None)
    kind = Kind.MACHINE if implementation else Kind.USER
    step = Element("Them", "Thêm", kind, None, attributes, implementation=implementation)
    declared = procedure(
        "facts:\n  ket_luan: {type: text, title: Kết luận}",
        "parties: {so: Sở Xây dựng}\nfacts:\n  ket_luan: {type: text, title: Kết luận}\n"
        "  dong_y: {type: boolean, title: Đồng ý}\n  ket_qua_con: {type: boolean, title: Con}",
    )
    found = misfits(declared, {}, {**_ELEMENTS, "Them": step}, _FILES)
    return [problem.code for problem in found]


COUNCIL = {
    "joint": "council",
    "members": "member chair@so",
    "quorum": "2/3",
    "threshold": "80%",
    "ballot": "secret",
    "result": "dong_y",
}


@pytest.mark.parametrize(
    "attributes",
    [
        {"performer": "leader@so"},
        {"performer": "leader@receiving", "assigns": "ThamDinh"},
        {"joint": "consult", "members": "expert@so", "invited": "ket_luan"},
        COUNCIL,
        {**COUNCIL, "thresholdOf": "members", "quorum": "1/1"},
        {"implementation": "open_linked", "procedure": "khac", "party": "so"},
    ],
    ids=lambda each: " ".join(each),
)
def test_a_step_that_fits_says_nothing(attributes: dict[str, str]) -> None:
    assert _steps(**attributes) == []


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ({"performer": "leader@ubnd"}, "party-undeclared"),
        ({**COUNCIL, "members": "member chair@ubnd"}, "party-undeclared"),
        ({"assigns": "KhongCo"}, "assigns-step-missing"),
        ({"assigns": ""}, "assigns-step-missing"),
        ({"assigns": "Cho"}, "assigns-step-missing"),
        ({"members": "member"}, "joint-attribute"),
        ({"joint": "consult"}, "joint-attribute"),
        ({"joint": "consult", "members": "a", "ballot": "open"}, "joint-attribute"),
        ({**COUNCIL, "invited": "ket_luan"}, "joint-attribute"),
        ({"quorum": "1/2"}, "joint-attribute"),
        ({**COUNCIL, "quorum": "3/2"}, "quorum-too-large"),
        ({**COUNCIL, "result": "khong_co"}, "step-fact-undeclared"),
        ({**COUNCIL, "result": "ket_luan"}, "step-fact-type"),
        ({"joint": "consult", "members": "a", "invited": "dong_y"}, "step-fact-type"),
        ({"implementation": "open_linked", "party": "so"}, "linked-incomplete"),
        ({"implementation": "open_linked", "procedure": "khac"}, "linked-incomplete"),
        (
            {"implementation": "open_linked", "procedure": "khac", "party": "ubnd"},
            "party-undeclared",
        ),
        ({"implementation": "open_linked", "procedure": "con", "party": "so"}, "step-fact-type"),
    ],
)
def test_a_step_that_names_what_nobody_has_is_told(attributes: dict[str, str], code: str) -> None:
    assert _steps(**attributes) == [code]


@pytest.mark.parametrize("missing", ["members", "quorum", "threshold", "ballot", "result"])
def test_a_council_is_told_completely(missing: str) -> None:
    told = {name: value for name, value in COUNCIL.items() if name != missing}
    assert _steps(**told) == ["joint-attribute"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("issuer: resolving", "issuer: so", "party-undeclared"),
        ("by: one_stop@receiving", "by: one_stop@so", "party-undeclared"),
        ("seal: true", "seal: false", "document-seal"),
        ("signing_step: KySo/LanhDaoKy", "signing_step: ThamDinh", "document-unsigned"),
        ("signing_step: KySo/LanhDaoKy", "signing_step: KySo/DongDau", "document-unsigned"),
        ("drafter: ThamDinh", "drafter: ThamDinh\n    sources: [Cho]", "document-step-missing"),
        ("drafter: ThamDinh", "drafter: ThamDinh\n    initialler: X", "document-step-missing"),
        ("drafter: ThamDinh", "drafter: ThamDinh\n    when: 'khac = 1'", "document-when"),
        (
            "drafter: ThamDinh",
            "drafter: ThamDinh\n    initialler: ThamDinh",
            "document-initialler",
        ),
    ],
)
def test_a_document_that_does_not_fit_its_steps_is_told(old: str, new: str, code: str) -> None:
    assert code in _codes(old, new)


def test_a_sealed_document_needs_somebody_to_seal_it() -> None:
    assert _codes(without="KySo/DongDau") == ["document-seal"]


def test_facts_of_a_form_that_nobody_fills_in_are_not_asked_for() -> None:
    unknown = form({"khac": {}}, **{"x-fact": ["khac"]})
    assert _codes(forms={"khong_ai_dung": unknown}) == []
