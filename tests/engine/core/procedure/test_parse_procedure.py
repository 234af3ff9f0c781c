from __future__ import annotations

import re
from datetime import date, time
from fractions import Fraction

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bpmn.dialect import ATTRIBUTES
from bpmn.expressions import FactType
from engine.core.clock import BeforeClosing, Budget, TimeUnit
from engine.core.procedure import ProcedureFaulty, parse_procedure
from tests.engine.core.procedure.texts import GOOD, faults, procedure


def test_a_procedure_is_read_as_it_was_published() -> None:
    read = procedure()
    assert (read.code, read.slug, read.level) == ("2.000908", "ban_sao_tu_so_goc", "xã")
    assert read.decision.date == date(2026, 5, 13)
    assert read.total == Budget(Fraction(1), TimeUnit.SAME_DAY)
    assert read.cutoff == time(15)
    assert read.fact_types == {"ket_luan": FactType.TEXT}
    assert read.documents[0].addressees == ("Người yêu cầu",)
    assert (read.papers[0].copies, read.papers[0].accepts) == (1, ())
    assert read.returns[0].by == "one_stop@receiving"
    assert read.calls == {"KySo": {"LanhDaoKy": {"budget": "2 giờ", "returnsTo": "ThamDinh"}}}


def test_a_procedure_without_a_published_code_is_named_by_its_folder() -> None:
    unnamed = procedure('code: "2.000908"', "code: null")
    assert (unnamed.code, unnamed.code_or_slug) == (None, "ban_sao_tu_so_goc")
    assert procedure().code_or_slug == "2.000908"


def test_total_and_cutoff_may_be_unpublished() -> None:
    assert procedure("total: trong ngày", "total: null").total is None
    assert procedure('cutoff: "15:00"', "cutoff: null").cutoff is None


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('code: "2.000908"', "code: 2.000908", "code"),
        ("title: Cấp", "tittle: Cấp", "tittle"),
        ("level: xã", "level: huyện", "level"),
        ("level: xã", "level: no", "level"),
        ("date: 2026-05-13", "date: 13/5/2026", "decision.date"),
        ("date: 2026-05-13", "date: 2026-05-13 10:00:00", "decision.date"),
        ("total: trong ngày", "total: một ngày", "total"),
        ('cutoff: "15:00"', "cutoff: 15:00", "cutoff"),
        ('cutoff: "15:00"', 'cutoff: "25:00"', "cutoff"),
        ("type: text", "type: money", "facts.ket_luan.type"),
        ("  ket_luan:", "  kết luận:", "facts.kết luận"),
        ("  ket_luan:", "  no:", "facts.False"),
        ("kind: result", "kind: ket_qua", "documents.0.kind"),
        ("template: documents", "template: ../documents", "documents.0.template"),
        ("signing_step: KySo/LanhDaoKy", "signing_step: KySo//Ky", "documents.0.signing_step"),
        ("symbol: BS-UBND", "symbol: BS / UBND", "documents.0.symbol"),
        ("seal: true", "seal: có", "documents.0.seal"),
        ("addressees: [Người yêu cầu]", "addressees: Người yêu cầu", "documents.0.addressees"),
        ("outcome: granted\npapers", "outcome: won\npapers", "documents.0.outcome"),
        ("required: true}", "required: true, copies: 0}", "papers.0.copies"),
        ("document: ban_sao,", "document: ban_xao,", "returns.0.document"),
        ("{outcome: granted, document", "{outcome: refused, document", "returns.0.document"),
        ("by: one_stop@receiving", "by: một cửa", "returns.0.by"),
        ("budget: 2 giờ", "budget: hai giờ", "calls.KySo.steps.LanhDaoKy.budget"),
        ("budget: 2 giờ", "colour: đỏ", "calls.KySo.steps.LanhDaoKy.colour"),
        ("steps: {", "step: {", "calls.KySo.step"),
        ("four_eyes: true", "", "four_eyes"),
        ("decision:\n  number", "decision:\n  nummer", "decision.nummer"),
    ],
)
def test_every_fault_names_its_place(old: str, new: str, place: str) -> None:
    assert place in [problem.element for problem in faults(old, new)]


def test_a_key_given_twice_is_refused_with_its_line() -> None:
    (problem,) = faults("four_eyes: true", "four_eyes: true\nfour_eyes: false")
    assert "four_eyes" in problem.cause
    assert "dòng 32" in problem.cause


def test_two_documents_of_one_key_are_refused() -> None:
    again = "papers:\n  - {key: giay_to, title: Khác, required: false}"
    assert [p.element for p in faults("papers:", again)] == ["papers.1"]


def test_aliases_that_could_multiply_are_refused() -> None:
    (problem,) = faults("source: đọc từ quyết định", "source: &a [x]\ntitle2: *a")
    assert problem.code == "procedure-unreadable"


def test_all_faults_are_told_at_once_with_cause_and_cure() -> None:
    found = faults("level: xã\ndecision:", "level: huyện\nnoise: 1\ndecision:")
    assert sorted(str(p.element) for p in found) == ["level", "noise"]
    assert all(p.cause.endswith(".") and p.cure.startswith("Hãy ") for p in found)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"- 1",
        b"a: [",
        b"\xff\xfe\xff",
        b"a: \x00",
        b"a: !!python/object:os.system x",
        b"a: 2026-99-99",
        b"? [1, 2]\n: 3",
        b"? {a: b}\n: 3",
        b"[" * 5000,
        b" " * 300_000,
    ],
)
def test_a_file_that_is_no_procedure_is_refused_in_one_sentence(raw: bytes) -> None:
    with pytest.raises(ProcedureFaulty) as refused:
        parse_procedure(raw, "thu")
    assert "thu" in refused.value.sentence


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_arbitrary_bytes_never_do_more_than_be_refused(raw: bytes) -> None:
    with pytest.raises(ProcedureFaulty):
        parse_procedure(raw, "thu")


@given(
    st.sampled_from(sorted(yaml.safe_load(GOOD))), st.integers() | st.lists(st.none(), max_size=2)
)
def test_a_value_of_the_wrong_kind_is_refused(key: str, value: object) -> None:
    if isinstance(value, list) and key in {"documents", "papers", "returns"} and not value:
        return
    spoiled = {**yaml.safe_load(GOOD), key: value}
    with pytest.raises(ProcedureFaulty):
        parse_procedure(yaml.safe_dump(spoiled, allow_unicode=True).encode(), "thu")


def test_what_several_agencies_and_documents_need_is_read() -> None:
    read = procedure(
        'cutoff: "15:00"',
        "declared_total: 5 ngày làm việc\ncutoff: {before_closing: 60 phút}\n"
        "parties: {ubnd: Ủy ban nhân dân thành phố}\nsupplements: {most: 1}",
    )
    assert read.declared_total == Budget(Fraction(5), TimeUnit.WORKING_DAY)
    assert read.cutoff == BeforeClosing(60)
    assert read.parties == {"ubnd": "Ủy ban nhân dân thành phố"}
    assert read.most_supplements == 1
    assert read.results == {"ban_sao"}
    assert read.document("ban_sao") == read.documents[0]
    assert read.document("khac") is None


def test_what_is_not_said_limits_nothing() -> None:
    read = procedure()
    assert (read.declared_total, read.most_supplements, read.parties) == (None, None, {})
    assert procedure("four_eyes", "supplements: {most: null}\nfour_eyes").most_supplements is None
    [document] = read.documents
    assert (document.sources, document.when, document.is_written({})) == ((), None, True)


def test_the_facts_say_which_document_is_being_written() -> None:
    [document] = procedure(
        "drafter: ThamDinh",
        "drafter: ThamDinh\n    sources: [Duyet]\n    when: 'ket_luan = \"dat\"'",
    ).documents
    assert document.sources == ("Duyet",)
    assert [document.is_written({"ket_luan": value}) for value in ("dat", "khong", None)] == [
        True, False, False,
    ]  # fmt: skip
    assert not document.is_written({})


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('cutoff: "15:00"', "cutoff: {before_closing: 1 ngày}", "cutoff.before_closing"),
        ('cutoff: "15:00"', "cutoff: {before: 1 giờ}", "cutoff.before"),
        ("four_eyes", "declared_total: lâu\nfour_eyes", "declared_total"),
        ("total: trong ngày", "total: null\ndeclared_total: 1 ngày", "declared_total"),
        ("four_eyes", "parties: {receiving: Bộ phận}\nfour_eyes", "parties.receiving"),
        ("four_eyes", "parties: {ubnd: 1}\nfour_eyes", "parties.ubnd"),
        ("four_eyes", "supplements: {most: -1}\nfour_eyes", "supplements.most"),
        ("four_eyes", "supplements: {max: 1}\nfour_eyes", "supplements.max"),
        ("drafter: ThamDinh", "drafter: ThamDinh\n    when: 'ket_luan ='", "documents.0.when"),
        ("drafter: ThamDinh", "drafter: ThamDinh\n    sources: [a b]", "documents.0.sources.0"),
        ("budget: 2 giờ", "onEnd: wait", "calls.KySo.steps.LanhDaoKy.onEnd"),
        ("budget: 2 giờ", "quorum: 2:3", "calls.KySo.steps.LanhDaoKy.quorum"),
        ("budget: 2 giờ", "threshold: 120%", "calls.KySo.steps.LanhDaoKy.threshold"),
        ("budget: 2 giờ", "joint: party", "calls.KySo.steps.LanhDaoKy.joint"),
    ],
)
def test_every_fault_of_the_new_keys_names_its_place(old: str, new: str, place: str) -> None:
    assert place in [problem.element for problem in faults(old, new)]


def test_a_call_settles_every_attribute_that_a_step_can_have() -> None:
    work = {name for name, each in ATTRIBUTES.items() if "bpmn:Task" in each.on}
    with pytest.raises(ProcedureFaulty) as refused:
        procedure("budget: 2 giờ", "khong_co: 1")
    [fault] = [p for p in refused.value.problems if p.element and p.element.endswith("khong_co")]
    assert set(re.findall(r"\w+", fault.cure)) >= work
    assert not {"onEnd"} & work


def test_what_is_settled_in_one_sitting_has_no_four_eyes_and_ends_the_same_day() -> None:
    assert not procedure().same_sitting
    assert procedure("four_eyes: true", "four_eyes: false\nsame_sitting: true").same_sitting
    (problem,) = faults("four_eyes: true", "four_eyes: true\nsame_sitting: true")
    assert problem.element == "same_sitting"
    assert "four_eyes: false" in problem.cure
