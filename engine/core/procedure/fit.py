"""Whether the parts of a bundle fit together: `procedure.yaml`, forms, compiled diagrams."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from bpmn.values import Element, Problem
from engine.core.clock import TimerFaulty, parse_timer
from engine.core.forms import Form
from engine.core.procedure.definition import Procedure, attributes_of
from engine.core.procedure.fit_documents import document_misfits
from engine.core.procedure.fit_steps import step_misfits
from engine.core.procedure.parse import FILE
from engine.core.schema_problems import problem


def misfits(
    procedure: Procedure,
    forms: Mapping[str, Form],
    elements: Mapping[str, Element],
    files: Collection[str],
) -> tuple[Problem, ...]:
    """What one part names and another does not have; () when the bundle holds together.

    Ask it when a bundle is checked or loaded. `elements` are those of the compiled diagrams,
    `files` the paths of the bundle.
    """
    return (
        *_facts(procedure, forms, elements),
        *document_misfits(procedure, elements, files),
        *_calls(procedure, forms, elements),
        *step_misfits(procedure, elements),
        *_timers(elements),
    )


def _facts(
    procedure: Procedure, forms: Mapping[str, Form], elements: Mapping[str, Element]
) -> Iterator[Problem]:
    """Of the forms that are filled in here; a bundle holds every shared one."""
    used = {attributes_of(procedure, each).get("form") for each in elements.values()}
    for form in (form for key, form in forms.items() if key in used):
        for field in form.fields:
            if field.key not in form.facts:
                continue
            fact = procedure.facts.get(field.key)
            file, place = f"forms/{form.key}.json", f"x-fact.{field.key}"
            if fact is None:
                said = "Dữ kiện này chưa khai báo trong procedure.yaml; hãy thêm vào facts."
                yield problem("form-fact-undeclared", file, place, said)
            elif fact.type is not field.fact_type:
                said = (
                    f"procedure.yaml khai báo kiểu {fact.type}, biểu mẫu cho kiểu "
                    f"{field.fact_type}; hãy sửa cho giống nhau."
                )
                yield problem("form-fact-type", file, place, said)


def _calls(
    procedure: Procedure, forms: Mapping[str, Form], elements: Mapping[str, Element]
) -> Iterator[Problem]:
    documents = {document.key for document in procedure.documents}
    for call, steps in procedure.calls.items():
        for step, attributes in steps.items():
            place = f"calls.{call}.steps.{step}"
            if f"{call}/{step}" not in elements:
                said = f"Sơ đồ không có bước “{call}/{step}”; hãy sửa mã bước."
                yield problem("call-step-missing", FILE, place, said)
            if "form" in attributes and attributes["form"] not in forms:
                said = f"Không có biểu mẫu “{attributes['form']}”; hãy thêm tệp hoặc sửa tên."
                yield problem("call-form-missing", FILE, f"{place}.form", said)
            if "document" in attributes and attributes["document"] not in documents:
                said = f"Không có văn bản “{attributes['document']}”; hãy sửa tên."
                yield problem("call-document-missing", FILE, f"{place}.document", said)


def _timers(elements: Mapping[str, Element]) -> Iterator[Problem]:
    for path, element in elements.items():
        if element.timer is None:
            continue
        try:
            parse_timer(element.timer)
        except TimerFaulty as faulty:
            yield problem("timer-unreadable", "diagram.bpmn", path, faulty.sentence)
