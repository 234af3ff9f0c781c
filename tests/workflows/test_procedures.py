"""What every shipped procedure owes: parts that fit together, and the truth about its source."""

from __future__ import annotations

from datetime import time
from fractions import Fraction

from bpmn.expressions import names, parse
from bpmn.values import Element
from engine.actions.supplements.receive import MESSAGE
from engine.core.bundle_paths import form_key
from engine.core.clock import TimeUnit, parse_budget
from engine.core.forms import Form
from engine.core.procedure import misfits
from tests.workflows.drawing import conditions, documentation
from tests.workflows.shipped import ROOT, Shipped, every_procedure, named, shipped

HN_663 = "hn_663_ban_sao_tu_so_goc"
OUTCOMES = {"granted", "refused", "lapsed", "withdrawn", "stopped"}
SIGNING_POWERS = {"decide", "sign", "seal"}


@every_procedure
def test_the_parts_of_a_bundle_fit_together(each: Shipped) -> None:
    assert misfits(each.procedure, each.forms, each.compiled.elements, each.files) == ()


@every_procedure
def test_no_two_forms_of_a_bundle_share_a_key(each: Shipped) -> None:
    paths = [path for path in each.files if form_key(path)]
    assert len(paths) == len(each.forms)


@every_procedure
def test_every_form_of_the_procedure_is_asked_somewhere(each: Shipped) -> None:
    asked = {each.attributes(step).get("form") for step in each.people_steps()}
    own = {form_key(path) for path in each.files if path.startswith("forms/")}
    assert own <= asked


@every_procedure
def test_a_fact_used_by_a_gateway_is_declared_and_set_by_a_form(each: Shipped) -> None:
    used = {name for text in _conditions(each) for name in names(parse(text))}
    asked = [each.forms[key] for step in each.people_steps() if (key := _form(each, step))]
    set_by_forms = {fact for form in asked for fact in form.facts}
    voted = {each.attributes(step).get("result") for step in each.people_steps()}
    answered = {fact for fact in each.procedure.facts if fact.startswith("ket_qua_")}
    assert used
    assert used <= set(each.procedure.facts)
    assert used <= set_by_forms | voted | answered


@every_procedure
def test_a_text_that_a_gateway_compares_with_is_an_option_of_its_field(each: Shipped) -> None:
    options = {
        (field.key, option.value)
        for form in each.forms.values()
        for field in form.fields
        for option in field.options
    }
    compared = {
        (name, text.split('"')[1])
        for text in _conditions(each)
        if '"' in text
        for name in names(parse(text))
    }
    answered = {(n, v) for n, v in compared if n.startswith("ket_qua_") and v in OUTCOMES}
    assert compared - answered <= options


@every_procedure
def test_every_step_of_a_person_says_who_does_it_and_with_what(each: Shipped) -> None:
    for step in each.people_steps():
        attributes = each.attributes(step)
        assert attributes.get("performer"), step.path
        if attributes.get("power") in SIGNING_POWERS:
            assert attributes.get("document"), step.path
        elif "joint" in attributes:
            assert attributes.get("members"), step.path
        else:
            assert _form(each, step) in {None, *each.forms}, step.path


@every_procedure
def test_every_step_of_a_person_has_a_budget_or_says_why_not(each: Shipped) -> None:
    said = documentation(each.diagrams.values())
    for step in each.people_steps():
        attributes = each.attributes(step)
        if "budget" not in attributes:
            assert attributes.get("counted") == "no", step.path
            assert said.get(step.path.split("/")[-1]), step.path


@every_procedure
def test_every_asking_form_names_its_button_by_its_result(each: Shipped) -> None:
    for step in each.people_steps():
        key = _form(each, step)
        assert key is None or each.forms[key].submit, step.path


@every_procedure
def test_every_document_is_signed_where_the_diagram_says(each: Shipped) -> None:
    elements = each.compiled.elements
    for document in each.procedure.documents:
        attributes = each.attributes(elements[document.signing_step])
        assert attributes["document"] == document.key
        assert attributes["power"] in {"decide", "sign"}


@every_procedure
def test_every_outcome_of_the_diagram_has_its_return(each: Shipped) -> None:
    outcomes = {e.attributes["outcome"] for e in each.compiled.elements.values() if _outcome(e)}
    returned = {r.outcome: r.document for r in each.procedure.returns}
    assert set(returned) == outcomes | {"withdrawn", "stopped"} & set(returned)
    documents = {d.key: d.outcome for d in each.procedure.documents}
    for outcome, document in returned.items():
        assert document is None or documents[document] in {None, outcome}


@every_procedure
def test_who_asks_for_a_supplement_has_said_what_is_missing(each: Shipped) -> None:
    calling = [e for e in each.compiled.elements.values() if e.message == MESSAGE]
    keys = {field.key for form in each.forms.values() for field in form.fields}
    for wait in calling:
        assert each.attributes(wait)["policy"] in {"pause", "restart"}
        assert "noi_dung_bo_sung" in keys


def test_the_copy_from_a_register_keeps_the_published_eight_hours() -> None:
    each = named(HN_663)
    elements = each.compiled.elements

    def hours(path: str) -> Fraction:
        budget = parse_budget(each.attributes(elements[path])["budget"])
        assert budget.unit is TimeUnit.HOUR
        return budget.value

    for call in ("KySoBanSao", "KySoTuChoi"):
        steps = ("TiepNhan", "ThamDinh", f"{call}/LanhDaoKy", f"{call}/VanThuDongDau")
        assert [hours(step) for step in steps] == [2, 3, 2, 1]
    budgeted = {p for p, e in elements.items() if "budget" in each.attributes(e)}
    assert len(budgeted) == 6


def test_the_copy_from_a_register_is_a_matter_of_one_day_until_three_in_the_afternoon() -> None:
    procedure = named(HN_663).procedure
    assert procedure.code == "2.000908"
    assert procedure.level == "xã"
    assert procedure.total is not None
    assert procedure.total.unit is TimeUnit.SAME_DAY
    assert procedure.cutoff == time(15)
    assert procedure.decision.number == "663/QĐ-TTPVHCC"
    assert procedure.decision.date.isoformat() == "2026-05-13"
    assert procedure.same_sitting
    assert not procedure.four_eyes


def test_the_second_hand_source_says_that_it_is_one() -> None:
    source = named(HN_663).procedure.source
    assert "chưa đọc trực tiếp quyết định" in source
    assert "phần chúng tôi thêm" in source


def test_every_file_of_a_shipped_folder_is_of_a_kind_that_is_known() -> None:
    kinds = {p.suffix for p in ROOT.rglob("*") if p.is_file()}
    assert kinds == {".bpmn", ".json", ".typ", ".yaml"}


def _conditions(each: Shipped) -> list[str]:
    return conditions(each.diagrams.values())


def _form(each: Shipped, step: Element) -> str | None:
    return each.attributes(step).get("form")


def _outcome(element: Element) -> bool:
    return element.kind is None and "outcome" in element.attributes


def test_a_shipped_form_can_be_asked_on_one_page() -> None:
    forms: list[Form] = [form for each in shipped() for form in each.forms.values()]
    assert forms
    assert all(len(form.fields) <= 12 for form in forms)
