"""Whether the documents of `procedure.yaml` fit the diagrams, the facts and the files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from bpmn.expressions import check
from bpmn.values import Element, Kind, Problem
from engine.core.procedure.definition import (
    BUILT_IN_PARTIES,
    DocumentSpec,
    Procedure,
    attributes_of,
)
from engine.core.procedure.parse import FILE
from engine.core.schema_problems import problem

_SIGNING = ("decide", "sign")


def document_misfits(
    procedure: Procedure, elements: Mapping[str, Element], files: Collection[str]
) -> Iterator[Problem]:
    """Templates, steps, issuers and conditions that are not there or do not fit."""
    for index, document in enumerate(procedure.documents):
        place = f"documents.{index}"
        if document.template not in files:
            said = f"Không có tệp {document.template}; hãy thêm tệp hoặc sửa đường dẫn."
            yield problem("document-template-missing", FILE, f"{place}.template", said)
        if document.issuer not in (*BUILT_IN_PARTIES, *procedure.parties):
            said = f"Không có bên “{document.issuer}” trong parties; hãy khai báo hoặc sửa tên."
            yield problem("party-undeclared", FILE, f"{place}.issuer", said)
        for sentence in check(document.when, procedure.fact_types) if document.when else ():
            yield problem("document-when", FILE, f"{place}.when", sentence)
        yield from _steps(document, elements, place)
        yield from _initialler(document, place)
        yield from _signature(procedure, document, elements, place)


def _steps(
    document: DocumentSpec, elements: Mapping[str, Element], place: str
) -> Iterator[Problem]:
    steps = [
        ("drafter", document.drafter),
        ("initialler", document.initialler),
        ("signing_step", document.signing_step),
        *((f"sources.{at}", path) for at, path in enumerate(document.sources)),
    ]
    for key, path in steps:
        if path is not None and not _is_task(elements.get(path)):
            said = f"Sơ đồ không có bước “{path}” do người làm; hãy sửa đường dẫn."
            yield problem("document-step-missing", FILE, f"{place}.{key}", said)


def _initialler(document: DocumentSpec, place: str) -> Iterator[Problem]:
    """An initial is given to what others wrote: writing at the same step would void it at once."""
    if document.initialler in (document.drafter, document.signing_step, *document.sources):
        said = (
            f"Bước ký nháy “{document.initialler}” không được là bước soạn, bước ký hoặc nguồn "
            "của chính văn bản; hãy chọn bước khác."
        )
        yield problem("document-initialler", FILE, f"{place}.initialler", said)


def _signature(
    procedure: Procedure, document: DocumentSpec, elements: Mapping[str, Element], place: str
) -> Iterator[Problem]:
    """Whoever signs must be shown this document, and a sealed one needs somebody to seal it."""
    signing = elements.get(document.signing_step)
    if _is_task(signing) and signing is not None:
        attributes = attributes_of(procedure, signing)
        if attributes.get("document") != document.key:
            said = (
                f"Bước “{signing.path}” không mang văn bản “{document.key}”; hãy ghi "
                "trinhky:document ở bước đó hoặc ở bước gọi."
            )
            yield problem("document-unsigned", FILE, f"{place}.signing_step", said)
        elif attributes.get("power") not in _SIGNING:
            said = f"Bước “{signing.path}” không phải bước ký; hãy ghi power decide hoặc sign."
            yield problem("document-unsigned", FILE, f"{place}.signing_step", said)
    seals = any(
        each.kind is Kind.USER
        and attributes.get("power") == "seal"
        and attributes.get("document") == document.key
        for each in elements.values()
        if (attributes := attributes_of(procedure, each))
    )
    if document.seal != seals:
        said = (
            f"Văn bản “{document.key}” phải đóng dấu mà sơ đồ không có bước đóng dấu; hãy thêm."
            if document.seal
            else f"Văn bản “{document.key}” không đóng dấu mà sơ đồ có bước đóng dấu; hãy bỏ bước."
        )
        yield problem("document-seal", FILE, f"{place}.seal", said)


def _is_task(element: Element | None) -> bool:
    return element is not None and element.kind is Kind.USER
